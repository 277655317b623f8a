"""The plants a plan passes through."""

from datetime import date

from tests.plan.made import plan, site
from twin.plan import topologies


def passed():
    found = plan()
    return topologies(found.document, site(), found.level)


def test_a_plan_begins_with_the_site_as_it_is():
    first = passed()[0]
    assert first.since == date(2027, 1, 4)
    assert len(first.blocks) == 16
    assert first.halls_mw == {}
    assert first.ties == {"TIE-12", "TIE-34"}


def test_a_plan_ends_with_ten_blocks_three_halls_and_a_ring():
    last = passed()[-1]
    assert len(last.blocks) == 10
    assert last.halls_mw == {"H1": 4.9, "H2": 10.0, "H3": 10.0}
    assert last.ties == {"TIE-12", "TIE-34", "TIE-23", "TIE-14"}
    assert last.protected == {"H1", "H2", "H3"}


def test_effects_of_one_instant_are_one_change():
    since = [here.since for here in passed()]
    both = next(here for here in passed() if here.since == date(2028, 7, 10))
    assert not {"B01", "B05"} & both.blocks
    assert len(since) == len(set(since))


def test_each_plant_says_what_began_it():
    assert passed()[0].at == ()
    assert all(here.at[0] == "tasks" for here in passed()[1:])
