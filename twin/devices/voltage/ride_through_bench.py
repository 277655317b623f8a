"""One load that must ride through, alone: its voltage comes from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.voltage.envelopes import EnvelopeSpec
from twin.devices.voltage.ride_through import RideThroughs
from twin.units import US_PER_S


class RideThroughBench:
    """A load on its own. Holds one; the first index is the only one.

    It starts with nothing accumulated, whatever the voltage: settled in a sag it had tripped.
    """

    KIND: ClassVar[str] = "ride_through"
    SPEC: ClassVar[type[BaseModel]] = EnvelopeSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("voltage_pu", "at its terminals", required=True, range_pu=(0, 5)),
        column("reset_frac", "going to 1 brings it back; 0 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("voltage_pu", "at its terminals"),
        column("worst_frac", "fullest of its holds; beyond 1 it trips"),
        column("low_s", "accumulated below the steady band"),
        column("high_s", "accumulated above the steady band"),
        column("tripped_frac", "1 from the trip to the reset"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, spec: EnvelopeSpec, t_us: int) -> None:
        """At nominal voltage."""
        self._loads = RideThroughs([spec], t_us)
        self._reset_frac = 0.0
        last = {timer.swell: n for n, timer in enumerate(self._loads.timers[0])}
        self._low, self._high = last[False], last[True]

    @classmethod
    def start(cls, spec: EnvelopeSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """With nothing accumulated, steady or cold."""
        assert isinstance(initial, str) or not initial, initial
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it another voltage, or bring it back."""
        reset_frac = inputs.get("reset_frac", 0.0)
        if reset_frac and not self._reset_frac:
            self._loads.reset(0, t_us)
        self._reset_frac = reset_frac
        self._loads.set_voltage(0, t_us, inputs["voltage_pu"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        loads = self._loads
        held_us = loads.held_at_us(0, t_us)
        return {
            "voltage_pu": loads.voltage_pu[0],
            "worst_frac": loads.worst_frac(0, t_us),
            "low_s": held_us[self._low] / US_PER_S,
            "high_s": held_us[self._high] / US_PER_S,
            "tripped_frac": float(bool(loads.tripped_by[0])),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """Its trip."""
        return self._loads.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it trip."""
        self._loads.trip(0, crossing.limit)
