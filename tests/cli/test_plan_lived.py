"""The summary of a run under a plan says what the plan did."""

from __future__ import annotations

from twin.cli.plan_lived import plan_section
from twin.run.live import proceed
from twin.run.reading import open_run
from twin.run.start import Wishes, create


def test_a_run_under_a_plan_tells_its_steps_and_one_without_tells_nothing(tmp_path):
    start = "2028-07-31T07:00-05:00"
    wishes = Wishes(plan="w100-rev1", start=start, span="2h", sets=["events=[]"])
    proceed(create("heat-wave", tmp_path / "run", wishes))
    run = open_run(tmp_path / "run")
    told = plan_section(run, run.summary().end_us)
    run.close()
    assert told.startswith("plan W100-25, revision 1: ")
    assert "H1 was energised by A-L4, under load banks of 4.9 MW" in told
    assert "breach of V12: T2 carries 1.10 of 1.00 pu" in told


def test_a_run_without_a_plan_says_nothing_of_one(tmp_path):
    create("heat-wave", tmp_path / "run", Wishes(span="1h"))
    proceed(tmp_path / "run")
    run = open_run(tmp_path / "run")
    assert plan_section(run, run.summary().end_us) == ""
    run.close()
