"""A plan's tables."""

from itertools import pairwise

from tests.plan.made import plan
from twin.cli import plan_tables


def test_a_plan_without_a_breach_says_so():
    text = plan_tables.breach_text(plan(), [])
    assert text.startswith("W100-25 revision 2: valid, no breach")
    assert plan().site.digest in text


def test_plants_with_the_same_losses_are_told_once():
    found = plan_tables.contingency_records(plan())
    keys = [(one["since"], one["lost"]) for one in found]
    assert len(keys) == len(set(keys))
    by_day: dict[str, list[object]] = {}
    for one in found:
        by_day.setdefault(str(one["since"]), []).append({**one, "since": ""})
    plants = list(by_day.values())
    assert all(before != after for before, after in pairwise(plants))


def test_every_activity_has_both_dates_and_a_float():
    record = plan_tables.schedule_record(plan())
    assert len(record["activities"]) == len(plan().network.activities)
    assert min(one["float_days"] for one in record["activities"]) == 0.0
