"""A fork shares the past, changes what it says, and else makes the very facts of its parent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.months import END_US, START_US, digest_of, two_days
from twin.errors import LogError, RequestError, TwinError
from twin.facts.control import OpenBreaker
from twin.luck import Luck
from twin.run.compare import diff
from twin.run.fork import Changed, fork
from twin.run.live import resume
from twin.run.reading import Filter, Run, open_run
from twin.units import US_PER_H

FORK_US = START_US + 30 * US_PER_H


def forked(out: Path, at_us: int = FORK_US, **change) -> Run:
    fork(two_days(), at_us, out, Changed(**change))
    resume(out)
    return open_run(out)


def instants() -> list[int]:
    """Ten anywhere, ten at facts, the first and the last."""
    facts_us = open_run(two_days()).line.reader.columns().t_us
    stream = Luck(3).stream("forks")
    anywhere = [START_US + int(f * (END_US - START_US)) for f in stream.uniforms(0, 10)]
    at_facts = [facts_us[int(f * len(facts_us))] for f in stream.uniforms(10, 10)]
    return [START_US, END_US, *anywhere, *at_facts]


def test_a_fork_without_change_makes_its_parents_facts_wherever_it_leaves(tmp_path: Path) -> None:
    expected = digest_of(two_days())
    for n, at_us in enumerate(instants()):
        run = forked(tmp_path / str(n), at_us)
        assert run.digest() == expected, f"forked at {at_us}"
        assert run.verify().faults == ()
        assert diff(open_run(two_days()), run).is_none


def test_a_fork_copies_nothing(tmp_path: Path) -> None:
    fork(two_days(), END_US, tmp_path / "f")
    assert open_run(tmp_path / "f").fact_count == open_run(two_days()).fact_count
    assert sum(path.stat().st_size for path in (tmp_path / "f").rglob("*")) < 40_000


def test_a_failed_transformer_is_an_operators_order_and_opens_its_breakers(tmp_path: Path) -> None:
    run = forked(tmp_path / "f", fail=["T1"])
    failed = next(run.facts(Filter(kind="TransformerFailed", subject="T1")))
    assert failed.t_us == FORK_US
    ordered = run.why(failed.seq)[-1]
    assert (ordered.kind, ordered.origin) == ("CommandAccepted", "operator")
    assert "operator ordered: fail T1" in ordered.words
    opened = run.facts(Filter(kind="BreakerOpened", start=FORK_US))
    assert {"T1-HV", "T1-LV"} <= {fact.subject for fact in opened}
    assert run.state(END_US, "T1").values["T1"]["power_w"] == 0.0
    assert run.state(FORK_US - 1, "T1").values["T1"]["power_w"] > 0.0


@pytest.mark.parametrize(
    ("sets", "kind"),
    [
        (["policies[price_curtailment].params.hold_min=60"], None),
        (["series.price={generate: {kind: constant, values: {price_usd_per_mwh: 900}}}"], "Price"),
        (["series.weather.generate.extra_k=6"], "Weather"),
        (["failures.asic_per_year=4"], None),
        (["seed=99"], "Price"),
    ],
)
def test_a_live_change_is_a_fact_at_the_fork_and_holds_from_there(
    tmp_path: Path, sets: list[str], kind: str | None
) -> None:
    run = forked(tmp_path / "f", sets=sets)
    changed = list(run.facts(Filter(kind="ParameterChanged")))
    assert [fact.t_us for fact in changed] == [FORK_US]
    assert changed[0].origin == "operator"
    assert sets[0].partition("=")[0] in changed[0].words
    assert run.digest() != digest_of(two_days())
    if kind is not None:
        restated = run.facts(Filter(kind=f"{kind}Changed", start=FORK_US, end=FORK_US))
        assert any(fact.seq > changed[0].seq for fact in restated)
    assert run.state(FORK_US).parameters
    assert not run.state(FORK_US - 1).parameters


def test_a_dropped_policy_lets_go_of_what_it_held(tmp_path: Path) -> None:
    parent = open_run(two_days())
    at_us = next(
        fact.t_us
        for fact in parent.facts(Filter(kind="RowsSlept", start=START_US + US_PER_H))
        if "held asleep by price_curtailment" in str(parent.state(fact.t_us).conditions)
    )
    run = forked(tmp_path / "f", at_us, policies=["none"])
    assert "held asleep by price" not in str(run.state(at_us + US_PER_H).conditions)
    assert not list(run.facts(Filter(kind="RowsSlept", start=at_us + US_PER_H)))


def test_a_longer_fork_goes_on_beyond_its_parents_end(tmp_path: Path) -> None:
    run = forked(tmp_path / "f", END_US, sets=["duration=50h"])
    assert run.span_us == (START_US, END_US + 2 * US_PER_H)
    assert run.fact_count > open_run(two_days()).fact_count


def test_orders_are_given_at_their_instants(tmp_path: Path) -> None:
    order = (FORK_US + US_PER_H, OpenBreaker("maintenance", "F04"))
    run = forked(tmp_path / "f", orders=[order])
    opened = next(run.facts(Filter(kind="BreakerOpened", subject="F04")))
    assert opened.t_us == FORK_US + US_PER_H


def test_a_stopped_fork_goes_on_to_the_same_facts(tmp_path: Path) -> None:
    change = {"sets": ["seed=99"], "fail": ["T2"]}
    through = forked(tmp_path / "through", **change)
    fork(two_days(), FORK_US, tmp_path / "halves", Changed(**change))
    recorded = open_run(tmp_path / "halves")
    assert recorded.span_us[1] == FORK_US
    resume(tmp_path / "halves")
    second = fork(tmp_path / "halves", FORK_US + 5 * US_PER_H, tmp_path / "again")
    resume(second)
    assert digest_of(tmp_path / "halves") == digest_of(second) == through.digest()


def test_a_fork_of_a_forks_past_leaves_the_grandparent(tmp_path: Path) -> None:
    forked(tmp_path / "f", sets=["seed=99"])
    fork(tmp_path / "f", FORK_US - US_PER_H, tmp_path / "g")
    resume(tmp_path / "g")
    assert digest_of(tmp_path / "g") == digest_of(two_days())


def test_everything_that_cant_change_in_mid_run_is_said_at_once(tmp_path: Path) -> None:
    sets = ["site.transformers[T1].z_pct=9", "start=2020-01-01T00:00:00Z"]
    sets.append("workload.jobs.generate.per_day_count=3")
    with pytest.raises(RequestError) as caught:
        fork(two_days(), FORK_US, tmp_path / "f", Changed(sets=sets, fail=["T9"]))
    paths = [fault.path for fault in caught.value.faults]
    assert paths == [*(text.partition("=")[0] for text in sets), "fail"]
    assert "built by facts" in str(caught.value)
    assert not (tmp_path / "f").exists()


def test_an_instant_outside_an_existing_folder_and_an_illegal_value_are_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(RequestError, match="outside the run"):
        fork(two_days(), END_US + 1, tmp_path / "f")
    with pytest.raises(RequestError, match="exists already"):
        fork(two_days(), FORK_US, tmp_path)
    with pytest.raises(TwinError, match="seed"):
        fork(two_days(), FORK_US, tmp_path / "f", Changed(sets=["seed=-1"]))
    with pytest.raises(LogError, match="not a run"):
        fork(tmp_path, FORK_US, tmp_path / "f")
