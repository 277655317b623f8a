"""Wiring is columns of one length each, and switching says which of them can carry power."""

from __future__ import annotations

from tests.plants import small_parts, small_plant


def test_every_column_is_as_long_as_what_it_describes():
    parts = small_parts()
    wiring = parts.wiring
    assert len(wiring.pad_feeder) == len(parts.pad_ids) == len(wiring.pads.rating_va)
    feeders = [wiring.feeder_bus, wiring.feeder_r_ohm, wiring.feeder_x_ohm, wiring.feeder_v]
    assert {len(column) for column in feeders} == {len(parts.feeder_ids)}
    assert len(wiring.main_bus) == len(wiring.main_share_va) == len(wiring.mains.rating_va) == 2
    assert wiring.bus_count == len(parts.bus_ids)


def test_every_index_points_at_something():
    wiring = small_parts().wiring
    assert set(wiring.pad_feeder) <= set(range(len(wiring.feeder_bus)))
    assert set(wiring.feeder_bus) | set(wiring.main_bus) <= set(range(wiring.bus_count))
    assert all(0 <= bus < wiring.bus_count for pair in wiring.tie_buses for bus in pair)


def test_all_that_is_in_service_is_closed_at_first_and_ties_as_the_site_says():
    switching = small_plant().switching
    assert all(switching.pad_ok + switching.feeder_closed + switching.main_closed)
    assert switching.tie_closed == [False]
    closed = small_plant(("transfer_s: 2}", "transfer_s: 2, closed: true, parallel_allowed: true}"))
    assert closed.switching.tie_closed == [True]
