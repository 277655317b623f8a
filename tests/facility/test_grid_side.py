"""The grid's side as it stands: back or not, and the same after a snapshot."""

from __future__ import annotations

import pytest

from tests.facility.grids import relay_parts
from tests.plants import T0_US, S
from twin.facility.grid_side import GridSide


def side():
    parts = relay_parts().grid
    return parts, GridSide(parts, T0_US)


@pytest.mark.parametrize(("frequency_hz", "back"), [(59.96, True), (60.04, True), (59.9, False)])
def test_the_frequency_is_back_when_it_is_close_to_nominal(frequency_hz, back):
    parts, grid = side()
    grid.set_frequency(parts, T0_US, 1, frequency_hz)
    assert grid.is_back is back


def test_it_is_back_since_it_came_close_not_since_it_moved_last():
    parts, grid = side()
    for at_s, level_hz in ((1, 59.6), (5, 59.97), (9, 60.0)):
        grid.set_frequency(parts, T0_US + at_s * S, at_s, level_hz)
    assert grid.back_us == T0_US + 5 * S
    assert (grid.frequency_us, grid.frequency_seq) == (T0_US + 9 * S, 9)


def test_a_snapshot_is_the_whole_state_and_shares_nothing():
    parts, grid = side()
    grid.set_frequency(parts, T0_US, 1, 59.6)
    kept = grid.snapshot()
    other = GridSide(parts, T0_US)
    other.restore(kept)
    assert other.snapshot() == kept
    assert other.relays.next_crossing(0, T0_US) == grid.relays.next_crossing(0, T0_US)
    other.relays.cross(0, other.relays.next_crossing(0, T0_US))
    assert grid.snapshot() == kept
    assert (other.is_out(0), grid.is_out(0)) == (True, False)
