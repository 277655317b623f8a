"""Relays on a decaying inrush: scipy integrates, hand integrals of timed and I^2 t elements."""

from __future__ import annotations

from math import exp, expm1, inf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from twin.devices.protection.elements import TripUnit, i2t, timed
from twin.devices.protection.inrush import InrushAccumulators, Rush, filled_frac, reaches_s
from twin.devices.protection.relay import RelaySpec, trip_unit
from twin.devices.voltage.sag import InrushSpec, above_s, inrush_a
from twin.units import US_PER_S

TAU_S = 0.3
SLOW = trip_unit(RelaySpec(pickup_a=100.0, dial_ratio=0.5))
DISC = trip_unit(RelaySpec(pickup_a=100.0, dial_ratio=0.5, reset="disc"))


def relays(unit=SLOW, load_a=0.0, peak_a=1000.0):
    found = InrushAccumulators([unit], 0, TAU_S)
    found.set_current(0, 0, load_a)
    found.add_inrush(0, 0, peak_a)
    return found


def test_the_envelope_is_that_of_the_transformer():
    spec = InrushSpec.model_validate({"peak_ratio": 10.0, "decay_s": TAU_S})
    rush = Rush(0.0, 1000.0, TAU_S)
    for after_s in (0.0, 0.1, 1.0):
        assert rush.at_a(after_s) == pytest.approx(inrush_a(spec, 100.0, after_s), rel=1e-12)
    assert rush.above_s(250.0) == pytest.approx(above_s(spec, 100.0, 250.0), rel=1e-12)
    assert Rush(300.0, 1000.0, TAU_S).above_s(250.0) == inf
    assert Rush(100.0, 100.0, TAU_S).above_s(250.0) == 0.0


@pytest.mark.parametrize(("load_a", "peak_a"), [(0.0, 1000.0), (60.0, 500.0), (150.0, 4000.0)])
def test_a_fill_is_the_integral_of_its_rate(load_a, peak_a):
    element, rush = SLOW.elements[0], Rush(load_a, peak_a, TAU_S)
    bends_s = [rush.above_s(kink_a) for kink_a in element.kinks_a]
    for span_s in (0.01, 0.2, 0.5):
        points = [at_s for at_s in bends_s if 0.0 < at_s < span_s] or None
        wanted, _ = quad(
            lambda s: element.rate_per_s(rush.at_a(s)), 0, span_s, points=points, epsabs=1e-13
        )
        assert filled_frac(element, 0.0, rush, span_s) == pytest.approx(min(wanted, 1.0), abs=1e-9)


def test_a_trip_is_where_the_integral_is_full():
    element, rush = SLOW.elements[0], Rush(200.0, 3000.0, TAU_S)
    after_s = reaches_s(element, 0.9, rush)
    gained, _ = quad(
        lambda s: element.rate_per_s(rush.at_a(s)), 0, after_s, epsabs=1e-13, limit=200
    )
    assert 0.9 + gained == pytest.approx(1.0, abs=1e-9)


def test_i2t_of_an_inrush_has_its_closed_form():
    element, rush = i2t("long_time", 1.0, 1.4e5, drain_s=0.0), Rush(0.0, 1000.0, TAU_S)
    span_s = 0.2
    a2s = -0.5 * 1000.0**2 * TAU_S * expm1(-2.0 * span_s / TAU_S)
    assert filled_frac(element, 0.0, rush, span_s) == pytest.approx(a2s / 1.4e5, rel=1e-10)
    full_s = -0.5 * TAU_S * log(1.0 - 2.0 * 1.4e5 / (1000.0**2 * TAU_S))
    assert reaches_s(element, 0.0, rush) == pytest.approx(full_s, rel=1e-10)


def test_a_timed_element_trips_if_the_inrush_lasts_and_forgets_it_if_not():
    rush = Rush(0.0, 1000.0, TAU_S)
    lasts_s = TAU_S * log(4.0)
    assert reaches_s(timed("fast", 250.0, 0.03), 0.0, rush) == pytest.approx(0.03, rel=1e-12)
    late = timed("late", 250.0, lasts_s + 1e-6)
    assert reaches_s(late, 0.0, rush) == inf
    assert filled_frac(late, 0.0, rush, lasts_s + 1e-3) == 0.0


def test_a_disc_turns_back_by_the_square_of_what_is_left():
    element, rush = DISC.elements[0], Rush(30.0, 400.0, TAU_S)
    above = rush.above_s(100.0)
    top = filled_frac(element, 0.0, rush, above)
    drained, _ = quad(lambda s: element.rate_per_s(rush.at_a(s)), above, above + 1.0)
    wanted = top + drained
    assert 0.0 < wanted < top
    assert filled_frac(element, 0.0, rush, above + 1.0) == pytest.approx(wanted, abs=1e-9)


def test_a_load_above_the_pickup_goes_on_to_its_trip_after_the_inrush():
    element = SLOW.elements[0]
    alone_s, with_it_s = (
        element.operate_s(150.0),
        reaches_s(element, 0.0, Rush(150.0, 200.0, TAU_S)),
    )
    assert with_it_s < alone_s
    gained, _ = quad(
        lambda s: element.rate_per_s(150.0 + 200.0 * exp(-s / TAU_S)) - 1.0 / alone_s, 0, 20
    )
    assert with_it_s == pytest.approx(alone_s * (1.0 - gained), rel=1e-6)


def test_a_second_energising_adds_to_what_is_left_of_the_first():
    found = relays()
    found.add_inrush(0, 300_000, 1000.0)
    assert found.inrush_at_a(0, 300_000) == pytest.approx(1000.0 * (1.0 + exp(-1.0)), rel=1e-12)


@given(st.integers(1, 2_000_000), st.integers(1, 2_000_000), st.floats(0.0, 300.0))
def test_a_span_cut_in_two_fills_the_same(first_us, second_us, load_a):
    whole, parts = relays(DISC, load_a), relays(DISC, load_a)
    parts.place(0, first_us, parts.fills_frac(0, first_us))
    end_us = first_us + second_us
    assert parts.fills_frac(0, end_us) == pytest.approx(whole.fills_frac(0, end_us), abs=1e-9)


def test_at_the_trip_it_is_full_and_opened_nothing_flows():
    unit = TripUnit(elements=(timed("fast", 250.0, 0.05),), opening_s=0.08)
    found = relays(unit)
    crossing = found.next_crossing(0, 0)
    assert crossing.t_us == pytest.approx(50_000, abs=1)
    found.cross(0, crossing)
    assert found.tripped_by == ["fast"]
    opens = found.next_crossing(0, crossing.t_us)
    found.cross(0, opens)
    assert (found.opened, found.inrush_at_a(0, opens.t_us)) == ([True], 0.0)
    found.add_inrush(0, opens.t_us, 1000.0)
    assert found.inrush_a == [0.0]


def test_a_snapshot_on_the_way_goes_on_the_same():
    found, again = relays(load_a=80.0), InrushAccumulators([SLOW], 0, TAU_S)
    again.restore(found.snapshot())
    assert again.fills_frac(0, US_PER_S // 3) == found.fills_frac(0, US_PER_S // 3)
    assert found.is_rushing(0, US_PER_S)
    assert not found.is_rushing(0, 10 * US_PER_S)
    found.forget(0)
    assert found.inrush_a == [0.0]
