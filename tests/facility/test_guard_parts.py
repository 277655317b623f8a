"""What protects a site is looked up by feeder, tie and side of a transformer."""

from __future__ import annotations

from math import inf

from tests.facility.guarded import guarded
from tests.plants import small_parts


def test_every_feeder_tie_and_side_finds_its_relay():
    parts = guarded()
    guard = parts.guard
    assert [guard.ids[relay] for relay in guard.of_feeder] == list(parts.feeder_ids)
    assert [guard.ids[relay] for relay in guard.of_tie] == ["TIE"]
    assert [guard.ids[relay] for relay in guard.of_high] == ["T1-HV", "T2-HV"]


def test_a_site_without_relays_is_never_looked_at():
    guard = small_parts().guard
    assert guard.ids == ()
    assert guard.over_bits == 0
    assert set(guard.alert_va) == {inf}
