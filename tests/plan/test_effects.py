"""What tasks change, and which changes make no sense."""

import pytest

from tests.plan.made import faults, plan, site
from twin.plan.effects import dated, tie_between

WRONG = {
    "power": (
        "{at: start, op: hall_energize, target: H1, value: 6}",
        "is not the IT power of H1 from then on",
    ),
    "nothing": (
        "{at: start, op: hall_energize, target: H1}",
        "is not the IT power of H1 from then on",
    ),
    "tie": ("{at: start, op: bus_tie_add, target: M1, value: M3}", "names no bus that the site"),
    "tie there": (
        "{at: start, op: bus_tie_add, target: M1, value: M2}",
        "adds TIE-12, which is in service already",
    ),
    "unit there": (
        "{at: start, op: transformer_add, target: T1}",
        "adds T1, which is in service already",
    ),
    "redundancy": ("{at: start, op: redundancy, target: H1, value: 3N}", "is no redundancy"),
    "more": ("{at: start, op: block_off, target: B16, value: 3}", "says nothing for block_off"),
    "twice off": (
        "{at: start, op: block_off, target: B01}",
        "switches a block off that is off already",
    ),
    "on": ("{at: start, op: block_on, target: B16}", "switches a block on that is on already"),
}


@pytest.mark.parametrize(("effect", "said"), WRONG.values(), ids=WRONG)
def test_an_effect_that_makes_no_sense_is_named(effect, said):
    assert any(said in one for one in faults(f"tasks[C-L5].effects=[{effect}]"))


def test_two_effects_that_contradict_each_other_are_named():
    effects = (
        "[{at: start, op: hall_energize, target: H3, value: 10}, "
        "{at: start, op: hall_energize, target: H3, value: 5}]"
    )
    found = faults(f"tasks[C-L4].effects={effects}")
    assert any("contradicts another effect on H3 at the same instant" in one for one in found)


def test_a_block_may_come_back_and_leave_again():
    sets = "tasks[A-L4].effects=[{at: start, op: block_on, target: B01}]"
    found = faults(sets, "tasks[A-L5].effects=[{at: finish, op: block_off, target: B01}]")
    assert not any("already" in one for one in found)


def test_effects_come_in_the_order_of_their_dates():
    found = plan()
    days = [one.after_days for one in dated(found.document, found.level)]
    assert days == sorted(days)
    assert len(days) == sum(len(task.effects) for task in found.document.tasks)


def test_a_tie_is_found_from_either_side():
    tie = tie_between(site(), "M4", "M1")
    assert tie is not None
    assert tie.id == "TIE-14"
    assert tie_between(site(), "M1", "M3") is None
