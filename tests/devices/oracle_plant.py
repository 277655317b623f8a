"""Rows 30 to 50: air, cooling, water, miners and training jobs."""

from __future__ import annotations

from functools import cache

import numpy as np

from tests.devices.cooling.halls import pair, run_to
from tests.devices.oracle_case import Case, cases
from twin.devices.asic_power import AsicSpec, calibrated_exponent_ratio, mode_power_frac
from twin.devices.checkpointing import (
    daly_interval_s,
    node_job_mttf_h,
    observed_mttf_h,
    young_interval_s,
)
from twin.devices.cooling.chiller_curves import ChillerSpec, operation
from twin.devices.cooling.exchanger import effectiveness_frac
from twin.devices.cooling.loop_flow import Flow, parts_of
from twin.devices.cooling.loop_spec import CduSpec, technology_range_k
from twin.devices.cooling.pad import leaving_c
from twin.devices.cooling.room import Rooms, RoomSpec
from twin.devices.cooling.tower import approach
from twin.devices.cooling.water import L_PER_KG, tower_water
from twin.devices.protection.conductor import Conductors, ConductorSpec
from twin.kernel import linear_block
from twin.series.air import wet_bulb_c
from twin.units import S_PER_H

S = 1_000_000
SEA_PA = 101_325.0
CHILLER = ChillerSpec(rated_kw=1000.0)
MINER = AsicSpec(model="S21", th_per_s=200.0, power_w=3500.0)
LLAMA_S = 3.0930788 * S_PER_H


def wet_c(dry_c, humidity_frac):
    """Row 30."""
    air = (np.array([x]) for x in (dry_c, humidity_frac, SEA_PA))
    return float(wet_bulb_c(*air)[0])


def chiller():
    """Row 35: shares of rated capacity and of rated power over capacity, and COP full and half."""
    full = operation(CHILLER, 2e6, 6.67, 29.4)
    just, half = (operation(CHILLER, share * full.available_w, 6.67, 29.4) for share in (1.0, 0.5))
    capacity_w = just.available_w
    return capacity_w / 1e6, just.power_w * 5.5 / capacity_w, just.cop_ratio, half.cop_ratio


def room_c():
    """Row 38: the air two minutes after cooling is lost."""
    room = Rooms([RoomSpec(volume_m3=200.0, coils_count=4, coil_kw=40.0)], 0, 22.0)
    room.set_heat(0, 0, 100e3)
    room.set_coils(0, 0, 0)
    room.place(0, 0, 22.0, 22.0)
    return room.temperatures_c(0, 120 * S)[0]


def room_s():
    """Row 38: the span in which air and mass approach each other."""
    air, mass, h = 200.0 * 1.18 * 1006.0, 1.5e6, 10e3
    return 1.0 / linear_block(((-h / air, h / air), (h / mass, -h / mass))).rates_per_s[1]


def two_loops_c(start_c, span_s):
    """Rows 39 and 40: technology and facility water of the published pair, after a span."""
    one = pair()
    if start_c is not None:
        one.place(0, 0, (*start_c, 30.0, 30.0))
    return one.temperatures_c(0, round(span_s * S))[:2]


def two_loops_per_s():
    """Row 39: the faster rate first."""
    flow = Flow(200e3, 400e3, 500e3, 0.0, shared=True, trim_w_per_k=0.0, exchange_w_per_k=40e3)
    slow, fast = parts_of(flow, (5_999_400.0, 83_182_000.0, 2.6e6, 2e7))[0].block.rates_per_s
    return fast, slow


def pump_lost_s():
    """Row 42: until racks of the published pair stop, once its unit stands."""
    one = pair()
    one.set_cdus(0, 0, 0)
    hot = run_to(one, 100 * S)[-1]
    return (hot.anchor_us + hot.after_us) / S


@cache
def ripple_k():
    """Row 43: swing of a conductor whose current comes for 1.2 s of every 2 s, once it recurs."""
    spec = ConductorSpec(rated_a=100.0, rated_rise_k=20.0, tau_min=0.5)
    one, high_c = Conductors([spec], 0, 30.0), 0.0
    for n in range(500):
        one.set_inputs(0, 2 * n * S, 100.0, 30.0)
        off_us = 2 * n * S + S * 6 // 5
        high_c = one.at_c(0, off_us)
        one.set_inputs(0, off_us, 0.0, 30.0)
    return high_c - one.at_c(0, 1000 * S)


def tower_l_per_h():
    """Row 50: evaporation and make-up."""
    rates = tower_water(10e6, 1.0, 5.0)
    per_h = L_PER_KG * S_PER_H
    return rates.evaporated_kg_per_s * per_h, rates.makeup_kg_per_s * per_h


WET_BULBS = {(35.0, 0.4): 23.934202, (40.0, 0.2): 22.032203, (20.0, 0.5): 13.783370}
APPROACHES = {
    (5.56, 25.56, 1.0, 1.0): 3.842517,
    (5.0, 20.0, 1.0, 1.0): 4.644151,
    (5.0, 25.0, 1.0, 0.5): 8.220465,
}
EFFECTIVENESS = {(2.0, 0.5): 0.7746003264, (3.0, 1.0): 0.75, (1.0, 0.0): 0.6321205588}
SHARES = {0.5: 0.325410, 0.85: 0.762361, 1.2: 1.360804}
EXPONENTS = {0.0: 1.7185938, 0.04: 1.7786263}


def _by_argument(row, what, tolerance, function, expected):
    """One case an argument, or a tuple of them."""
    return [
        Case(
            row=row,
            what=what.format(*key) if isinstance(key, tuple) else what.format(key),
            expected=value,
            tolerance=tolerance,
            value=lambda key=key: function(*key) if isinstance(key, tuple) else function(key),
        )
        for key, value in expected.items()
    ]


PLANT: list[Case] = [
    *_by_argument(30, "wet bulb of {0:g} °C, {1:g}: °C", 0.002, wet_c, WET_BULBS),
    Case(
        row=32,
        what="pad of 0.85 at 35 °C, 0.4: °C",
        expected=25.594072,
        tolerance=2e-3,
        value=lambda: leaving_c(0.85, 35.0, wet_c(35.0, 0.4)),
    ),
    *_by_argument(
        33,
        "tower, range {0:g} K, wet bulb {1:g} °C, air {3:g}: approach, K",
        1e-6,
        lambda *at: approach(*at).approach_k,
        APPROACHES,
    ),
    *cases(35, "chiller", 1e-6, chiller, CAPFT=1.003342, EIRFT=0.999088),
    *(
        Case(
            row=35,
            what=f"chiller: COP at {name}",
            expected=cop_ratio,
            tolerance=1e-4,
            value=lambda n=n: chiller()[n],
        )
        for n, name, cop_ratio in ((2, "full", 5.5050), (3, "half", 5.5547))
    ),
    *_by_argument(37, "counterflow, NTU {0:g}, Cr {1:g}", 1e-9, effectiveness_frac, EFFECTIVENESS),
    Case(
        row=38,
        what="room without cooling, 120 s: °C",
        expected=36.33918841,
        tolerance=1e-6,
        value=room_c,
    ),
    Case(
        row=38,
        what="room: time constant of air to mass, s",
        expected=20.49733627,
        tolerance=1e-6,
        value=room_s,
    ),
    *cases(
        39,
        "two loops, steady",
        1e-6,
        lambda: two_loops_c(None, 0.0),
        **{"technology °C": 39.75, "facility °C": 33.25},
    ),
    *cases(39, "two loops, rate, 1/s", 1e-8, two_loops_per_s, fast=0.03611041, slow=0.00443936),
    *cases(
        40,
        "two loops, 60 s from 35 and 32 °C",
        1e-6,
        lambda: two_loops_c((35.0, 32.0), 60.0),
        **{"technology °C": 38.07742205, "facility °C": 32.12866126},
    ),
    Case(
        row=42,
        what="pump lost, steady to 60 °C: s",
        expected=93.452192,
        tolerance=1e-5,
        value=pump_lost_s,
    ),
    Case(
        row=44,
        what="PG25 at 1.5 L/min and kW: K",
        expected=9.98,
        tolerance=0.05,
        value=lambda: technology_range_k(CduSpec()),
    ),
    Case(
        row=43,
        what="ripple of 20 K, 2 s, 0.6, tau 30 s: K",
        expected=0.3199715587,
        tolerance=1e-9,
        value=ripple_k,
    ),
    *_by_argument(
        45,
        "T21: exponent with a fixed share of {0:g}",
        1e-6,
        lambda fixed: calibrated_exponent_ratio(fixed, 233 / 190, 5126 / 3610),
        EXPONENTS,
    ),
    *_by_argument(
        46, "miner: power at {0:g}", 1e-6, lambda mode: mode_power_frac(MINER, mode), SHARES
    ),
    Case(
        row=47,
        what="419 in 54 days: h",
        expected=3.0930788,
        tolerance=1e-4,
        value=lambda: observed_mttf_h(419, 54.0),
    ),
    Case(
        row=47,
        what="419 in 54 days on 16,384: GPU-h",
        expected=50_677.0,
        tolerance=0.05,
        value=lambda: observed_mttf_h(419, 54.0) * 16_384,
    ),
    *_by_argument(
        48,
        "6.5 in 1,000 node-days, {0} nodes: h",
        1e-5,
        lambda count: node_job_mttf_h(count, 6.5),
        {2048: 1.80288, 16_384: 0.225361},
    ),
    *(
        Case(
            row=48,
            what=f"{count} nodes as published (3 %): h",
            expected=published_h,
            tolerance=0.03 * published_h,
            value=lambda count=count: node_job_mttf_h(count, 6.5),
        )
        for count, published_h in ((2048, 1.8), (16_384, 0.23))
    ),
    *(
        Case(
            row=49,
            what=f"{name}, 60 s to write: s",
            expected=interval_s,
            tolerance=1e-3,
            value=lambda interval=interval: interval(60.0, LLAMA_S),
        )
        for name, interval, interval_s in (
            ("Young", young_interval_s, 1155.9455),
            ("Daly", daly_interval_s, 1116.2915),
        )
    ),
    *cases(
        50,
        "tower, 10 MW, 5 cycles, L/h",
        0.1,
        tower_l_per_h,
        evaporated=14_814.8,
        makeup=18_518.5,
    ),
]
