"""The grid's side of a summary as people read it."""

from __future__ import annotations

from tests.scenes.stage import played
from twin.cli.grid_tables import grid_sections


def test_orders_say_what_was_allowed_imported_and_whether_it_was_met():
    ramps, orders = grid_sections(played("order").summary)
    assert "10 MW/min" in ramps
    lines = orders.splitlines()[2:]
    assert [line.split()[1] for line in lines] == [
        "curtailment",
        "base",
        "curtailment",
    ]
    assert [("met" in line, "missed" in line) for line in lines] == [
        (True, False),
        (True, False),
        (False, True),
    ]


def test_a_call_of_reserve_says_what_was_sold_and_delivered():
    said = "{kind: reserve, after: 1s, sold_mw: 22, duration_min: 60}"
    kept = "{kind: frequency, after: 10min, to_hz: 59.6, duration_min: 8}"
    _, reserves = grid_sections(played("frequency", f"events=[{said}, {kept}]").summary)
    assert "59.6" in reserves.splitlines()[2]
    assert reserves.splitlines()[2].endswith("met")
