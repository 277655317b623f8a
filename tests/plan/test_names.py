"""Ids of a plan."""

import pytest

from tests.plan.made import examined, faults

DANGLING = {
    "tasks[A-MV].links=[{pred: A-CIVL}]": "tasks[7].links[0].pred: names a task",
    "tasks[A-MV].needs_items=[A-SWX]": "tasks[7].needs_items[0]: names a item",
    "tasks[A-CIVIL].needs_permits=[PER]": "tasks[5].needs_permits[0]: names a permit",
    "tasks[A-MV].resources=[{resource: ELEX, qty: 1}]": "tasks[7].resources[0].resource: names",
    "tasks[A-MV].phase=P9": "tasks[7].phase: names a phase",
    "procurement[A-SWG].order_after=NOPE": "procurement[1].order_after: names a task",
    "permits[PER-BLD].apply_after=NOPE": "permits[0].apply_after: names a task",
    "halls[H1].area=PAD-Z": "halls[0].area: names a area",
    "phases[P1].contract=COLO-9": "phases[0].contract: names a contract",
    "ancillary[AS-1].blocks=[B99]": "ancillary[0].blocks[0]: names a block",
    "risks[R-GPU].on=[Z-GPU]": "risks[0].on[0]: names a task or item",
    "triggers[TR-1].then=['hold:A-OFF-B09']": "triggers[0].when: names a task or item",
}


@pytest.mark.parametrize(("change", "said"), DANGLING.items())
def test_a_dangling_id_is_named_where_it_stands(change, said):
    found = faults(change)
    assert len(found) == 1
    assert found[0].startswith(said)
    assert found[0].endswith("that is not there")


def test_a_dangling_id_brings_the_nearest_names_and_no_long_list():
    (fault,) = examined("tasks[A-MV].links=[{pred: A-CIVL}]")[1]
    assert fault.remedy == 'did you mean "A-CIVIL"?'
    assert fault.allowed.endswith("more")
    assert fault.allowed.count(",") <= 5


def test_an_id_given_twice_is_named_with_the_line_of_the_first():
    found = faults("procurement[A-SWG].id=A-MV")
    assert any("is the id of another entry, at line" in one for one in found)


def test_an_effect_on_what_the_site_does_not_have_is_named():
    found = faults("tasks[A-L4].effects=[{at: start, op: block_off, target: B77}]")
    assert "tasks[15].effects[0].target: names a block that is not there" in found
