"""One transfer switch alone: the voltages of its two sources come from a table of inputs."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel

from twin.devices.backup.transfer import TransferSwitches
from twin.devices.backup.transfer_spec import (
    SIDE_NAMES,
    A,
    AutomaticTransferSpec,
    B,
    StaticTransferSpec,
    TransferSpec,
)
from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.units import US_PER_S


class _TransferBench:
    """A transfer switch on its own. Holds one; the first index is the only one."""

    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("a_pu", "voltage of source a; 1 if not given", range_pu=(0, 2)),
        column("b_pu", "voltage of source b; 1 if not given", range_pu=(0, 2)),
        column("preferred_index", "0 a, 1 b; of its spec if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("load_pu", "voltage at the load"),
        column("side_index", "0 a, 1 b: where the contacts lie or travel to"),
        column("moving_frac", "1 while the contacts travel"),
        column("calls_frac", "1 while it calls for an engine"),
        column("fed_frac", "1 while the load has a good source"),
        column("dark_s", "without a good source since the start"),
        column("moves_count", "transfers since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (
        column("side_index", "0 a, 1 b: where the contacts lie"),
    )

    def __init__(self, spec: TransferSpec, t_us: int) -> None:
        """On its preferred side, both sources good."""
        self._switches = TransferSwitches([spec], t_us)
        self._preferred = SIDE_NAMES.index(spec.preferred)

    @classmethod
    def start(cls, spec: Any, inputs: Inputs, initial: Initial, t_us: int) -> Self:  # noqa: ANN401
        """Steady: on the side that has been good for ever; cold: on the preferred one."""
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        switches, preferred = bench._switches, bench._preferred
        if initial == "steady":
            other = not switches.is_good(0, preferred) and switches.is_good(0, 1 - preferred)
            switches.place(0, t_us, 1 - preferred if other else preferred)
        elif initial != "cold":
            switches.place(0, t_us, int(initial.get("side_index", preferred)))
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other sources, or another preferred one."""
        preferred = int(inputs.get("preferred_index", self._preferred))
        self._switches.set_preferred(0, t_us, preferred)
        self._switches.set_voltage(0, t_us, A, inputs.get("a_pu", 1.0))
        self._switches.set_voltage(0, t_us, B, inputs.get("b_pu", 1.0))

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        switches = self._switches
        return {
            "load_pu": switches.load_pu(0),
            "side_index": float(switches.side[0]),
            "moving_frac": float(switches.feeding(0) is None),
            "calls_frac": float(switches.calls[0]),
            "fed_frac": float(switches.is_fed(0)),
            "dark_s": switches.dark_at_us(0, t_us) / US_PER_S,
            "moves_count": float(switches.moves_count[0]),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """When it counts its source as lost, leaves, or lands."""
        return self._switches.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it happen."""
        self._switches.cross(0, crossing.t_us, crossing.limit)


class StaticTransferBench(_TransferBench):
    """A static transfer switch on its own."""

    KIND: ClassVar[str] = "static_transfer"
    SPEC: ClassVar[type[BaseModel]] = StaticTransferSpec


class AutomaticTransferBench(_TransferBench):
    """An automatic transfer switch on its own."""

    KIND: ClassVar[str] = "automatic_transfer"
    SPEC: ClassVar[type[BaseModel]] = AutomaticTransferSpec
