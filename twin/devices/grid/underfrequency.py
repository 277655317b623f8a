"""Under-frequency relays: stages of definite time that shed a share of the load.

A stage's timer runs while the frequency is at or below its pickup and is back at zero as soon as it
is above. When it has run for the delay the stage is out: until it is put back, or for
`sustain_min`, after which it comes back by itself and, if the frequency is still low, starts to
count anew. Shares add up, to all of the load at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.breaker import NEVER_US
from twin.devices.contract import Columns, Crossing
from twin.units import S_PER_MIN, US_PER_S

RETURNED = "returned"


class StageSpec(BaseModel, frozen=True, extra="forbid"):
    """One stage of a relay."""

    name: str = Field(pattern="^[a-z][a-z0-9_]*$", description="what its trips are called by")
    below_hz: float = Field(ge=40, le=70, description="pickup; it counts at or below it")
    delay_s: float = Field(ge=0.01, le=600, description="from pickup to trip")
    share_frac: float = Field(gt=0, le=1, description="of the load before, shed by its trip")
    sustain_min: float | None = Field(
        None, gt=0, le=1440, description="out so long, then back by itself; none: until put back"
    )


def _stage(name: str, below_hz: float, delay_s: float, share_frac: float) -> StageSpec:
    return StageSpec(
        name=name, below_hz=below_hz, delay_s=delay_s, share_frac=share_frac, sustain_min=None
    )


UFLS_STAGES = (
    _stage("ufls_1", 59.5, 0.1, 0.05),
    _stage("ufls_2", 59.3, 0.1, 0.05),
    _stage("ufls_3", 59.1, 0.1, 0.05),
    _stage("ufls_4", 58.9, 0.1, 0.05),
    _stage("ufls_5", 58.7, 0.1, 0.05),
)
"""Under-frequency load shedding of ERCOT: five stages of 5 %, 6 cycles [V]; pickups [M]."""

RRS_STAGES = (_stage("rrs", 59.7, 0.5, 1.0),)
"""Responsive reserve by relay: 59.70 Hz, within 0.5 s [M]."""

FFR_STAGES = (StageSpec(name="ffr", below_hz=59.85, delay_s=0.25, share_frac=1, sustain_min=15),)
"""Fast frequency response: 59.85 Hz, within 0.25 s, for 15 min [M]."""


class UnderfrequencySpec(BaseModel, frozen=True, extra="forbid"):
    """An under-frequency relay: the keys of a site document."""

    stages: tuple[StageSpec, ...] = Field(
        UFLS_STAGES, min_length=1, description="any order; ERCOT's load shedding by default [M]"
    )

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        if len({stage.name for stage in self.stages}) < len(self.stages):
            raise ValueError("two stages have one name: their trips could not be told apart")
        return self


class UnderfrequencyRelays(Columns):
    """Columns of all under-frequency relays; the index is the relay.

    Attributes:
        specs: what each is.
        frequency_hz: that it sees.
        since_us: since when each stage counts, `NEVER_US` while it does not.
        out: whether each stage is out.
        back_us: when a stage that is out comes back by itself, `NEVER_US` when it does not.
    """

    STATE = ("frequency_hz", "since_us", "out", "back_us")

    def __init__(self, specs: Sequence[UnderfrequencySpec], frequency_hz: float = 60.0) -> None:
        """All at rest, at a frequency above every pickup."""
        self.specs = list(specs)
        counts = [len(spec.stages) for spec in specs]
        self.frequency_hz = [frequency_hz] * len(specs)
        self.since_us = [[NEVER_US] * count for count in counts]
        self.out = [[False] * count for count in counts]
        self.back_us = [[NEVER_US] * count for count in counts]
        highest_hz = max((stage.below_hz for spec in specs for stage in spec.stages), default=0.0)
        assert frequency_hz > highest_hz, "at rest a relay has picked nothing up"

    def set_frequency(self, i: int, t_us: int, grid_hz: float) -> None:
        """From `t_us` on it sees this frequency; an equal value is no change."""
        if grid_hz == self.frequency_hz[i]:
            return
        self.frequency_hz[i] = grid_hz
        since_us, out = self.since_us[i], self.out[i]
        for n, stage in enumerate(self.specs[i].stages):
            if out[n] or grid_hz > stage.below_hz:
                since_us[n] = NEVER_US
            elif since_us[n] == NEVER_US:
                since_us[n] = t_us

    def counted_frac(self, i: int, t_us: int) -> float:
        """How far the fullest of its timers is, 0 to 1; 1 also where a stage is out."""
        if any(self.out[i]):
            return 1.0
        spans = zip(self.specs[i].stages, self.since_us[i], strict=True)
        return max(max(0, t_us - since_us) / _delay_us(stage) for stage, since_us in spans)

    def shed_frac(self, i: int) -> float:
        """Share of the load that is shed now."""
        rows = zip(self.specs[i].stages, self.out[i], strict=True)
        return min(1.0, sum(stage.share_frac for stage, out in rows if out))

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """The next trip, or return, if the frequency stays; of two at once the first stage's."""
        due_us, first = NEVER_US, -1
        stages = self.specs[i].stages
        for n, (since_us, back_us) in enumerate(
            zip(self.since_us[i], self.back_us[i], strict=True)
        ):
            trips_us = NEVER_US if since_us == NEVER_US else since_us + _delay_us(stages[n])
            if min(trips_us, back_us) < due_us:
                due_us, first = min(trips_us, back_us), n
        if first < 0:
            return None
        assert t_us <= due_us, "the next crossing is looked for from now on"
        name = stages[first].name
        if self.out[i][first]:
            limit = f"{name}_{RETURNED}"
            return Crossing(limit=limit, direction="rising", anchor_us=due_us, after_us=0.0)
        return Crossing(limit=name, direction="falling", anchor_us=due_us, after_us=0.0)

    def cross(self, i: int, crossing: Crossing) -> None:
        """Let the trip, or the return, happen."""
        name = crossing.limit.removesuffix(f"_{RETURNED}")
        n = [stage.name for stage in self.specs[i].stages].index(name)
        if self.out[i][n]:
            self._put_back(i, crossing.t_us, n)
            return
        sustain_min = self.specs[i].stages[n].sustain_min
        self.out[i][n], self.since_us[i][n] = True, NEVER_US
        if sustain_min is not None:
            self.back_us[i][n] = crossing.t_us + round(sustain_min * S_PER_MIN * US_PER_S)

    def reset(self, i: int, t_us: int) -> None:
        """Put all its stages back; those whose frequency is still low start to count anew."""
        for n, out in enumerate(self.out[i]):
            if out:
                self._put_back(i, t_us, n)

    def _put_back(self, i: int, t_us: int, n: int) -> None:
        low = self.frequency_hz[i] <= self.specs[i].stages[n].below_hz
        self.out[i][n], self.back_us[i][n] = False, NEVER_US
        self.since_us[i][n] = t_us if low else NEVER_US


def _delay_us(stage: StageSpec) -> int:
    return round(stage.delay_s * US_PER_S)
