"""Events beyond a battery, the contract or the nominal frequency are all named, before a run."""

from __future__ import annotations

import pytest

from twin.run.examine import document_text, examine


def faults(*events):
    document = document_text("scene-frequency", "scenarios")
    found = examine(document, [f"events=[{', '.join(events)}]"])
    return [(fault.path, fault.value, fault.allowed) for fault in found.faults]


def test_all_of_them_are_named_at_once_with_what_is_allowed():
    found = faults(
        "{kind: battery, after: 1min, battery: BAT1, charge_mw: 5.1, duration_min: 5}",
        "{kind: battery, after: 20min, battery: BAT1, discharge_mw: 10.1, duration_min: 5}",
        "{kind: order, after: 1min, to_mw: 100.1, duration_min: 5}",
        "{kind: order, after: 1min, by_mw: 101, duration_min: 5}",
        "{kind: reserve, after: 1min, sold_mw: 101, duration_min: 5, trigger_hz: 60}",
    )
    assert found == [
        ("events[0].charge_mw", "5.1 MW", "up to 5 MW"),
        ("events[1].discharge_mw", "10.1 MW", "up to 10 MW"),
        ("events[2].to_mw", "100.1 MW", "up to 100 MW"),
        ("events[3].by_mw", "101 MW", "up to 100 MW"),
        ("events[4].sold_mw", "101 MW", "up to 100 MW"),
        ("events[4].trigger_hz", "60 Hz", "below 60 Hz"),
    ]


def test_orders_can_not_be_kept_by_batteries_that_are_not_there():
    sets = ["orders.batteries_first=true"]
    (fault,) = examine(document_text("scene-towers", "scenarios"), sets).faults
    assert (fault.path, fault.allowed) == ("orders.batteries_first", "false")
    assert fault.remedy == "leave it out, or add a battery to the site"
    assert not examine(document_text("scene-order", "scenarios"), sets).faults


@pytest.mark.parametrize(
    "event",
    [
        "{kind: battery, after: 1min, battery: BAT1, charge_mw: 5, duration_min: 5}",
        "{kind: battery, after: 1min, battery: BAT1, discharge_mw: 10, duration_min: 5}",
        "{kind: order, after: 1min, to_mw: 100, duration_min: 5}",
        "{kind: reserve, after: 1min, sold_mw: 100, duration_min: 5, trigger_hz: 59.99}",
    ],
)
def test_what_is_just_allowed_passes(event):
    assert faults(event) == []
