"""The network of a plan: its order and its rings."""

from tests.plan.made import faults, network, plan
from twin.plan.network import Before, Wait, topological


def test_every_activity_stands_after_all_that_it_waits_for():
    for index, one in enumerate(plan().network.activities):
        assert all(wait.index < index for wait in one.waits)


def test_the_order_is_depth_first_from_the_top_of_the_document():
    waits = {"A": [Before("C")], "B": [], "C": [Before("D")], "D": []}
    assert topological(list(waits), waits) == ["D", "C", "A", "B"]


def test_a_ring_is_named_with_its_path():
    found = faults("tasks[NTP].links=[{pred: A-CIVIL}]")
    assert found == [
        "tasks[2]: closes a ring: NTP waits for A-CIVIL waits for DES-IFC waits for DES-60 "
        "waits for NTP"
    ]


def test_an_item_ordered_after_the_task_that_needs_it_is_a_ring():
    found = faults("procurement[A-SWG].order_after=A-MV")
    assert found == ["procurement[1]: closes a ring: A-MV waits for A-SWG waits for A-MV"]


def test_links_hold_a_moment_over_others_and_never_backwards():
    found = plan().network
    assert found.holds(("NTP", "finish"), ("C-ACC", "start"))
    assert found.holds(("A-USS", "finish"), ("A-ACC", "finish"))
    assert not found.holds(("C-ACC", "start"), ("NTP", "finish"))
    assert not found.holds(("A-GPU", "finish"), ("A-L5", "start"))


def test_what_starts_with_another_does_not_wait_for_its_finish():
    found = plan().network
    assert found.holds(("A-L3", "start"), ("A-OFF-B01", "start"))
    assert not found.holds(("A-L3", "finish"), ("A-OFF-B01", "finish"))


def test_a_lead_holds_nothing():
    found = network([[], [Wait(0, "FS", -1.0)]], [5.0, 5.0], [0, 0], 1)
    assert not found.holds(("T0", "finish"), ("T1", "start"))


def test_an_item_belongs_to_the_first_phase_that_needs_it():
    found = plan().network
    assert found.activities[found.index_of["PER-BLD"]].phase_index == 0
    assert found.activities[found.index_of["RINGSWG"]].phase_index == 2


def test_planned_days_are_modes_and_round_up_on_demand():
    found = plan().network
    at = found.index_of["A-OFF-B01"]
    assert found.planned_days()[at] == 10.5
    assert found.planned_days(whole=True)[at] == 11.0
