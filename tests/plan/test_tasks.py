"""Tasks, phases, halls and areas: ranges that a document must keep to."""

import pytest
from pydantic import ValidationError

from twin.plan.tasks import Area, Crew, Effect, Link, PlannedOutage, Task


def test_a_task_without_a_duration_is_a_moment():
    task = Task(id="NTP", phase="P1", kind="milestone")
    assert task.duration_days.planned == 0.0


def test_a_link_is_finish_to_start_unless_it_says_otherwise():
    assert Link(pred="A").type == "FS"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Crew(resource="ELEC", qty=0),
        lambda: PlannedOutage(assets=(), hours=8),
        lambda: PlannedOutage(assets=("M1",), hours=8, start_hour=24),
        lambda: Area(id="A", area_m2=0.0, floor_kpa=1.0),
        lambda: Effect(at="start", op="explode", target="B01"),  # type: ignore[arg-type]
        lambda: Link(pred="A", lag_days=1e9),
    ],
)
def test_a_value_out_of_range_is_refused(make):
    with pytest.raises(ValidationError):
        make()
