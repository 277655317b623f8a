"""What follows from a cooling plant's switched state: how heat flows, and what all of it draws.

Films follow flow to the power 0.8 (`exchanger`), draw of pumps its third power, all of it heat.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from twin.devices.cooling import pumps
from twin.devices.cooling.exchanger import Exchanger
from twin.devices.cooling.loop_chillers import capacity_w, draw_w
from twin.devices.cooling.loop_flow import Flow, States, leaving_w_per_k
from twin.devices.cooling.loop_spec import (
    LoopSpec,
    capacities_j_per_k,
    cdu_of,
    facility_w_per_k,
    rejectors_count,
)
from twin.devices.cooling.pumps import flow_frac
from twin.devices.cooling.room import coil_of
from twin.units import W_PER_KW


class Plant(NamedTuple):
    """What never changes of a plant."""

    spec: LoopSpec
    capacities_j_per_k: States
    cdu: Exchanger
    coil: Exchanger
    water_w_per_k: float


class Switches(NamedTuple):
    """All that is switched, counted or noted, beside the stages.

    Attributes:
        dry_bulb_c: outdoors.
        cdus, pumps: that run.
        coolers, chillers: that are whole; `coolers` are cells where the plant has towers.
        powered: fans outdoors and chillers have their supply.
        ready_us: when chillers run again after a loss of it, or ran.
        ready: they do.
        free: it is cold enough for dry coolers alone.
        trim_full, coils_full: chillers give all they can to this duty.
        seen_facility_c, seen_air_c: at which the chillers were last looked at.
        warm, hot, air_warm, air_hot: limits that are passed.
        blown: fans of the coils have theirs.
        cdu_speed_frac, pump_speed_frac: of the pumps over their full speed.
        lost_us: when fans outdoors and chillers last lost their supply.
        wet_bulb_c: outdoors; kept where there are towers.
        beyond_fit: weather or water are past what the towers' curve was fitted to.
        set_c: facility supply that somebody set the fans to hold; None for the document's levels.
    """

    dry_bulb_c: float
    cdus: int
    pumps: int
    coolers: int
    chillers: int
    powered: bool
    ready_us: int
    ready: bool
    free: bool
    trim_full: bool
    coils_full: bool
    seen_facility_c: float
    seen_air_c: float
    warm: bool = False
    hot: bool = False
    air_warm: bool = False
    air_hot: bool = False
    blown: bool = True
    cdu_speed_frac: float = 1.0
    pump_speed_frac: float = 1.0
    lost_us: int = 0
    wet_bulb_c: float = 0.0
    beyond_fit: bool = False
    set_c: float | None = None


class Outdoors(NamedTuple):
    """Dry coolers or towers as they stand.

    Attributes:
        sink_w_per_k: heat per kelvin of leaving water over dry or wet bulb.
        fan_w: draw of their fans.
    """

    sink_w_per_k: float
    fan_w: float


class Calls(NamedTuple):
    """Which duties the chillers are called for."""

    coils: bool
    trim: bool


class Switched(NamedTuple):
    """What follows until something is switched.

    Attributes:
        flow: conductances.
        trim_w, coil_w: heat of the chillers' trim at T2, and of the coils at T3 (over T2 where they
            share its water), of 0 °C; a constant where the chillers give all they can.
        chilled: coils are fed by the chillers.
        capacity_w: most that the chillers take together.
        trim_level_c: T2 and `trim_air_frac` of T3 at which the chillers give all they can.
        coils_level_c: T3 at which they do so for the coils alone.
        inlet_air_frac, inlet_water_frac, inlet_c: the racks' inlet, as shares of T3 and T2
            and a rest.
        cdu_pump_w, pump_w, cooler_fan_w, coil_fan_w, chiller_w: draws.
    """

    flow: Flow
    trim_w: float
    coil_w: float
    chilled: bool
    capacity_w: float
    trim_level_c: float
    coils_level_c: float
    inlet_air_frac: float
    inlet_water_frac: float
    inlet_c: float
    cdu_pump_w: float
    pump_w: float
    cooler_fan_w: float
    coil_fan_w: float
    chiller_w: float
    trim_air_frac: float

    @property
    def power_w(self) -> float:
        """All that is drawn."""
        pumps_w = self.cdu_pump_w + self.pump_w
        return pumps_w + self.cooler_fan_w + self.coil_fan_w + self.chiller_w

    @property
    def trimming(self) -> bool:
        """Chillers trim the facility water, if only by what the coils leave them."""
        return self.trim_level_c < inf


class _Coils(NamedTuple):
    w_per_k: float
    heat_w: float
    air_frac: float
    water_frac: float
    rest_c: float


def plant_of(spec: LoopSpec) -> Plant:
    """What never changes of a plant."""
    room = coil_of(spec.room)
    return Plant(spec, capacities_j_per_k(spec), cdu_of(spec.cdu), room, facility_w_per_k(spec))


def whole(spec: LoopSpec, t_us: int, start_c: float) -> Switches:
    """All of it there and running, at one temperature, outdoors too."""
    return Switches(
        start_c,
        spec.cdu.installed_count,
        spec.facility.pumps_installed_count,
        rejectors_count(spec),
        spec.chillers.count,
        powered=True,
        ready_us=t_us,
        ready=True,
        free=start_c < spec.free_below_c,
        trim_full=False,
        coils_full=False,
        seen_facility_c=start_c,
        seen_air_c=start_c,
        wet_bulb_c=0.0 if spec.towers is None else start_c,
    )


def serving_count(now: Switches) -> int:
    """Chillers that run when called."""
    return now.chillers if now.powered and now.ready else 0


def technology_w_per_k(plant: Plant, now: Switches) -> float:
    """Mass flow times specific heat through the racks."""
    needed = plant.spec.cdu.needed_count
    return needed * plant.cdu.hot_w_per_k * flow_frac(now.cdus, needed, now.cdu_speed_frac)


def water_frac(plant: Plant, now: Switches) -> float:
    """Facility water over its full flow."""
    return flow_frac(now.pumps, plant.spec.facility.pumps_needed_count, now.pump_speed_frac)


def switched(plant: Plant, now: Switches, outdoors: Outdoors, calls: Calls) -> Switched:
    """What follows from the switched state."""
    spec, serving = plant.spec, serving_count(now)
    flowing_frac = water_frac(plant, now)
    water_w_per_k = plant.water_w_per_k * flowing_frac
    full_w = capacity_w(spec.chillers, serving, now.dry_bulb_c)
    chilled = calls.coils and serving > 0
    trims = calls.trim and serving > 0 and flowing_frac > 0.0
    coils = _coils(plant, now, flowing_frac, full_w if chilled else None)
    coil_w = _seen_coil_w(plant, now, full_w) if chilled else 0.0
    trim_w_per_k = spec.chillers.trim_kw_per_k * W_PER_KW if trims else 0.0
    least_c, left_w = spec.chillers.trim.down_c, full_w - coil_w
    over_w = trim_w_per_k * max(now.seen_facility_c - least_c, 0.0)
    trim_full = trims and now.trim_full
    air_frac = _air_in_trim_frac(plant, now, trim_w_per_k) if chilled and trims else 0.0
    beside_w = 0.0 if air_frac else coil_w
    per_k = plant.coil.conductance_w_per_k() * spec.room.coils_count
    flow = Flow(
        _between_w_per_k(plant, now, flowing_frac),
        outdoors.sink_w_per_k,
        water_w_per_k,
        coils.w_per_k,
        not chilled,
        0.0 if trim_full else trim_w_per_k,
        spec.room.exchange_kw_per_k * W_PER_KW,
    )
    return Switched(
        flow,
        left_w if trim_full else -trim_w_per_k * least_c,
        coils.heat_w,
        chilled,
        full_w,
        _trim_level_c(plant, full_w - beside_w, air_frac) if trims else inf,
        spec.chillers.supply_c + full_w / per_k if chilled and per_k else inf,
        coils.air_frac,
        coils.water_frac,
        coils.rest_c,
        pumps.draw_w(now.cdus, spec.cdu.needed_count, spec.cdu.pump_kw, now.cdu_speed_frac),
        pumps.draw_w(
            now.pumps,
            spec.facility.pumps_needed_count,
            spec.facility.pump_kw,
            now.pump_speed_frac,
        ),
        outdoors.fan_w,
        spec.room.coils_count * spec.room.fan_kw * W_PER_KW if now.blown else 0.0,
        draw_w(spec.chillers, serving, now.dry_bulb_c, coil_w + min(over_w, left_w)),
        air_frac,
    )


def _air_in_trim_frac(plant: Plant, now: Switches, trim_w_per_k: float) -> float:
    """What a kelvin of air in the coils leaves the trim less by, in kelvin of facility water."""
    if now.coils_full or not now.blown or now.seen_air_c <= plant.spec.chillers.supply_c:
        return 0.0
    return plant.spec.room.coils_count * plant.coil.conductance_w_per_k() / trim_w_per_k


def _trim_level_c(plant: Plant, left_w: float, air_frac: float) -> float:
    """Where trim, and coils by the air they have, together ask for all there is.

    `g (T2 - Tt) + K (T3 - Tc) = Qmax`, read as a level of `T2 + (K/g) T3`.
    """
    spec = plant.spec.chillers
    over_c = left_w / (spec.trim_kw_per_k * W_PER_KW)
    return spec.trim.down_c + over_c + air_frac * spec.supply_c


def _between_w_per_k(plant: Plant, now: Switches, flowing_frac: float) -> float:
    """Heat of all running units per kelvin of technology over facility supply."""
    if not now.cdus:
        return 0.0
    share_frac = min(plant.spec.cdu.needed_count / now.cdus, 1.0)
    hot_frac = share_frac * now.cdu_speed_frac
    entering_w_per_k = plant.cdu.conductance_w_per_k(hot_frac, share_frac * flowing_frac)
    return now.cdus * leaving_w_per_k(entering_w_per_k, plant.cdu.hot_w_per_k * hot_frac)


def _coils(plant: Plant, now: Switches, flowing_frac: float, full_w: float | None) -> _Coils:
    """What the coils do, and what they blow; `full_w` is None where they share the water."""
    count = plant.spec.room.coils_count
    stream_w_per_k = count * plant.coil.hot_w_per_k
    if not now.blown or not count:
        return _Coils(0.0, 0.0, 1.0, 0.0, 0.0)
    if full_w is None:
        per_k = count * plant.coil.conductance_w_per_k(1.0, flowing_frac)
        share = per_k / stream_w_per_k
        return _Coils(per_k, 0.0, 1.0 - share, share, 0.0)
    if now.coils_full:
        return _Coils(0.0, full_w, 1.0, 0.0, -full_w / stream_w_per_k)
    per_k, supply_c = count * plant.coil.conductance_w_per_k(), plant.spec.chillers.supply_c
    share = per_k / stream_w_per_k
    return _Coils(per_k, -per_k * supply_c, 1.0 - share, 0.0, share * supply_c)


def _seen_coil_w(plant: Plant, now: Switches, full_w: float) -> float:
    """Heat that chilled coils took when last looked at."""
    if not now.blown:
        return 0.0
    per_k = plant.spec.room.coils_count * plant.coil.conductance_w_per_k()
    over_k = now.seen_air_c - plant.spec.chillers.supply_c
    return min(max(per_k * over_k, 0.0), full_w)
