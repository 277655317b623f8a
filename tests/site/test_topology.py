"""The site starts as a fed tree with nothing in parallel, or is refused."""

from __future__ import annotations

from math import sqrt

import pytest

from tests.site.small import faults, places, site
from twin.site.topology import fault_level_ka

CLOSED = ("between: [M1, M2]}", "between: [M1, M2], closed: true}")
TIES = (
    ("between: [M2, M3], in_service: false", "between: [M2, M3], closed: true"),
    ("between: [M1, M3], in_service: false", "between: [M1, M3], closed: true"),
    ("kv: 13.8, short_circuit_ka: 25, in_service: false", "kv: 13.8, short_circuit_ka: 25"),
)


def test_three_closed_ties_in_a_ring_are_a_loop_told_at_the_last() -> None:
    found = places(CLOSED, *TIES)
    assert ("ties[2].closed", "closes a loop: M1 and M3 are joined already") in found


def test_the_same_ring_out_of_service_is_no_loop() -> None:
    assert faults((CLOSED[0], CLOSED[1].replace("true}", "true, in_service: false}"))) == []


def test_a_tie_that_starts_closed_between_live_units_is_refused() -> None:
    (fault,) = faults(CLOSED)
    assert (fault.path, fault.what) == ("ties[0].closed", "puts T1, T2 in parallel")
    assert "parallel_allowed" in fault.remedy


def test_a_tie_allowed_to_parallel_is_not() -> None:
    assert faults((CLOSED[0], CLOSED[1].replace("true}", "true, parallel_allowed: true}"))) == []


def test_a_closed_tie_may_feed_a_bus_that_has_no_unit() -> None:
    assert faults(CLOSED, ("bus: M2}", "bus: M2, in_service: false}")) == []


def test_two_units_on_one_bus_need_its_leave() -> None:
    both = ("bus: M2}", "bus: M1}")
    spare = (
        "- {id: M2, kv: 13.8, short_circuit_ka: 25}",
        "- {id: M2, kv: 13.8, short_circuit_ka: 25}",
    )
    found = places(both, CLOSED, spare)
    assert ("transformers[1].bus", "puts T1, T2 in parallel on M1") in found
    leave = ("{id: M1, kv: 13.8,", "{id: M1, kv: 13.8, parallel_allowed: true,")
    assert places(both, CLOSED, leave) == []


def test_a_bus_that_nothing_feeds_is_told() -> None:
    found = places(("bus: M2}", "bus: M2, in_service: false}"))
    assert found == [("buses[1]", "is fed by nothing")]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (
            "{id: F1, bus: M1, rated_a: 400}",
            "{id: F1, bus: M1, rated_a: 400, in_service: false}",
            "blocks[0].feeder",
        ),
        ("{id: F1, bus: M1", "{id: F1, bus: M3", "feeders[0].bus"),
        ("model: main-25, bus: M2", "model: main-25, bus: M3", "transformers[1].bus"),
    ],
)
def test_what_is_in_service_hangs_on_something_that_is(old: str, new: str, path: str) -> None:
    assert (path, "is not in service, but this is") in places((old, new))


def test_a_hall_needs_one_live_feed() -> None:
    one = ("{id: FA, bus: M1, rated_a: 400}", "{id: FA, bus: M1, rated_a: 400, in_service: false}")
    other = ("rated_mva: 10}", "rated_mva: 10, in_service: false}")
    assert faults(one) == []
    assert ("halls[0].feeds", "is not in service, but this is") in places(one, other)


def test_a_block_on_a_halls_feeder_is_told() -> None:
    found = places(("feeder: F1\n", "feeder: FA\n"))
    assert ("halls[0].feeds[0].feeder", "carries the block B1 too") in found


def test_promised_redundancy_needs_two_feeders() -> None:
    second = (
        "  - {feeder: FB, unit_transformers: {model: pad-3500, parallel_count: 2}}\n",
        "",
    )
    assert places(second) == [("halls[0].feeds", "are too few for N+1")]
    assert places(second, ("other_it_kw", "redundancy: N\n  other_it_kw")) == []
    assert ("halls[0].feeds[1].feeder", "is given twice") in places(("feeder: FB", "feeder: FA"))


def test_the_fault_level_is_that_of_grid_and_units_in_series() -> None:
    small = site()
    one_mva = 25.0 / 0.085
    behind_mva = 1.0 / (1.0 / 4000.0 + 1.0 / one_mva)
    level_ka = fault_level_ka(small.document, [small.transformers[0]], 13.8)
    assert level_ka == pytest.approx(behind_mva / (sqrt(3.0) * 13.8), rel=1e-12)
    assert level_ka == pytest.approx(11.46, abs=0.01)
    assert fault_level_ka(small.document, [], 13.8) == 0.0


def test_a_bus_too_weak_for_its_fault_current_is_told_with_the_current() -> None:
    (fault,) = faults(
        ("{id: M1, kv: 13.8, short_circuit_ka: 25}", "{id: M1, kv: 13.8, short_circuit_ka: 11}")
    )
    assert fault.path == "buses[0].short_circuit_ka"
    assert (fault.value, fault.allowed) == ("11 kA", "at least 11.5 kA")
