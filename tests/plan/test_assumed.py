"""What nobody stands behind is named, unless the plan says it itself."""

from tests.plan.made import plan
from twin.plan.assumed import assumptions


def names(*sets):
    return [name for name, _ in assumptions(plan(*sets).document)]


def test_what_the_plan_gives_itself_is_no_assumption():
    assert "finance.wacc_frac" not in names()
    assert "finance.escalation_frac" in names()
    assert "finance.escalation_frac" not in names("finance.escalation_frac=0.03")
