"""One load that answers to frequency, alone."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.grid.frequency import FrequencyResponses, FrequencyResponseSpec


class FrequencyResponseBench:
    """Such a load on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "frequency_response"
    SPEC: ClassVar[type[BaseModel]] = FrequencyResponseSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("frequency_hz", "of the grid", required=True, range_pu=(0, 100)),
        column("load_w", "before the event", required=True, range_pu=(0, 1e10)),
        column("headroom_w", "it could draw more; 0 if not given", range_pu=(0, 1e10)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("load_w", "drawn"),
        column("reduced_w", "not drawn because the frequency is low"),
        column("added_w", "drawn because the frequency is high"),
        column("reduced_j", "not taken since the start"),
        column("added_j", "taken more since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, spec: FrequencyResponseSpec, t_us: int) -> None:
        """At nominal frequency."""
        self._loads = FrequencyResponses([spec], t_us)

    @classmethod
    def start(
        cls, spec: FrequencyResponseSpec, inputs: Inputs, initial: Initial, t_us: int
    ) -> Self:
        """At an instant, meters at zero; it has no memory, so steady and cold are the same."""
        assert isinstance(initial, str) or not initial, initial
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it another frequency or load."""
        self._loads.set_load(0, t_us, inputs["load_w"], inputs.get("headroom_w", 0.0))
        self._loads.set_frequency(0, t_us, inputs["frequency_hz"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        net_w = self._loads.net_w(0)
        reduced_j, added_j = self._loads.metered_j(0, t_us)
        return {
            "load_w": self._loads.load_w(0),
            "reduced_w": max(0.0, -net_w),
            "added_w": max(0.0, net_w),
            "reduced_j": reduced_j,
            "added_j": added_j,
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """Nothing happens by itself."""
        del t_us

    def cross(self, crossing: Crossing) -> None:
        """Never asked for."""
        raise AssertionError(crossing)
