"""The earliest of several limits."""

from __future__ import annotations

from math import inf, nan

import pytest

from twin.devices.backup.instants import earliest, meeting


@pytest.mark.parametrize("after_us", [inf, 1e300, 2.0**62, nan])
def test_what_no_clock_holds_is_never_met(after_us):
    assert meeting("full", "rising", 0, after_us) is None


def test_the_earliest_comes_first_and_a_tie_goes_to_the_first_named():
    late, soon = meeting("late", "rising", 0, 7.0), meeting("soon", "falling", 3, 2.5)
    assert earliest(None, late, soon) is soon
    assert earliest(late, meeting("too", "rising", 6, 0.5)) is late
    assert earliest(None, None) is None
    assert earliest() is None
