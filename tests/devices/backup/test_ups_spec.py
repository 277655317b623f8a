"""Loss curve, ride-through, overload times, and the table of states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.backup.ups_spec import (
    BATTERY,
    BYPASS,
    DROPPED,
    ECO,
    LOCKED,
    LOCKED_OUT,
    NEXT,
    ONLINE,
    RESET,
    STATE_NAMES,
    UpsSpec,
    bypass_loss_w,
    conversion_loss_w,
    overload_s,
    ride_through_s,
)

SPEC = UpsSpec(rated_kw=1000.0, battery_kwh=100.0)


def efficiency(load_pu):
    return load_pu * 1e6 / (load_pu * 1e6 + conversion_loss_w(SPEC, load_pu * 1e6))


@pytest.mark.parametrize(
    ("load_pu", "expected"),
    [
        pytest.param(0.3, 0.9474568426, id="oracle-28-at-0.3"),
        pytest.param(0.75, 0.9622748802, id="oracle-28-at-0.75"),
    ],
)
def test_efficiency_follows_the_loss_curve(load_pu, expected):
    assert efficiency(load_pu) == pytest.approx(expected, abs=1e-9)


def test_the_default_curve_goes_through_94_96_and_96_percent():
    assert [round(efficiency(x), 6) for x in (0.25, 0.5, 1.0)] == [0.94, 0.96, 0.96]


def test_eco_mode_loses_what_its_efficiency_says():
    assert 400e3 / (400e3 + bypass_loss_w(SPEC, 400e3)) == pytest.approx(0.985, rel=1e-14)
    assert bypass_loss_w(SPEC, 400e3) < conversion_loss_w(SPEC, 400e3)


@given(st.floats(1e-3, 2.0), st.floats(0.1, 1.0), st.floats(0.5, 1.0))
def test_ride_through_is_energy_over_power(load_pu, depth, eta):
    spec = UpsSpec(
        rated_kw=1000.0, battery_kwh=100.0, depth_frac=depth, discharge_efficiency_frac=eta
    )
    expected = 100 * depth * eta / (load_pu * 1000) * 3600
    assert ride_through_s(spec, load_pu * 1e6) == pytest.approx(expected, rel=1e-12)
    assert ride_through_s(spec, 0.0) > 1e300


@pytest.mark.parametrize(
    ("load_pu", "stands_s"),
    [(1.0, None), (1.1, 600.0), (1.25, 600.0), (1.3, 60.0), (1.5, 60.0), (1.6, 0.2)],
)
def test_the_heavier_the_overload_the_shorter_it_is_stood(load_pu, stands_s):
    found = overload_s(SPEC, load_pu * 1e6)
    assert found == stands_s or (stands_s is None and found > 1e300)


@pytest.mark.parametrize(
    "fault",
    [
        {"loss_a0_pu": 0.001, "loss_a1_pu": -0.1, "loss_a2_pu": 0.01},
        {"overloads": [{"up_to_pu": 1.5, "s": 1}, {"up_to_pu": 1.2, "s": 60}]},
    ],
)
def test_a_spec_that_contradicts_itself_is_refused(fault):
    with pytest.raises(ValidationError):
        UpsSpec(rated_kw=1.0, battery_kwh=1.0, **fault)


def test_only_a_hand_reset_leaves_a_lock():
    for locked in (LOCKED, LOCKED_OUT):
        ways = {event: after for (state, event), after in NEXT.items() if state == locked}
        assert {event for event, after in ways.items() if after < DROPPED and after != LOCKED} <= {
            RESET
        }
    assert NEXT[LOCKED, RESET] == BATTERY
    assert NEXT[LOCKED_OUT, RESET] == DROPPED


def test_every_state_can_be_reached_and_left():
    """Between online, eco and bypass wishes choose; the rest is the table's."""
    start = {ONLINE, ECO, BYPASS}
    assert set(NEXT.values()) | start == set(range(len(STATE_NAMES)))
    assert {state for state, _ in NEXT} | start == set(range(len(STATE_NAMES)))
