"""An independent judge: power-grid-model's Newton-Raphson on random radial networks.

The balance here is at nominal voltage. A load of constant power draws 1/V times that current, so
the true series losses are at most 1/Vmin^2 times ours and never less; what is lost without load is
at least Vmin^2 times ours. The upstream elements carry those differences too (second order): a
fifth on top. That is the whole tolerance, and it comes from the voltages of the judge himself.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.facility.wirings import Case, cases

pgm = pytest.importorskip("power_grid_model")

HV_V, MV_V, LV_V = 138_000.0, 13_800.0, 415.0


def _transformers(case: Case) -> np.ndarray:
    wiring = case.net.wiring
    levels = [(wiring.mains, HV_V, MV_V), (wiring.pads, MV_V, LV_V)]
    count = len(wiring.main_bus) + len(wiring.pad_feeder)
    found = pgm.initialize_array("input", "transformer", count)
    found["from_status"] = found["to_status"] = 1
    found["winding_from"] = found["winding_to"] = 1
    found["clock"] = 0
    found["tap_side"] = found["tap_pos"] = found["tap_nom"] = 0
    found["tap_min"] = found["tap_max"] = 0
    found["tap_size"] = 0.0
    place = 0
    for windings, high_v, low_v in levels:
        for unit, rating_va in enumerate(windings.rating_va):
            row = found[place]
            row["u1"], row["u2"], row["sn"] = high_v, low_v, rating_va
            row["pk"], row["p0"] = windings.load_loss_w[unit], windings.no_load_w[unit]
            series = np.hypot(windings.load_loss_w[unit], windings.leakage_var[unit])
            row["uk"] = series / rating_va
            idle = np.hypot(windings.no_load_w[unit], windings.magnetising_var[unit])
            row["i0"] = idle / rating_va
            place += 1
    return found


def _solved(case: Case) -> tuple[float, float]:
    """Active power from the source, and the lowest voltage [pu] of any node."""
    wiring = case.net.wiring
    buses, feeders, pads = wiring.bus_count, len(wiring.feeder_bus), len(wiring.pad_feeder)
    node = pgm.initialize_array("input", "node", 1 + buses + feeders + pads)
    node["id"] = np.arange(len(node))
    node["u_rated"] = [HV_V] + [MV_V] * (buses + feeders) + [LV_V] * pads
    transformer = _transformers(case)
    transformer["id"] = 1000 + np.arange(len(transformer))
    transformer["from_node"] = [0] * buses + [1 + buses + at for at in wiring.pad_feeder]
    transformer["to_node"] = [1 + bus for bus in wiring.main_bus] + [
        1 + buses + feeders + pad for pad in range(pads)
    ]
    line = pgm.initialize_array("input", "line", feeders)
    line["id"] = 2000 + np.arange(feeders)
    line["from_node"] = [1 + bus for bus in wiring.feeder_bus]
    line["to_node"] = [1 + buses + feeder for feeder in range(feeders)]
    line["from_status"] = line["to_status"] = 1
    line["r1"] = np.maximum(wiring.feeder_r_ohm, 1e-6)
    line["x1"] = np.maximum(wiring.feeder_x_ohm, 1e-6)
    line["c1"] = line["tan1"] = 0.0
    load = pgm.initialize_array("input", "sym_load", pads)
    load["id"] = 3000 + np.arange(pads)
    load["node"] = transformer["to_node"][buses:]
    load["status"], load["type"] = 1, pgm.LoadGenType.const_power
    load["p_specified"], load["q_specified"] = case.net.pad_p_w, case.net.pad_q_var
    source = pgm.initialize_array("input", "source", 1)
    source["id"], source["node"], source["status"], source["u_ref"] = 4000, 0, 1, 1.0
    source["sk"] = 1e15
    parts = {"node": node, "transformer": transformer, "line": line, "sym_load": load}
    model = pgm.PowerGridModel({**parts, "source": source})
    result = model.calculate_power_flow(symmetric=True)
    return float(result["source"]["p"][0]), float(result["node"]["u_pu"].min())


@settings(max_examples=12)
@given(cases(all_closed=True, ties=False))
def test_losses_and_import_agree_within_what_nominal_voltage_leaves_out(case):
    net = case.net
    ratings = zip(net.pad_p_w, net.wiring.pads.rating_va, strict=True)
    assume(all(p_w < 1.2 * va for p_w, va in ratings))
    net.settle_all(0)
    mains = zip(net.main_s_va, net.wiring.mains.rating_va, strict=True)
    assume(all(load_va < 1.2 * va for load_va, va in mains))
    import_w, lowest_pu = _solved(case)
    assume(lowest_pu > 0.8)
    idle_w = sum(net.wiring.mains.no_load_w) + sum(net.wiring.pads.no_load_w)
    series_w = net.lost_w - idle_w
    more_w = 1.2 * series_w * (1.0 / lowest_pu**2 - 1.0) + 1e-6 * import_w
    less_w = 1.2 * idle_w * (1.0 - lowest_pu**2) + 1e-6 * import_w
    assert -less_w <= import_w - net.import_w <= more_w
    assert abs(import_w - net.import_w) <= 0.02 * net.import_w + less_w
