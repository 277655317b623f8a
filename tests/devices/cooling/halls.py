"""Cooling plants for tests, and a judge that integrates them from heat exchangers up."""

from __future__ import annotations

from scipy.integrate import solve_ivp

from twin.devices.cooling.loop import Loops
from twin.devices.cooling.loop_spec import LoopSpec, capacities_j_per_k, cdu_of
from twin.devices.cooling.room import coil_of

S = 1_000_000
DAY = 86_400 * S
FULL_W = 4.165e6, 0.735e6

PAIR = {
    "cdu": {
        "installed_count": 1,
        "needed_count": 1,
        "rated_kw": 1000.0,
        "approach_k": 5.0,
        "flow_l_per_min": 1500.0,
        "fluid_m3": 1.5,
        "metal_kj_per_k": 0.0,
        "fluid_kg_per_m3": 1010.0,
        "fluid_j_per_kg_k": 3960.0,
        "pump_kw": 0.0,
    },
    "facility": {
        "fluid_m3": 20.0,
        "metal_kj_per_k": 0.0,
        "fluid_kg_per_m3": 995.0,
        "fluid_j_per_kg_k": 4180.0,
        "pumps_installed_count": 1,
        "pumps_needed_count": 1,
        "pump_kw": 0.0,
    },
    "coolers": {"unit_kw": 1000.0, "approach_k": 2.5, "fan_kw": 0.0},
    "fans": {"up_c": -30.0, "down_c": -40.0},
    "chillers": {"count": 0},
    "room": {"volume_m3": 100.0, "coils_count": 0},
}
"""The loops of the published case: C1 5.9994 MJ/K, C2 83.182 MJ/K, U 200 and G 400 kW/K."""


def pair(liquid_w=1.3e6, dry_bulb_c=30.0, **spec):
    """The published pair of loops, settled, without coils and chillers."""
    one = Loops([LoopSpec.model_validate(PAIR | spec)], 0, 30.0)
    one.set_weather(0, 0, dry_bulb_c)
    one.set_heat(0, 0, liquid_w, 0.0)
    one.settle(0, 0)
    return one


def hall(dry_bulb_c=25.0, load_frac=1.0, spec=None):
    """A hall of the defaults, settled."""
    one = Loops([spec or LoopSpec()], 0, 22.0)
    one.set_weather(0, 0, dry_bulb_c)
    one.set_heat(0, 0, FULL_W[0] * load_frac, FULL_W[1] * load_frac)
    one.settle(0, 0)
    return one


def run_to(loops, t_us, start_us=0):
    """Cross everything up to an instant; the crossings in order."""
    seen, now = [], start_us
    while (found := loops.next_crossing(0, now)) is not None and found.t_us <= t_us:
        assert found.t_us >= now
        now = found.t_us
        loops.cross(0, found)
        seen.append(found)
        assert sum(other.t_us == now for other in seen) < 20, "one instant without end"
    return seen


def unserved_j(loops, t_us):
    """Heat that came, less stored, less gone: what a balance must not leave."""
    meters = loops.meters_at(0, t_us)
    came_j = sum(loops.came_j(0, t_us)) + meters.pump_j + meters.coil_fan_j
    return came_j - loops.stored_j(0, t_us) - meters.net_rejected_j - meters.net_chilled_j


def slopes_of(loops):
    """What an integrator needs: slopes of the four states, of heat rejected and heat chilled.

    Written from exchangers by their inlets, with the water's way from one to the next.
    """
    spec, one, now = loops.specs[0], loops.switches[0], loops.now[0]
    c1, c2, c3, c4 = capacities_j_per_k(spec)
    cdu, coil, cooler = cdu_of(spec.cdu), coil_of(spec.room), loops.outdoors.coolers
    share = min(spec.cdu.needed_count / max(one.cdus, 1), 1.0)
    water = min(one.pumps / spec.facility.pumps_needed_count, 1.0) * one.pump_speed_frac
    hot = share * one.cdu_speed_frac
    hot_w_per_k = max(one.cdus, 1) * cdu.hot_w_per_k * hot
    cdus_w_per_k = one.cdus * cdu.conductance_w_per_k(hot, water * share)
    water_w_per_k = spec.coolers.units_count * cooler.units[0].hot_w_per_k * water
    cooler_w_per_k = cooler.conductance_w_per_k(0)
    serving = one.chillers if one.powered and one.ready else 0
    chilled = loops.stages["coils"].stage[0] == 1 and serving > 0
    trims = loops.stages["trim"].stage[0] == 1 and serving > 0 and water > 0.0
    coils = spec.room.coils_count if one.powered else 0
    mass_w_per_k = spec.room.exchange_kw_per_k * 1e3

    def slopes(_, x):
        t1, t2, t3, t4 = x[:4]
        across_w = cdus_w_per_k * (t1 - t2) / (1.0 - cdus_w_per_k / hot_w_per_k)
        enters_c = spec.chillers.supply_c if chilled else t2
        coils_w = coils * coil.conductance_w_per_k(1.0, 1.0 if chilled else water) * (t3 - enters_c)
        if one.coils_full:
            coils_w = now.coil_w
        trim_w = spec.chillers.trim_kw_per_k * 1e3 * (t2 - spec.chillers.trim.down_c) * trims
        if one.trim_full:
            trim_w = now.trim_w
        left_c = t2 + trim_w / water_w_per_k if water else t2
        rejected_w = 0.0
        if water and cooler_w_per_k:
            shed_frac = cooler_w_per_k / water_w_per_k
            rejected_w = cooler_w_per_k * (left_c - one.dry_bulb_c) / (1.0 - shed_frac)
        into_w = across_w + now.pump_w - trim_w - rejected_w + (0.0 if chilled else coils_w)
        return [
            (loops.liquid_w[0] + now.cdu_pump_w - across_w) / c1,
            into_w / c2,
            (loops.air_w[0] + now.coil_fan_w - coils_w - mass_w_per_k * (t3 - t4)) / c3,
            mass_w_per_k * (t3 - t4) / c4,
            rejected_w,
            trim_w + (coils_w if chilled else 0.0),
        ]

    return slopes


def judged(loops, span_s):
    """The four states, heat rejected and heat chilled after a span in which nothing is switched."""
    start = [*loops.state_c[0], 0.0, 0.0]
    found = solve_ivp(slopes_of(loops), (0, span_s), start, "LSODA", rtol=1e-10, atol=1e-8)
    return found.y[:, -1]
