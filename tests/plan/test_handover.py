"""Which task hands a phase over."""

from tests.plan.made import plan


def test_the_start_of_its_contract_hands_a_phase_over():
    assert [(one.phase, one.task) for one in plan().handovers] == [
        ("P1", "A-ACC"),
        ("P2", "B-ACC"),
        ("P3", "C-ACC"),
    ]


def test_a_phase_without_a_contract_ends_with_its_last_task():
    sets = ("phases[P3].contract=null", "tasks[C-ACC].effects=[]")
    assert [one.task for one in plan(*sets).handovers][-1] == "C-ACC"
