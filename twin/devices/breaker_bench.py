"""One breaker alone: its wishes and its current come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.breaker import (
    CLOSED,
    FAILED,
    NEVER_US,
    OPEN,
    OPERATED,
    POSITION_NAMES,
    TRIPPED,
    Breakers,
    BreakerSpec,
    SwitchSpec,
)
from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.units import US_PER_S


class BreakerBench:
    """A breaker on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "breaker"
    SPEC: ClassVar[type[BaseModel]] = BreakerSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("current_a", "flows while it is closed", required=True, range_pu=(0, 1e7)),
        column(
            "closed_frac",
            "1 to be closed, 0 to be open; as normally if not given",
            range_pu=(0, 1),
        ),
        column(
            "trip_frac",
            "1 opens it at once and locks it, back to 0 resets; 0 if not given",
            range_pu=(0, 1),
        ),
        column("failed_frac", "1 fails it, back to 0 repairs; 0 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("position_index", ", ".join(f"{i} {name}" for i, name in enumerate(POSITION_NAMES))),
        column("current_a", "current through it"),
        column("loading_frac", "current over rating"),
        column("over_s", "how long the current has been above the continuous share"),
        column("refused_frac", "1 while the position asked for is refused"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (
        column("position_index", ", ".join(f"{i} {name}" for i, name in enumerate(POSITION_NAMES))),
    )

    def __init__(self, spec: BreakerSpec) -> None:
        """In its normal position."""
        self._breakers = Breakers([spec])
        self._normal = self._breakers.position[0] == CLOSED
        self._inputs: Inputs = {}

    @classmethod
    def start(cls, spec: BreakerSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At an instant in the position asked for; cold: open; or in the position named."""
        bench = cls(spec)
        position = CLOSED if bench._wish(inputs) else OPEN
        if initial == "cold":
            position = OPEN
        elif not isinstance(initial, str):
            position = round(initial.get("position_index", position))
        bench._breakers.position[0] = bench._breakers.goal[0] = position
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs: an operation takes its time, a trip or failure acts at once."""
        breakers = self._breakers
        before, self._inputs = self._inputs, dict(inputs)
        for name, do, undo in (
            ("failed_frac", breakers.fail, breakers.repair),
            ("trip_frac", breakers.trip, breakers.reset),
        ):
            was, now = bool(before.get(name, 0.0)), bool(inputs.get(name, 0.0))
            if now:
                do(0, t_us)
            elif was:
                undo(0, t_us)
        wish = self._wish(inputs)
        settled = breakers.due_us[0] == NEVER_US and self._is_there(wish=wish)
        under_way = breakers.due_us[0] != NEVER_US and self._aims_at(wish=wish)
        if not settled and not under_way and not breakers.refusal(0, close=wish):
            breakers.operate(0, t_us, close=wish)
        breakers.set_current(0, t_us, inputs["current_a"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        breakers = self._breakers
        over_us = breakers.over_us[0]
        wish = self._wish(self._inputs)
        refused = not self._is_there(wish=wish) and bool(breakers.refusal(0, close=wish))
        return {
            "position_index": float(breakers.position[0]),
            "current_a": breakers.current_a[0],
            "loading_frac": breakers.current_a[0] / breakers.specs[0].rated_a,
            "over_s": 0.0 if over_us == NEVER_US else (t_us - over_us) / US_PER_S,
            "refused_frac": float(refused),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The end of an operation, or three hours of continuous overload."""
        return self._breakers.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let the operation end, or note the overload."""
        if crossing.limit == OPERATED:
            self._breakers.finish(0, crossing.t_us)
            self._breakers.set_current(0, crossing.t_us, self._inputs["current_a"])
        else:
            self._breakers.warn(0)

    def _wish(self, inputs: Inputs) -> bool:
        return bool(inputs.get("closed_frac", float(self._normal)))

    def _is_there(self, *, wish: bool) -> bool:
        return (self._breakers.position[0] == CLOSED) == wish

    def _aims_at(self, *, wish: bool) -> bool:
        goal = self._breakers.goal[0]
        assert goal not in (TRIPPED, FAILED)
        return (goal == CLOSED) == wish


class SwitchBench(BreakerBench):
    """A switch or tie on its own."""

    KIND: ClassVar[str] = "switch"
    SPEC: ClassVar[type[BaseModel]] = SwitchSpec
