"""A steered run is a run: paced, stepped and told what to do, its log is whole and goes on."""

from __future__ import annotations

from dataclasses import asdict

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.run.months import START_US, made
from twin.facility.snapshot import snapshot
from twin.facts.control import CommandAccepted, CommandRefused, FailTransformer, OpenTie
from twin.facts.operator import HoldDryBulb, HoldFacilityWater, OperatorNoted, ReleaseFacilityWater
from twin.log import digest, open_log
from twin.run.conduct import Conductor
from twin.run.lineage import open_member
from twin.run.live import proceed, resume
from twin.run.reading import open_run
from twin.run.start import Wishes, create
from twin.units import US_PER_S


def test_time_goes_at_the_pace_and_waits_when_told(tmp_path):
    conductor = Conductor(made(tmp_path / "run", "6h"))
    conductor.play(10.0, 600.0)
    conductor.advance(11.5)
    assert conductor.reached_us == START_US + 900 * US_PER_S
    conductor.pause()
    conductor.advance(20.0)
    assert conductor.reached_us == START_US + 900 * US_PER_S
    conductor.play(20.0, 60.0)
    conductor.advance(21.0)
    assert conductor.reached_us == START_US + 960 * US_PER_S
    conductor.close()


def test_steps_stop_at_facts(tmp_path):
    conductor = Conductor(made(tmp_path / "run", "6h"))
    before = conductor.last_seq
    conductor.step(2)
    assert conductor.last_seq >= before + 2
    assert conductor.plant.t_us == conductor.reached_us
    conductor.close()


def test_paced_or_not_the_facts_are_the_same(tmp_path):
    proceed(made(tmp_path / "fast", "6h"))
    conductor = Conductor(made(tmp_path / "paced", "6h"))
    conductor.play(0.0, 3600.0)
    now_s = 0.0
    while not conductor.is_complete:
        now_s += 0.033
        conductor.advance(now_s)
        conductor.flush()
    conductor.close()
    assert digest(open_log(tmp_path / "paced")) == digest(open_log(tmp_path / "fast"))


def test_deeds_are_facts_that_are_acknowledged_at_once(tmp_path):
    conductor = Conductor(made(tmp_path / "run", "6h"))
    done = conductor.do(
        [
            FailTransformer("a drill", "T1"),
            OpenTie("why not", "TIE-14"),
            ("T2", OperatorNoted("x", "me")),
        ]
    )
    assert [type(one.fact) for one in done] == [CommandAccepted, CommandRefused, OperatorNoted]
    run = open_run(tmp_path / "run")
    assert [run.fact(one.seq).kind for one in done] == [type(one.fact).__name__ for one in done]
    assert "T1" in conductor.plant.failed_units
    assert run.fact_count == conductor.last_seq
    conductor.close()


@settings(max_examples=4)
@given(st.lists(st.integers(min_value=1, max_value=5_000), min_size=1, max_size=3))
def test_the_log_of_a_steered_run_folds_to_its_plant_and_goes_on(tmp_path_factory, waits_s):
    folder = made(tmp_path_factory.mktemp("steered") / "run", "6h")
    conductor = Conductor(folder)
    now_s = 0.0
    conductor.play(now_s, 1.0)
    for n, wait_s in enumerate(waits_s):
        now_s += wait_s
        conductor.advance(now_s)
        site = conductor.plant.parts.site_id
        conductor.do(
            [HoldDryBulb("what if", site, 30.0 + n), FailTransformer("a drill", "B04-U1", 60.0)]
        )
    conductor.flush()
    live = snapshot(conductor.plant)
    assert snapshot(open_member(folder).plant()) == live
    conductor.close()
    outcome = resume(folder)
    assert outcome.is_complete
    assert open_run(folder).verify().faults == ()
    assert asdict(outcome)["fact_count"] == open_run(folder).fact_count


def test_a_supply_that_was_set_holds_after_a_resume_and_is_refused_outside_its_range(tmp_path):
    folder = create("scene-coolers", tmp_path / "set", Wishes(span="3h"))
    conductor = Conductor(folder)
    conductor.play(0.0, 600.0)
    conductor.advance(3.0)
    asked = [
        HoldFacilityWater("a warm week", "H1-COOL", 38.0),
        HoldFacilityWater("too warm", "H1-COOL", 70.0),
        HoldFacilityWater("where", "H9-COOL", 30.0),
        ReleaseFacilityWater("nothing set", "H2-COOL"),
    ]
    facts = [one.fact for one in conductor.do(asked)]
    assert [type(fact).__name__ for fact in facts] == ["CommandAccepted", *["CommandRefused"] * 3]
    assert [fact.why for fact in facts[1:]] == [
        "70 °C is not from 16 to 45 °C",
        "there is no cooling plant H9-COOL of a hall in service",
        "H2-COOL holds what its document says already",
    ]
    conductor.flush()
    assert snapshot(open_member(folder).plant()) == snapshot(conductor.plant)
    conductor.close()
    assert resume(folder).is_complete
    ended = open_member(folder).plant()
    assert [one.set_c for one in ended.loops.switches] == [38.0, None, None]
    assert ended.loops.stages["fans"].up_c[0] == 38.0
