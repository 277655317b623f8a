"""Rows 1 to 18 and 51: transformers, by their families."""

from __future__ import annotations

import numpy as np

from tests.devices.oracle_case import Case, cases
from tests.devices.transformers import (
    ANNEX_AMBIENT_C,
    ANNEX_LOAD_PU,
    HOUR,
    IEC_A,
    MIN,
    ROW_8,
    case_s,
    family,
    temperatures,
)
from twin.devices.transformer_ageing import (
    Pieces,
    ageing_rate_ratio,
    loss_of_life_h,
    lost_life_h,
)
from twin.kernel import Response, first_crossing_s


def annex(minutes):
    """The annex unit after some minutes of its profile: top oil and hot-spot."""
    one = family(IEC_A, ambient_c=ANNEX_AMBIENT_C[0])
    one.settle(0, 0, ANNEX_LOAD_PU[0] * 1e6)
    for n in range(1, minutes // 3 + 1):
        one.ambient.set_ambient((n - 1) * 3 * MIN, ANNEX_AMBIENT_C[n])
        one.set_load(0, (n - 1) * 3 * MIN, ANNEX_LOAD_PU[n] * 1e6)
    return temperatures(one, minutes * MIN)


def settled(load_pu, ambient_c, spec=IEC_A):
    """Top oil and hot-spot of a steady load."""
    one = family(spec, ambient_c=ambient_c)
    one.settle(0, 0, load_pu * 1e6)
    return temperatures(one, 0)


def euler(minutes):
    """The standard's own scheme of 3 min on the product's steady states: another answer."""
    oil_c, hot_c = settled(ANNEX_LOAD_PU[0], ANNEX_AMBIENT_C[0])
    one_k, two_k = 2.0 * (hot_c - oil_c), hot_c - oil_c
    for n in range(1, minutes // 3 + 1):
        goal_c, hot_goal_c = settled(ANNEX_LOAD_PU[n], ANNEX_AMBIENT_C[n])
        gradient_k = hot_goal_c - goal_c
        oil_c += 3.0 / (0.5 * 150.0) * (goal_c - oil_c)
        one_k += 3.0 / (2.0 * 7.0) * (2.0 * gradient_k - one_k)
        two_k += 3.0 / (150.0 / 2.0) * (gradient_k - two_k)
    return oil_c, oil_c + one_k - two_k


def cold_start(minutes):
    """Row 8: full load for 480 min from cold, then half as much again."""
    one = family(ROW_8, ambient_c=30.0)
    one.set_load(0, 0, 1e6)
    one.set_load(0, 480 * MIN, 1.5e6)
    return temperatures(one, minutes * MIN)


def below_rating():
    """Row 9: 1,250 of 1,500 for an hour from cold oil at 41 °C."""
    spec = {"kva": 1500.0, "cooling": "onaf", "loss_ratio": 5.0, "oil_rise_k": 60.0}
    one = family({**spec, "gradient_k": 22.1}, ambient_c=41.0)
    one.set_load(0, 0, 1250e3)
    return temperatures(one, HOUR)


def first_120():
    """Row 14: the crossing of 120 °C in case S, as a fact and exactly [min]."""
    one, now = case_s(), 0
    while (found := one.next_crossing(0, now)).limit != "shed_winding":
        now = max(now, found.t_us)
        one.cross(0, now, found.limit, found.direction)
    return found.t_us / MIN, (found.anchor_us + found.after_us) / MIN


def one_exponential():
    """Row 18: loss of life [min] from 90 towards 130 °C, and when it passes 110 °C [min]."""
    rates_per_s = [[1 / 4500.0, 1 / 840.0, 1 / 4500.0]]
    parts = ([0.0], [7200.0], [130.0], [[-40.0, 0.0, 0.0]], rates_per_s)
    piece = Pieces(*(np.array(part) for part in parts))
    response = Response(90.0, 0.0, (-40.0,), (1 / 4500.0,))
    crossed_s = first_crossing_s(response, 110.0, rising=True, horizon_s=7200.0)
    return float(loss_of_life_h(piece, "kraft")[0]) * 60, crossed_s / 60


def in_steps(count):
    """Row 51: an hour at 1.2, in one step or in many."""
    one = family(ROW_8, ambient_c=25.0)
    one.settle(0, 0, 0.4e6)
    one.set_load(0, 0, 1.2e6)
    for n in range(1, count):
        one.set_load(0, n * HOUR // count, 1.3e6)
        one.set_load(0, n * HOUR // count, 1.2e6)
    return one.hot_spot_c(0, HOUR)


def _both(row, what, tolerance, values, top_oil_c, hot_spot_c):
    return cases(
        row, what, tolerance, values, **{"top oil °C": top_oil_c, "hot-spot °C": hot_spot_c}
    )


def _steady(cooling, load_pu):
    return lambda: settled(load_pu, 20.0, {"mva_max": 1.0, "cooling": cooling})[1]


MODES = ("onan_distribution", "onan", "onaf", "of", "od")
OVERLOADED = {"onan": 120.1258, "of": 125.0042, "od": 129.24, "onan_distribution": 121.4049}
KRAFT = {80: 0.125, 98: 1.0, 104: 2.0, 110: 4.0, 140: 128.0}
UPGRADED = {98: 0.2817384883, 110: 1.0, 120: 2.7089251438, 140: 17.1994648647}

TRANSFORMERS: list[Case] = [
    *_both(1, "annex, steady", 1e-6, lambda: annex(0), 63.909017, 90.522307),
    *_both(2, "annex, 3 min", 1e-6, lambda: annex(3), 64.027713, 91.538841),
    *_both(3, "annex, 30 min", 1e-6, lambda: annex(30), 68.115607, 116.490686),
    *_both(4, "annex, 120 min", 1e-6, lambda: annex(120), 79.049675, 100.635544),
    *_both(5, "annex, Euler of 3 min, 3 min", 1e-4, lambda: euler(3), 64.0301, 91.6501),
    *_both(5, "annex, Euler of 3 min, 120 min", 1e-4, lambda: euler(120), 79.0605, 99.3183),
    *_both(8, "cold start, 480 min", 1e-5, lambda: cold_start(480), 89.379410, 111.707994),
    *_both(8, "cold start, 540 min", 1e-5, lambda: cold_start(540), 111.014815, 155.716061),
    *_both(9, "1,250 of 1,500, 60 min", 1e-5, below_rating, 67.118076, 91.909164),
    *(
        Case(
            row=10,
            what=f"{mode} at 1 and 20 °C: hot-spot °C",
            expected=98.0,
            tolerance=1e-9,
            value=_steady(mode, 1.0),
        )
        for mode in MODES
    ),
    *(
        Case(
            row=11,
            what=f"{mode} at 1.2 and 20 °C: hot-spot °C",
            expected=hot_spot_c,
            tolerance=1e-4,
            value=_steady(mode, 1.2),
        )
        for mode, hot_spot_c in OVERLOADED.items()
    ),
    *(
        Case(
            row=row,
            what=f"ageing of {paper} paper at {hot_c} °C",
            expected=ratio,
            tolerance=tolerance,
            value=lambda hot_c=hot_c, paper=paper: ageing_rate_ratio(float(hot_c), paper),
        )
        for row, paper, tolerance, ratios in (
            (12, "kraft", 1e-12, KRAFT),
            (13, "thermally_upgraded", 1e-9, UPGRADED),
        )
        for hot_c, ratio in ratios.items()
    ),
    Case(
        row=14,
        what="case S reaches 120 °C: the fact's microsecond, min",
        expected=14.390928587149,
        tolerance=2e-8,
        value=lambda: first_120()[0],
    ),
    Case(
        row=14,
        what="case S reaches 120 °C: its exact instant, min",
        expected=14.390928587149,
        tolerance=1e-9,
        value=lambda: first_120()[1],
    ),
    Case(
        row=15,
        what="case S, 60 min: loss of life, min",
        expected=1073.2330100577,
        tolerance=1e-6,
        value=lambda: lost_life_h(case_s(), 0, 0, HOUR, "thermally_upgraded") * 60,
    ),
    *cases(
        18,
        "90 to 130 °C, tau 75 min",
        1e-6,
        one_exponential,
        **{"loss of life, min": 737.8152685828, "passes 110 °C, min": 51.986038542},
    ),
    *(
        Case(
            row=51,
            what=f"an hour at 1.2 in {count} steps: hot-spot °C",
            expected=108.223145197483,
            tolerance=1e-11,
            value=lambda count=count: in_steps(count),
        )
        for count in (1, 60)
    ),
]
