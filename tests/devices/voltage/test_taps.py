"""Taps against a load-flow library, and the regulator as a story with its laws."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.voltage.taps import (
    Feed,
    OffLoadTapSpec,
    TapChangers,
    TapChangerSpec,
    best_off_load_count,
    ratio_pu,
    tapped_pu,
)

S = 1_000_000
R_PU = 22e3 / 2.5e6
IMPEDANCE = (R_PU, sqrt(0.06**2 - R_PU**2))

IDLE = Feed(1.0, 0.0, 0.0)

feeds = st.builds(Feed, st.floats(0.92, 1.08), st.floats(0.0, 1.0), st.floats(-0.2, 0.5))


def by_library(feed, tap, step_pct):
    """Low-side voltage [pu] of a 2.5 MVA 20/0.4 kV unit, by power-grid-model."""
    pgm = pytest.importorskip("power_grid_model")
    kind, node = pgm.ComponentType, pgm.initialize_array("input", "node", 2)
    node["id"], node["u_rated"] = [1, 2], [20e3, 400.0]
    source = pgm.initialize_array("input", "source", 1)
    for key, value in {"id": 3, "node": 1, "status": 1, "u_ref": feed[0], "sk": 1e20}.items():
        source[key] = value
    load = pgm.initialize_array("input", "sym_load", 1)
    load["id"], load["node"], load["status"], load["type"] = 4, 2, 1, 0
    load["p_specified"], load["q_specified"] = 2.5e6 * feed[1], 2.5e6 * feed[2]
    unit = pgm.initialize_array("input", "transformer", 1)
    keys = {"id": 5, "from_node": 1, "to_node": 2, "from_status": 1, "to_status": 1}
    keys |= {"u1": 20e3, "u2": 400.0, "sn": 2.5e6, "uk": 0.06, "pk": 22e3, "i0": 1e-9, "p0": 0.0}
    keys |= {"winding_from": 2, "winding_to": 1, "clock": 11, "tap_side": 0, "tap_pos": tap}
    keys |= {"tap_min": -16, "tap_max": 16, "tap_nom": 0, "tap_size": 200.0 * step_pct}
    for key, value in keys.items():
        unit[key] = value
    arrays = {kind.node: node, kind.source: source, kind.sym_load: load, kind.transformer: unit}
    solved = pgm.PowerGridModel(arrays).calculate_power_flow(error_tolerance=1e-12)
    return float(solved[kind.node]["u_pu"][1])


def one(feed=IDLE, **spec):
    changers = TapChangers([TapChangerSpec(**spec)], [IMPEDANCE])
    changers.set_feed(0, 0, feed)
    return changers


def run(changers, t_us=10**12):
    """Instants of its steps up to one, in seconds."""
    seen, now = [], 0
    while (found := changers.next_crossing(0, now)) is not None and found.t_us <= t_us:
        now = found.t_us
        changers.cross(0, now)
        seen.append(now / S)
        assert len(seen) < 100, "it hunts"
    return seen


@settings(max_examples=25)
@given(feeds, st.integers(-16, 16))
def test_the_voltage_on_any_tap_is_that_of_the_load_flow(feed, tap):
    found_pu = tapped_pu(ratio_pu(tap, 0.625), IMPEDANCE, feed)
    assert found_pu == pytest.approx(by_library(feed, tap, 0.625), rel=1e-8)


@settings(max_examples=15)
@given(feeds)
def test_where_the_regulator_rests_the_library_finds_the_voltage_in_its_band(feed):
    changers = one(feed)
    run(changers)
    tap = changers.tap_count[0]
    off_pu = by_library(feed, tap, 0.625) - 1.0
    assert abs(off_pu) <= 0.01 + 1e-8 or abs(tap) == 16


def test_a_higher_tap_lowers_the_voltage():
    volts = [tapped_pu(ratio_pu(n, 0.625), IMPEDANCE, Feed(1.0, 0.8, 0.2)) for n in range(-16, 17)]
    assert volts == sorted(volts, reverse=True)
    assert ratio_pu(-16, 0.625) == pytest.approx(1.0 / 0.9)


def test_the_first_step_waits_for_the_initial_delay_and_the_others_for_a_step():
    changers = one(Feed(0.95, 0.0, 0.0))
    assert run(changers) == [45.0, 55.0, 65.0, 75.0, 85.0, 95.0, 105.0]
    assert changers.tap_count[0] == -7
    assert changers.voltage_pu(0) == pytest.approx(0.95 / (1.0 - 7 * 0.00625))


def test_back_in_the_band_the_timer_stops_and_starts_anew():
    changers = one(Feed(0.95, 0.0, 0.0))
    changers.set_feed(0, 44 * S, Feed(1.0, 0.0, 0.0))
    assert changers.next_crossing(0, 44 * S) is None
    changers.set_feed(0, 46 * S, Feed(0.95, 0.0, 0.0))
    assert changers.next_crossing(0, 46 * S).t_us == 91 * S


def test_another_voltage_on_the_same_side_does_not_restart_the_timer_but_the_other_side_does():
    changers = one(Feed(0.95, 0.0, 0.0))
    changers.set_feed(0, 30 * S, Feed(0.96, 0.0, 0.0))
    assert changers.next_crossing(0, 30 * S).t_us == 45 * S
    changers.set_feed(0, 40 * S, Feed(1.05, 0.0, 0.0))
    found = changers.next_crossing(0, 40 * S)
    assert (found.t_us, found.direction) == (85 * S, "falling")


def test_an_equal_feed_is_no_change():
    changers = one(Feed(0.95, 0.1, 0.0))
    before = changers.snapshot()
    changers.set_feed(0, 9 * S, Feed(0.95, 0.1, 0.0))
    assert changers.snapshot() == before


@pytest.mark.parametrize("feed", [Feed(0.75, 0.0, 0.0), Feed(1.0, 9.0, 3.0), Feed(0.0, 0.5, 0.0)])
def test_a_deep_sag_or_a_collapse_blocks_it(feed):
    changers = one(feed)
    assert changers.next_crossing(0, 0) is None
    assert changers.settle(0, 0) is None
    assert changers.tap_count[0] == 0


def test_at_the_end_of_its_range_it_rests():
    changers = one(Feed(0.85, 0.0, 0.0))
    assert len(run(changers)) == 16
    assert changers.next_crossing(0, 10**12) is None
    assert changers.steps_count[0] == 16


@given(feeds)
def test_settling_at_once_is_where_waiting_leads(feed):
    waited, at_once = one(feed), one(feed)
    run(waited)
    at_once.settle(0, 0)
    assert at_once.tap_count == waited.tap_count
    assert at_once.next_crossing(0, 0) is None


@given(feeds, st.floats(0.0, 1e-3))
def test_a_lower_source_never_rests_on_a_higher_tap(feed, less_pu):
    high, low = one(feed), one(feed._replace(source_pu=feed.source_pu - less_pu))
    run(high)
    run(low)
    assert low.tap_count[0] <= high.tap_count[0]


def test_a_band_narrower_than_a_step_is_refused():
    with pytest.raises(ValidationError, match="one step would hunt"):
        TapChangerSpec(dead_band_pct=0.3)


def test_the_tap_set_by_hand_is_the_nearest():
    spec = OffLoadTapSpec()
    assert best_off_load_count(spec, IMPEDANCE, Feed(1.0, 0.0, 0.0)) == 0
    assert best_off_load_count(spec, IMPEDANCE, Feed(1.04, 0.0, 0.0)) == 2
    assert best_off_load_count(spec, IMPEDANCE, Feed(1.0, 0.8, 0.24)) == -1
    assert best_off_load_count(spec, IMPEDANCE, Feed(1.0, 20.0, 5.0)) is None


def test_a_snapshot_restores_the_timer():
    changers = one(Feed(0.95, 0.0, 0.0))
    kept, other = changers.snapshot(), one()
    other.restore(kept)
    assert run(other) == run(changers)
