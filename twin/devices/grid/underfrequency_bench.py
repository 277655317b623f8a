"""One under-frequency relay alone, with the load it sheds."""

from __future__ import annotations

from math import inf
from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.grid.underfrequency import UnderfrequencyRelays, UnderfrequencySpec
from twin.units import US_PER_S


class UnderfrequencyBench:
    """A relay on its own. Holds one; the first index is the only one.

    It starts with nothing counted, whatever the frequency: settled below a pickup it had tripped.
    """

    KIND: ClassVar[str] = "underfrequency_relay"
    SPEC: ClassVar[type[BaseModel]] = UnderfrequencySpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("frequency_hz", "of the grid", required=True, range_pu=(0, 100)),
        column("load_w", "before the event", required=True, range_pu=(0, 1e10)),
        column("reset_frac", "going to 1 puts all back; 0 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("load_w", "drawn"),
        column("shed_w", "shed"),
        column("shed_frac", "of the load before, shed"),
        column("counted_frac", "fullest timer; at 1 its stage is out"),
        column("out_count", "stages out"),
        column("shed_j", "not taken since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, spec: UnderfrequencySpec, t_us: int) -> None:
        """At rest."""
        self._relays = UnderfrequencyRelays([spec], inf)
        self._load_w = self._reset_frac = self._shed_j = 0.0
        self._since_us = t_us

    @classmethod
    def start(cls, spec: UnderfrequencySpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At rest, steady or cold."""
        assert isinstance(initial, str) or not initial, initial
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it another frequency or load, or put its stages back."""
        reset_frac = inputs.get("reset_frac", 0.0)
        resets = reset_frac > 0.0 and not self._reset_frac
        self._reset_frac = reset_frac
        if resets or inputs["load_w"] != self._load_w:
            self._book(t_us)
            self._load_w = inputs["load_w"]
        if resets:
            self._relays.reset(0, t_us)
        self._relays.set_frequency(0, t_us, inputs["frequency_hz"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        shed_frac = self._relays.shed_frac(0)
        shed_w = shed_frac * self._load_w
        return {
            "load_w": self._load_w - shed_w,
            "shed_w": shed_w,
            "shed_frac": shed_frac,
            "counted_frac": self._relays.counted_frac(0, t_us),
            "out_count": float(sum(self._relays.out[0])),
            "shed_j": self._metered_j(t_us),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The next trip or return of a stage."""
        return self._relays.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it happen."""
        self._book(crossing.t_us)
        self._relays.cross(0, crossing)

    def _book(self, t_us: int) -> None:
        self._shed_j, self._since_us = self._metered_j(t_us), t_us

    def _metered_j(self, t_us: int) -> float:
        shed_w = self._relays.shed_frac(0) * self._load_w
        return self._shed_j + shed_w * ((t_us - self._since_us) / US_PER_S)
