"""What all hydro loops and immersion tanks are at an instant: their state and what is read of it.

Here is what is kept and what is read; `miner_loop` has the equations and says what happens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

from twin.devices.contract import Columns
from twin.devices.cooling.loop_flow import Part, leaving_w_per_k
from twin.devices.cooling.miner_loop_spec import Coolant, MinerLoopSpec, coolant_of
from twin.devices.cooling.pumps import draw_w, flow_frac
from twin.devices.cooling.rejection import rejection_of
from twin.devices.cooling.staging import Stages, held_down_c
from twin.devices.cooling.water import WaterUse
from twin.kernel import linear_block
from twin.units import US_PER_S


class Running(NamedTuple):
    """What runs, the weather, and the limits that are passed.

    Attributes:
        dry_bulb_c, wet_bulb_c: outdoors.
        pumps: that run.
        speed_frac: of the pumps over their full speed.
        coolers: dry coolers, or towers, that are whole.
        powered: their fans have supply.
        warm, hot, cold, rise: limits that are passed.
    """

    dry_bulb_c: float
    wet_bulb_c: float
    pumps: int
    coolers: int
    speed_frac: float = 1.0
    powered: bool = True
    warm: bool = False
    hot: bool = False
    cold: bool = False
    rise: bool = False


class Now(NamedTuple):
    """What follows until something is switched.

    Attributes:
        between_w_per_k: U; 0 without a plate.
        sink_w_per_k, sink_c: G and Ts.
        stream_w_per_k: flow of the coolant times its specific heat.
        pump_w, fan_w: draws.
    """

    between_w_per_k: float
    sink_w_per_k: float
    sink_c: float
    stream_w_per_k: float
    pump_w: float
    fan_w: float


class Drawn(NamedTuple):
    """Drawn since the start [J], and time that water flowed [s]."""

    pump_j: float = 0.0
    fan_j: float = 0.0
    flowing_s: float = 0.0


class MinerLoopColumns(Columns):
    """Columns of all loops and tanks of miners; the index is the loop.

    Attributes:
        specs: what each is.
        state_c: coolant, and water outdoors where there is a plate, at the anchor.
        heat_w: of the machines since the anchor; `heat_j` up to it.
        running: what runs, the weather, and limits that are passed.
        fans: stages of the fans outdoors.
        inlet_c: what the machines were last told of their coolant.
        now, part, drive_k_per_s: what follows from these.
        power_w: draw of pumps and fans, ready to be read by the balance.
    """

    STATE = (
        *("state_c", "anchor_us", "heat_w", "heat_j", "running"),
        *("turn_us", "drawn", "initial_j", "inlet_c"),
    )

    def __init__(self, specs: Sequence[MinerLoopSpec], t_us: int, start_c: float) -> None:
        """All of it whole and running at one temperature, outdoors too, without heat."""
        self.specs = tuple(specs)
        count = len(self.specs)
        self.coolants: list[Coolant] = [coolant_of(spec) for spec in specs]
        self.rejections = [
            rejection_of(spec.rejection, one.rated_w)
            for spec, one in zip(self.specs, self.coolants, strict=True)
        ]
        self.state_c = [(start_c,) * (2 if one.plate else 1) for one in self.coolants]
        self.anchor_us, self.turn_us = [t_us] * count, [t_us] * count
        self.heat_w, self.heat_j, self.initial_j = [0.0] * count, [0.0] * count, [0.0] * count
        self.running = [
            Running(start_c, start_c, spec.pumps_installed_count, one.units_count)
            for spec, one in zip(self.specs, self.rejections, strict=True)
        ]
        self.drawn = [Drawn()] * count
        self.inlet_c = [start_c] * count
        tops = [one.top_stage for one in self.rejections]
        self.fans = Stages([spec.fans for spec in specs], tops, t_us)
        self.now = [Now(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)] * count
        self.part = [Part(0, 1, linear_block(((0.0,),)))] * count
        self.drive_k_per_s: list[tuple[float, ...]] = [()] * count
        self.power_w = [0.0] * count
        for i in range(count):
            self._derive(i)
            self.initial_j[i] = self._held_j(i, t_us)

    def snapshot(self) -> dict[str, list[Any]]:
        """Copies of the whole state, fans last, fit for JSON."""
        kept = self.fans.snapshot().items()
        return super().snapshot() | {f"fans_{name}": column for name, column in kept}

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot, in place; what is derived follows from it to the last bit."""
        super().restore(state)
        self.state_c[:] = [tuple(one) for one in self.state_c]
        self.running[:] = [Running(*one) for one in self.running]
        self.drawn[:] = [Drawn(*one) for one in self.drawn]
        self.fans.restore({name: state[f"fans_{name}"] for name in Stages.STATE})
        for i in range(len(self.specs)):
            self._derive(i)

    def temperatures_c(self, i: int, t_us: int) -> Sequence[float]:
        """Coolant, and water outdoors where there is a plate."""
        if t_us == self.anchor_us[i]:
            return self.state_c[i]
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        return self.part[i].block.advance(self.state_c[i], self.drive_k_per_s[i], span_s)

    def rise_k(self, i: int) -> float:
        """Outlet over inlet of hydro machines, without end where none flows; 0 in a tank.

        Machines without heat have no rise, whatever flows.
        """
        if self.coolants[i].mixed or not self.heat_w[i]:
            return 0.0
        stream_w_per_k = self.now[i].stream_w_per_k
        return self.heat_w[i] / stream_w_per_k if stream_w_per_k else inf

    def rejected_w(self, i: int, t_us: int) -> float:
        """Heat to outdoors; negative where it is warmer there."""
        now = self.now[i]
        return now.sink_w_per_k * (self.temperatures_c(i, t_us)[-1] - now.sink_c)

    def heat_at_j(self, i: int, t_us: int) -> float:
        """Heat of the machines since the start."""
        return self.heat_j[i] + self.heat_w[i] * (t_us - self.anchor_us[i]) / US_PER_S

    def stored_j(self, i: int, t_us: int) -> float:
        """Heat stored since the start."""
        return self._held_j(i, t_us) - self.initial_j[i]

    def drawn_at(self, i: int, t_us: int) -> Drawn:
        """Drawn by pumps and fans since the start, and time that water flowed."""
        now, was, span_s = self.now[i], self.drawn[i], (t_us - self.turn_us[i]) / US_PER_S
        flowing_s = span_s if now.stream_w_per_k else 0.0
        return Drawn(
            was.pump_j + now.pump_w * span_s,
            was.fan_j + now.fan_w * span_s,
            was.flowing_s + flowing_s,
        )

    def rejected_j(self, i: int, t_us: int) -> float:
        """Heat to outdoors since the start: what came and is not stored."""
        came_j = self.heat_at_j(i, t_us) + self.drawn_at(i, t_us).pump_j
        return came_j - self.stored_j(i, t_us)

    def water_at(self, i: int, t_us: int) -> WaterUse:
        """Water that a tower took since the start."""
        flowing_s = self.drawn_at(i, t_us).flowing_s
        return self.rejections[i].water(self.rejected_j(i, t_us), flowing_s)

    def _held_j(self, i: int, t_us: int) -> float:
        held = self.coolants[i].heat_j_per_k, self.coolants[i].water_j_per_k
        return sum(map(float.__mul__, held, self.temperatures_c(i, t_us)))

    def _derive(self, i: int) -> None:
        """Work out what follows from what runs, the weather and the fans."""
        one = self.running[i]
        self.now[i] = now = self._now(i)
        self.power_w[i] = now.pump_w + now.fan_w
        fans, down_c = self.fans, self.specs[i].fans.down_c
        if fans.stage[i] and now.sink_w_per_k and one.powered:
            less_ratio = self._sink_w_per_k(i, fans.stage[i] - 1) / now.sink_w_per_k
            down_c = held_down_c(self.specs[i].fans, now.sink_c, less_ratio)
        fans.aim(i, self.specs[i].fans.up_c, down_c)
        held_j_per_k, water_j_per_k = self.coolants[i].heat_j_per_k, self.coolants[i].water_j_per_k
        u, g = now.between_w_per_k, now.sink_w_per_k
        matrix_per_s: tuple[tuple[float, ...], ...] = ((-g / held_j_per_k,),)
        if water_j_per_k:
            two = u / water_j_per_k, -(u + g) / water_j_per_k
            matrix_per_s = ((-u / held_j_per_k, u / held_j_per_k), two)
        self.part[i] = Part(0, len(matrix_per_s), linear_block(matrix_per_s))
        self._push(i)

    def _push(self, i: int) -> None:
        """Work out what drives the temperatures."""
        now, one = self.now[i], self.coolants[i]
        heat_w, sink_w = self.heat_w[i] + now.pump_w, now.sink_w_per_k * now.sink_c
        if one.plate:
            self.drive_k_per_s[i] = heat_w / one.heat_j_per_k, sink_w / one.water_j_per_k
        else:
            self.drive_k_per_s[i] = ((heat_w + sink_w) / one.heat_j_per_k,)

    def _now(self, i: int) -> Now:
        spec, coolant, one = self.specs[i], self.coolants[i], self.running[i]
        flow = flow_frac(one.pumps, spec.pumps_needed_count, one.speed_frac)
        stream_w_per_k, stage = coolant.stream_w_per_k * flow, self.fans.stage[i]
        between_w_per_k = 0.0
        if coolant.plate is not None:
            between_w_per_k = coolant.plate.conductance_w_per_k(flow, flow)
            if not coolant.mixed:
                between_w_per_k = leaving_w_per_k(between_w_per_k, stream_w_per_k)
        stage = stage if one.powered else 0
        return Now(
            between_w_per_k,
            self._sink_w_per_k(i, stage),
            self.rejections[i].sink_c(one.dry_bulb_c, one.wet_bulb_c),
            stream_w_per_k,
            draw_w(one.pumps, spec.pumps_needed_count, spec.pump_kw, one.speed_frac),
            self.rejections[i].fan_w(stage, one.coolers),
        )

    def _sink_w_per_k(self, i: int, stage: int) -> float:
        coolant, one, rejection = self.coolants[i], self.running[i], self.rejections[i]
        needed = self.specs[i].pumps_needed_count
        flow = flow_frac(one.pumps, needed, one.speed_frac)
        rated_w_per_k = coolant.plate.cold_w_per_k if coolant.plate else coolant.stream_w_per_k
        water_frac = flow * rated_w_per_k / rejection.water_w_per_k
        sink_c = rejection.sink_c(one.dry_bulb_c, one.wet_bulb_c)
        return rejection.w_per_k(stage, one.coolers, water_frac, sink_c)
