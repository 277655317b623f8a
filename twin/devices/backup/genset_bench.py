"""One group of engine generators alone: order, load and luck come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.backup.genset import Gensets
from twin.devices.backup.genset_engines import stuck_count
from twin.devices.backup.genset_spec import READY, STATE_NAMES, STOPPED, GensetSpec, engine_w
from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.errors import Fault, RequestError

_STARTS_FRAC, _FAILS_FRAC = 0.0, 1.0


class GensetBench:
    """A group on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "genset"
    SPEC: ClassVar[type[BaseModel]] = GensetSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("load_w", "connected to the bus", required=True, range_pu=(0, 1e10)),
        column("order_frac", "1 orders it to run; 0 if not given", range_pu=(0, 1)),
        column("permit_frac", "1 lets it start; 1 if not given", range_pu=(0, 1)),
        column("supply_frac", "1 lets fuel come; 1 if not given", range_pu=(0, 1)),
        column("no_start_count", "engines that don't start; 0 if not given", range_pu=(0, 100)),
        column("reset_frac", "going to 1 resets it by hand; 0 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("output_w", "given to the load"),
        column("on_bus_count", "engines that share the load"),
        column("running_count", "engines that burn fuel"),
        column("stuck_count", "engines locked out, tripped or broken"),
        column(
            "engine_index",
            "engine 1: " + ", ".join(f"{i} {name}" for i, name in enumerate(STATE_NAMES)),
        ),
        column("loading_pu", "of each engine on the bus"),
        column("room_w", "load that may be added at once"),
        column("wear_frac", "by overload; at 1 it trips"),
        column("tank_m3", "fuel in the tank"),
        column("fuel_m3", "burnt since the start"),
        column("output_j", "given since the start"),
        column("loss_j", "all other heat of the fuel since the start"),
        column("run_h", "of engine 1"),
        column("light_s", "on the bus with too little load since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("tank_frac", "fuel in the tank, 0 to 1"),)

    def __init__(self, spec: GensetSpec, t_us: int) -> None:
        """At a standstill, with a full tank."""
        self._gensets = Gensets([spec], t_us)
        self._inputs: Inputs = {}

    @classmethod
    def start(cls, spec: GensetSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """Steady: on the bus where it is ordered; cold: at a standstill; or so much in the tank."""
        bench = cls(spec, t_us)
        ordered = bool(inputs.get("order_frac", 0.0)) and initial != "cold"
        tank_frac = 1.0 if isinstance(initial, str) else initial.get("tank_frac", 1.0)
        if not 0.0 <= tank_frac <= 1.0:
            what = "is no filling of a tank"
            raise RequestError(Fault(what=what, path="tank_frac", value=f"{tank_frac:g}"))
        state = READY if ordered else STOPPED
        load_w = inputs["load_w"] if ordered else 0.0
        bench._gensets.place(0, t_us, state=state, load_w=load_w, left_frac=tank_frac)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs: what lets it start first, then the order, the load last."""
        before, self._inputs, gensets = self._inputs, dict(inputs), self._gensets
        gensets.set_permitted(0, t_us, on=bool(inputs.get("permit_frac", 1.0)))
        gensets.set_supplied(0, t_us, on=bool(inputs.get("supply_frac", 1.0)))
        reset = inputs.get("reset_frac", 0.0) > before.get("reset_frac", 0.0)
        if reset:
            gensets.reset(0, t_us)
        if not inputs.get("order_frac", 0.0):
            gensets.release(0, t_us)
        elif reset or not before.get("order_frac", 0.0):
            fails_count = int(inputs.get("no_start_count", 0.0))
            members = gensets.members[0]
            luck = [_FAILS_FRAC if k < fails_count else _STARTS_FRAC for k in range(len(members))]
            gensets.order(0, t_us, luck)
        gensets.set_load(0, t_us, inputs["load_w"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        gensets, rated_w = self._gensets, engine_w(self._gensets.specs[0])
        burnt = gensets.burnt(0, t_us)
        return {
            "output_w": gensets.output_w(0),
            "on_bus_count": float(gensets.on_bus_count[0]),
            "running_count": float(gensets.running_count[0]),
            "stuck_count": float(stuck_count(gensets.engines, gensets.members[0])),
            "engine_index": float(gensets.states(0)[0]),
            "loading_pu": gensets.loading_pu(0),
            "room_w": gensets.accept(0, t_us, rated_w * len(gensets.members[0]))[0],
            "wear_frac": gensets.wear_at_frac(0, t_us),
            "tank_m3": gensets.tank_left_m3(0, t_us),
            "fuel_m3": burnt.fuel_m3,
            "output_j": burnt.output_j,
            "loss_j": burnt.lost_j,
            "run_h": gensets.run_h(0, t_us)[0],
            "light_s": gensets.light_at_s(0, t_us),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """A step of an engine, or the end of fuel, overload or sag."""
        return self._gensets.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it happen."""
        self._gensets.cross(0, crossing.t_us, crossing.limit)
