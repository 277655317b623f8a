"""Duties after a sag, as stories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.voltage.recovery import (
    FAILED,
    LATE,
    RECOVERED,
    RECOVERING,
    SAGGING,
    Recoveries,
    RecoverySpec,
    least_frac,
    most_frac,
)

S = 1_000_000


def sagged():
    """A load of 100 MW that fell to 60 MW in a sag to 0.6 pu and sees the voltage back at 1 s."""
    loads = Recoveries([RecoverySpec()], [100e6])
    loads.set_voltage(0, 0, 0.6)
    loads.set_load(0, 60e6)
    assert (loads.state[0], loads.is_within(0)) == (SAGGING, True)
    loads.set_voltage(0, 1 * S, 0.95)
    return loads


def test_it_must_be_back_within_two_seconds():
    loads = sagged()
    found = loads.next_crossing(0)
    assert (loads.state[0], found.limit, found.t_us) == (RECOVERING, LATE, 3 * S)
    loads.cross(0)
    assert (loads.state[0], loads.failed_count[0], loads.is_within(0)) == (FAILED, 1, False)
    assert loads.next_crossing(0) is None


def test_nine_tenths_of_the_power_before_is_back():
    loads = sagged()
    loads.set_load(0, 89.9e6)
    assert loads.state[0] == RECOVERING
    loads.set_load(0, 90e6)
    assert (loads.state[0], loads.next_crossing(0)) == (RECOVERED, None)


def test_a_sag_while_it_recovers_is_the_same_event():
    loads = sagged()
    loads.set_voltage(0, 2 * S, 0.5)
    assert (loads.state[0], loads.before_w[0]) == (SAGGING, 100e6)
    loads.set_voltage(0, 4 * S, 1.0)
    assert loads.next_crossing(0).t_us == 6 * S


def test_a_load_that_kept_its_power_is_back_at_once():
    loads = Recoveries([RecoverySpec()], [100e6])
    loads.set_voltage(0, 0, 0.85)
    loads.set_voltage(0, S, 0.9)
    assert loads.state[0] == RECOVERED


@pytest.mark.parametrize(("drawn_w", "within"), [(59e6, False), (60e6, True), (76e6, False)])
def test_in_a_sag_it_owes_its_share_and_may_not_pass_its_current(drawn_w, within):
    loads = sagged()
    loads.set_voltage(0, 2 * S, 0.6)
    loads.set_load(0, drawn_w)
    assert loads.is_within(0) is within


@given(st.floats(0.0, 1.5), st.floats(0.0, 1.5))
def test_more_voltage_never_owes_or_allows_less(one_pu, other_pu):
    low, high = sorted((one_pu, other_pu))
    spec = RecoverySpec()
    assert least_frac(spec, low) <= least_frac(spec, high) <= 1.0
    assert most_frac(spec, low) <= most_frac(spec, high) <= 1.0
    assert least_frac(spec, low) <= most_frac(spec, low)
