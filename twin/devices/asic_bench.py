"""One row of miners alone: the same columns as in a site, driven by a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel, Field

from twin.devices.asic_power import HELD, NEVER_US, SLEEP, STAGE_NAMES, THROTTLE, AsicSpec
from twin.devices.asic_row import AsicRows
from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.errors import Fault, RequestError
from twin.units import US_PER_DAY


class AsicRowSpec(AsicSpec, frozen=True, extra="forbid"):
    """A row: a model of machine and how many of them."""

    count: int = Field(1, ge=1, description="machines in the row")


class AsicRowBench:
    """A row of miners on its own. Holds one row; the first index is the only one."""

    KIND: ClassVar[str] = "asic_row"
    SPEC: ClassVar[type[BaseModel]] = AsicRowSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("inlet_c", "air or coolant at the inlet; 25 if not given"),
        column("powered_frac", "1 with supply, 0 without; 1 if not given"),
        column("wanted_frac", "1 to hash, 0 to sleep; 1 if not given"),
        column("mode_frac", "share of rated hash rate asked for; 1 if not given"),
        column("failed_count", "machines that are dead; 0 if not given"),
        column("degraded_count", "machines that lack a hash board; 0 if not given"),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("power_w", "draw of the row"),
        column("hash_th_per_s", "hash rate of the row"),
        column("efficiency_j_per_th", "energy per terahash, 0 when none is done"),
        column("board_c", "board of a healthy machine"),
        column("energy_j", "drawn since the start"),
        column("hashes_th", "terahashes since the start"),
        column("stage_index", ", ".join(f"{i} {name}" for i, name in enumerate(STAGE_NAMES))),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("board_c", "board of a healthy machine"),)

    def __init__(self, spec: AsicRowSpec, rows: AsicRows) -> None:
        self._spec = spec
        self._rows = rows

    @classmethod
    def start(cls, spec: AsicRowSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """A row at an instant: settled for a day under its inputs, or without supply until now."""
        inlet_c = inputs.get("inlet_c", 25.0)
        since_us = t_us if initial == "cold" else t_us - US_PER_DAY
        bench = cls(spec, AsicRows([spec], [spec.count], since_us, inlet_c))
        bench.set(since_us, inputs)
        bench.settle(t_us)
        state = bench._rows.snapshot()
        state["board_c"] = [bench._rows.board_at_c(0, t_us)]
        state["anchor_us"], state["energy_j"], state["hashes_th"] = [t_us], [0.0], [0.0]
        if not isinstance(initial, str):
            state["board_c"] = [initial.get("board_c", state["board_c"][0])]
        bench._rows.restore(state)
        return bench

    def settle(self, t_us: int) -> None:
        """Let every change of stage happen that is due by an instant."""
        while self._rows.due_us[0] <= t_us:
            self._rows.step(0, self._rows.due_us[0])

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give the row other inputs; stages that were due before happen first."""
        self.settle(t_us - 1)
        self._check(inputs)
        rows = self._rows
        rows.set_inlet(0, t_us, inputs.get("inlet_c", 25.0))
        rows.set_mode(0, t_us, inputs.get("mode_frac", 1.0))
        self._set_broken(t_us, inputs)
        (rows.wake if inputs.get("wanted_frac", 1.0) else rows.curtail)(0, t_us)
        (rows.energise if inputs.get("powered_frac", 1.0) else rows.de_energise)(0, t_us)

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        rows = self._rows
        power_w, hash_th_per_s = rows.power_w[0], rows.hash_th_per_s[0]
        return {
            "power_w": power_w,
            "hash_th_per_s": hash_th_per_s,
            "efficiency_j_per_th": power_w / hash_th_per_s if hash_th_per_s else 0.0,
            "board_c": rows.board_at_c(0, t_us),
            "energy_j": rows.energy_at_j(0, t_us),
            "hashes_th": rows.hashes_at_th(0, t_us),
            "stage_index": float(rows.stage[0]),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The next change of stage if the inputs stay."""
        due_us = self._rows.due_us[0]
        if due_us == NEVER_US:
            return None
        coming = self._rows.coming(0)
        return Crossing(
            limit=f"stage {STAGE_NAMES[coming]}",
            direction="falling" if coming in (HELD, SLEEP, THROTTLE) else "rising",
            anchor_us=max(due_us, t_us),
            after_us=0.0,
        )

    def cross(self, crossing: Crossing) -> None:
        """Let the change of stage happen."""
        self._rows.step(0, crossing.t_us)

    def _set_broken(self, t_us: int, inputs: Inputs) -> None:
        rows = self._rows
        failed = round(inputs.get("failed_count", 0.0)) - rows.failed[0]
        degraded = round(inputs.get("degraded_count", 0.0)) - rows.degraded[0]
        for _ in range(-failed):
            rows.repair_machine(0, t_us)
        for _ in range(-degraded):
            rows.repair_board(0, t_us)
        for _ in range(failed):
            rows.fail_machine(0, t_us)
        for _ in range(degraded):
            rows.fail_board(0, t_us)

    def _check(self, inputs: Inputs) -> None:
        spec, faults = self._spec, list[Fault]()
        mode_frac = inputs.get("mode_frac", 1.0)
        if not spec.mode_min_frac <= mode_frac <= spec.mode_max_frac:
            allowed = f"{spec.mode_min_frac} to {spec.mode_max_frac}"
            faults.append(_outside("mode_frac", mode_frac, allowed))
        broken = [round(inputs.get(name, 0.0)) for name in ("failed_count", "degraded_count")]
        if min(broken) < 0 or sum(broken) > spec.count:
            allowed = f"0 to {spec.count} together"
            faults.append(_outside("failed_count and degraded_count", sum(broken), allowed))
        if faults:
            raise RequestError(faults)


def _outside(path: str, found_count: float, allowed: str) -> Fault:
    return Fault(what="input out of range", path=path, value=str(found_count), allowed=allowed)
