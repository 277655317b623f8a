"""Stages of fans and pumps: up above one level, down below another, never twice within a dwell.

Two things forbid an endless chatter: start and stop are at least a kelvin apart, and each stage
holds for a least time. While a dwell runs nothing is due; when it ends the reading decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.contract import Columns, Crossing
from twin.kernel import Response, first_crossing_s
from twin.units import US_PER_S

STAGE_UP = "stage_up"
STAGE_DOWN = "stage_down"

LEAST_HYSTERESIS_K = 1.0
_HELD_BELOW_K = 0.5
HORIZON_S = 3e9
"""How far crossings are looked for: a century, in which every input changes."""

_Way = Literal["rising", "falling"]


class StagingSpec(BaseModel, frozen=True, extra="forbid"):
    """When stages come and go."""

    up_c: float = Field(ge=-40, le=120, description="one stage more above this")
    down_c: float = Field(ge=-40, le=120, description="one stage fewer below this")
    dwell_s: float = Field(60.0, ge=1, le=86_400, description="least time between changes [A]")

    @model_validator(mode="after")
    def _keeps_its_distance(self) -> Self:
        if self.down_c > self.up_c - LEAST_HYSTERESIS_K:
            raise ValueError(
                f"down_c is less than {LEAST_HYSTERESIS_K:g} K below up_c, so stages would "
                "chatter: lower down_c or raise up_c"
            )
        return self


def held_down_c(levels: StagingSpec, sink_c: float, less_ratio: float) -> float:
    """Level below which a stage may go: no higher than one from which the next would hold.

    At the heat of the moment a stage less leaves the reading further over its sink, by the inverse
    ratio of the conductances. So with inputs held fans come to rest, however far apart stages are.

    Args:
        levels: of the document.
        sink_c: where the heat goes.
        less_ratio: conductance to the sink of one stage less, over that of the present one.

    >>> held_down_c(StagingSpec(up_c=30.0, down_c=27.0), 10.0, 0.5)
    19.75
    """
    return min(levels.down_c, sink_c + less_ratio * (levels.up_c - _HELD_BELOW_K - sink_c))


class Stages(Columns):
    """Columns of all staged groups; the index is the group.

    Attributes:
        specs: when stages come and go.
        top: number of the highest stage; the lowest is 0.
        stage: the one in force.
        since_us: when it came.
        up_c, down_c: levels in force; who moves them with `aim` does so again after a restore.
    """

    STATE = ("stage", "since_us")

    def __init__(self, specs: Sequence[StagingSpec], top: Sequence[int], t_us: int) -> None:
        """All in their lowest stage, free to leave it at once."""
        assert len(top) == len(specs), "a highest stage for each"
        assert min(top, default=0) >= 0, "stages count from 0"
        self.specs = list(specs)
        self.top = list(top)
        self.up_c = [spec.up_c for spec in specs]
        self.down_c = [spec.down_c for spec in specs]
        self.stage = [0] * len(specs)
        self.since_us = [t_us - self._dwell_us(i) for i in range(len(specs))]

    def next_crossing(self, i: int, start_us: int, reading: Response) -> Crossing | None:
        """The next change of stage if the inputs stay.

        Args:
            i: the group.
            start_us: instant that `reading` counts from.
            reading: the temperature that decides, in °C.
        """
        free_us = max(start_us, self.since_us[i] + self._dwell_us(i))
        wait_s = (free_us - start_us) / US_PER_S
        after = reading.later(wait_s)
        reached_s: list[tuple[float, _Way]] = [
            (after_s, way)
            for way, level_c in self._levels(i)
            if (after_s := _first_s(after, level_c, way)) is not None
        ]
        if not reached_s:
            return None
        after_s, way = min(reached_s)
        return Crossing(
            limit=STAGE_UP if way == "rising" else STAGE_DOWN,
            direction=way,
            anchor_us=free_us,
            after_us=after_s * US_PER_S,
        )

    def change(self, i: int, t_us: int, *, up: bool) -> None:
        """One stage more or fewer; the dwell starts anew."""
        stage = self.stage[i] + (1 if up else -1)
        assert 0 <= stage <= self.top[i], "a stage that is there"
        assert t_us >= self.since_us[i] + self._dwell_us(i), "the dwell is over"
        self.stage[i] = stage
        self.since_us[i] = t_us

    def aim(self, i: int, up_c: float, down_c: float) -> None:
        """Other levels from now on, as far apart as those of a document."""
        assert down_c <= up_c - LEAST_HYSTERESIS_K, "levels that do not chatter"
        self.up_c[i], self.down_c[i] = up_c, down_c

    def place(self, i: int, t_us: int, stage: int) -> None:
        """Put the group in a stage, free to leave it at once."""
        self.stage[i] = min(max(stage, 0), self.top[i])
        self.since_us[i] = t_us - self._dwell_us(i)

    def _levels(self, i: int) -> list[tuple[_Way, float]]:
        stage = self.stage[i]
        levels_c: list[tuple[_Way, float]] = []
        if stage < self.top[i]:
            levels_c.append(("rising", self.up_c[i]))
        if stage > 0:
            levels_c.append(("falling", self.down_c[i]))
        return levels_c

    def _dwell_us(self, i: int) -> int:
        return round(self.specs[i].dwell_s * US_PER_S)


def _first_s(reading: Response, level_c: float, way: _Way) -> float | None:
    return first_crossing_s(reading, level_c, rising=way == "rising", horizon_s=HORIZON_S)
