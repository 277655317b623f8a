"""Limits that are met, and those that never are."""

from __future__ import annotations

from math import inf, nan

import pytest

from twin.devices.backup.instants import meeting


@pytest.mark.parametrize("after_us", [inf, 1e300, 2.0**62, nan])
def test_what_no_clock_holds_is_never_met(after_us):
    assert meeting("full", "rising", 0, after_us) is None


def test_a_limit_is_met_so_long_after_its_anchor():
    assert meeting("full", "rising", 10, 0.5).t_us == 11
