"""One relay, moulded-case breaker, fuse or watch alone: its current comes from a table of inputs.

It starts at rest, whatever the first row's current: settled under an overcurrent it had tripped.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.protection import continuous_load, fuse, moulded_case, relay
from twin.devices.protection.accumulators import Accumulators
from twin.devices.protection.elements import TripUnit
from twin.errors import DataError, Fault
from twin.units import US_PER_S


class _TripBench:
    """What all that trip by accumulators share. Holds one; the first index is the only one."""

    SPEC: ClassVar[type[BaseModel]]
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("current_a", "would flow if it were closed", required=True, range_pu=(0, 1e7)),
        column("reset_frac", "becomes 1: reset, or renew a fuse; 0 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("current_a", "through it; 0 where it has opened itself"),
        column("multiple_ratio", "current over the pickup of its first element"),
        column("filled_frac", "of its fullest element: 1 trips"),
        column("tripped_frac", "1 from the trip to the reset"),
        column("let_through_a2s", "current squared over time since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("filled_frac", "of its first element"),)

    def __init__(self, unit: TripUnit, t_us: int) -> None:
        """At rest, without current."""
        self._family = Accumulators([unit], t_us)
        self._inputs: Inputs = {}
        self._let_a2s = 0.0
        self._let_us = t_us

    @classmethod
    def unit(cls, spec: Any) -> TripUnit:  # noqa: ANN401 - each kind takes its own model
        """The elements of this kind."""
        raise NotImplementedError

    @classmethod
    def start(cls, spec: BaseModel, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At an instant, at rest or with its first element filled as named.

        Raises:
            DataError: the fill named is not within 0 and 1.
        """
        bench = cls(cls.unit(spec), t_us)
        if not isinstance(initial, str):
            filled_frac = initial.get("filled_frac", 0.0)
            if not 0.0 <= filled_frac <= 1.0:
                where, value = "initial.filled_frac", f"{filled_frac:g}"
                raise DataError(
                    Fault(what="is out of range", path=where, value=value, allowed="0 to 1")
                )
            fills = bench._family.filled_frac[0]
            bench._family.place(0, t_us, [filled_frac, *fills[1:]])
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change."""
        if inputs == self._inputs:
            return
        before, self._inputs = self._inputs, dict(inputs)
        self._book(t_us)
        if inputs.get("reset_frac", 0.0) and not before.get("reset_frac", 0.0):
            self._family.reset(0, t_us)
        self._family.set_current(0, t_us, inputs["current_a"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        family = self._family
        current_a = family.current_a[0]
        return {
            "current_a": current_a,
            "multiple_ratio": current_a / family.units[0].elements[0].pickup_a,
            "filled_frac": max(family.fills_frac(0, t_us)),
            "tripped_frac": float(bool(family.tripped_by[0])),
            "let_through_a2s": self._let_through_a2s(t_us),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """Its trip, or the end of the current after it."""
        return self._family.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it happen."""
        self._book(crossing.t_us)
        self._family.cross(0, crossing)

    def _book(self, t_us: int) -> None:
        self._let_a2s = self._let_through_a2s(t_us)
        self._let_us = t_us

    def _let_through_a2s(self, t_us: int) -> float:
        current_a = self._family.current_a[0]
        return self._let_a2s + current_a * current_a * ((t_us - self._let_us) / US_PER_S)


class RelayBench(_TripBench):
    """An overcurrent relay on its own."""

    KIND: ClassVar[str] = "overcurrent_relay"
    SPEC: ClassVar[type[BaseModel]] = relay.RelaySpec

    @classmethod
    def unit(cls, spec: relay.RelaySpec) -> TripUnit:
        """Its elements."""
        return relay.trip_unit(spec)


class MouldedCaseBench(_TripBench):
    """A moulded-case breaker on its own."""

    KIND: ClassVar[str] = "moulded_case_breaker"
    SPEC: ClassVar[type[BaseModel]] = moulded_case.MouldedCaseSpec

    @classmethod
    def unit(cls, spec: moulded_case.MouldedCaseSpec) -> TripUnit:
        """Its elements and its opening."""
        return moulded_case.trip_unit(spec)


class FuseBench(_TripBench):
    """A fuse on its own."""

    KIND: ClassVar[str] = "fuse"
    SPEC: ClassVar[type[BaseModel]] = fuse.FuseSpec

    @classmethod
    def unit(cls, spec: fuse.FuseSpec) -> TripUnit:
        """Its melting and its arc."""
        return fuse.trip_unit(spec)


class ContinuousLoadBench(_TripBench):
    """A watch on continuous load on its own."""

    KIND: ClassVar[str] = "continuous_load_watch"
    SPEC: ClassVar[type[BaseModel]] = continuous_load.ContinuousLoadSpec

    @classmethod
    def unit(cls, spec: continuous_load.ContinuousLoadSpec) -> TripUnit:
        """Its timer."""
        return continuous_load.trip_unit(spec)
