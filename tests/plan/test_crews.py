"""Demand for crews over time."""

from tests.plan.made import network, plan
from twin.plan.crews import crew_peaks, crew_steps
from twin.plan.network import Wait
from twin.plan.schedule import earliest


def test_demand_rises_and_falls_with_the_tasks():
    found = earliest(network([[], [Wait(0, "SS", 2.0)]], [5.0, 6.0], [3, 2], 4))
    assert crew_steps(found) == {"CREW": [(0.0, 3), (2.0, 5), (5.0, 2), (8.0, 0)]}


def test_the_peak_names_who_wants_the_crew_then():
    found = earliest(network([[], [Wait(0, "SS", 2.0)]], [5.0, 6.0], [3, 2], 4))
    (peak,) = crew_peaks(found)
    assert (peak.count, peak.capacity_count, peak.tasks) == (5, 4, ("T0", "T1"))


def test_a_crew_that_nobody_wants_has_no_peak():
    assert list(crew_peaks(earliest(network([[]], [5.0], [0], 4)))) == []


def test_electricians_of_the_tutorial_peak_at_84():
    peaks = {one.resource: one.count for one in crew_peaks(plan().early)}
    assert peaks["ELEC"] == 84
