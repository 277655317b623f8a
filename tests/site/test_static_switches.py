"""A static switch stands between two feeds of two buses; anything else is named with its place."""

from __future__ import annotations

import pytest

from tests.plants import SITE
from twin.site import examine_site
from twin.site.loads import bus_loads_mva, feeder_loads_mva, preferred_place

STS = ("  other_it_kw: 400\n", "  other_it_kw: 400\n  sts: {}\n")


def faults(*changes):
    text = SITE
    for old, new in (STS, *changes):
        assert old in text, old
        text = text.replace(old, new)
    return [str(one) for one in examine_site(text, file="small.yaml")[1]]


def test_two_feeds_of_two_buses_are_what_it_needs():
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            (
                "  - {feeder: FB, unit_transformers: {model: pad-3500, parallel_count: 3}}\n",
                "  redundancy: N\n",
            ),
            "small.yaml:33: halls[0].feeds: do not fit the two sides of a static switch (is 1);"
            " allowed: 2 with an sts; give two feeds, or leave out sts",
        ),
        (
            ("{id: FB, bus: M2", "{id: FB, bus: M1"),
            "small.yaml:33: halls[0].feeds: both come from M1: the static switch has nowhere to go"
            " (is 'FA, FB'); allowed: feeders of two buses with an sts;"
            " take a feeder of another bus, or leave out sts",
        ),
    ],
)
def test_it_has_two_sides_and_they_do_not_fall_together(change, words):
    assert words in faults(change)


def test_its_times_and_window_have_their_ranges():
    said = faults(("sts: {}", "sts: {transfer_ms: 40, min_pu: 1.2}"))
    assert ["halls[0].sts.min_pu" in said[0], "halls[0].sts.transfer_ms" in said[1]] == [True, True]


@pytest.mark.parametrize(("side", "bus"), [("a", "M1"), ("b", "M2")])
def test_the_whole_hall_counts_on_its_preferred_bus_and_on_both_of_its_feeders(side, bus):
    text = SITE.replace(*STS).replace("sts: {}", f"sts: {{preferred: {side}}}")
    site, none = examine_site(text, file="small.yaml")
    shared, _ = examine_site(SITE, file="small.yaml")
    assert none == []
    assert preferred_place(site.halls[0]) == ("M1", "M2").index(bus)
    less_mva, more_mva = (bus_loads_mva(one.document, one) for one in (shared, site))
    feeders_mva = [feeder_loads_mva(one.document, one) for one in (shared, site)]
    whole_mva = feeders_mva[0]["FA"]
    assert more_mva[bus] == pytest.approx(less_mva[bus] + whole_mva / 2, rel=1e-12)
    for feeder in ("FA", "FB"):
        assert feeders_mva[1][feeder] == pytest.approx(whole_mva, rel=1e-12)
