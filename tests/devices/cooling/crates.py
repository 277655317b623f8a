"""Containers that several tests use, and their air worked out from its definition."""

from __future__ import annotations

from math import exp

from twin.devices.cooling.container import ContainerSpec
from twin.devices.cooling.containers import Containers
from twin.devices.cooling.pad import Weather

S = 1_000_000
H = 3600 * S
HEAT_W = 200 * 3500.0
FANS = {"count": 12, "flow_m3_per_s": 3.5}
WARM = Weather(20.0, 14.0, 101_325.0)
COLD = Weather(-20.0, -21.0, 101_325.0)
HOT = Weather(38.0, 22.0, 101_325.0)


def spec_of(**more):
    fan = FANS | more.pop("fan", {})
    return ContainerSpec.model_validate({"miners_count": 200, "fan": fan, **more})


def one_speed(**more):
    """Fans that run at full speed only, so nothing but the damper moves."""
    return spec_of(fan={"steps_count": 1}, **more)


def containers(spec=None, weather=WARM, heat_w=HEAT_W, t_us=0):
    made = Containers([spec or spec_of()], t_us)
    made.set_weather(0, t_us, weather)
    made.set_heat(0, t_us, heat_w)
    made.settle(0, t_us)
    return made


def run(made, until_us, now_us=0, i=0):
    """Cross what is due until an instant; what was crossed."""
    seen = []
    while (found := made.next_crossing(i, now_us)) is not None and found.t_us <= until_us:
        now_us = found.t_us
        made.cross(i, found)
        seen.append(found)
        assert len(seen) < 1000
    return seen


def judged(spec, air, metal_c):
    """Inlet and heat to air by the definition: the least recirculation that holds the inlet."""
    film = spec.unit_film_w_per_k * spec.miners_count
    full_kg_per_s = spec.fan.count * spec.fan.flow_m3_per_s * 1.2
    share = air.stream_w_per_k / 1006.0 / full_kg_per_s
    metal = air.stream_w_per_k * (1.0 - exp(-film * share**0.8 / air.stream_w_per_k))

    def mixed(r):
        """Solve T_in = (1 - r) fresh + r exhaust for the inlet."""
        k = metal / air.stream_w_per_k
        return ((1 - r) * air.fresh_c + r * k * metal_c) / (1 - r + r * k)

    inlet_c = mixed(spec.recirculation_frac)
    if inlet_c < spec.inlet_min_c and air.fresh_c < spec.inlet_min_c:
        inlet_c = min(spec.inlet_min_c, mixed(spec.damper_max_frac))
    return inlet_c, metal * (metal_c - inlet_c)
