"""A run answers for any instant it covers, and says plainly what it can't answer."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.run.months import END_US, NOON_US, START_US, made, two_days
from twin.errors import LogError, RequestError
from twin.run.reading import Filter, Run, open_run
from twin.units import US_PER_H


@pytest.fixture(scope="module")
def run() -> Run:
    return open_run(two_days())


def test_a_run_covers_its_scenario_from_start_to_end(run: Run) -> None:
    assert run.span_us == (START_US, END_US)
    assert run.tz == "America/Chicago"
    assert run.manifest.title.startswith("Thirty summer days")


def test_state_can_be_asked_in_local_time(run: Run) -> None:
    state = run.state("2026-07-01T12:00-05:00", "T1")
    assert state.t_us == NOON_US
    assert set(state.values) == {"T1"}
    assert 20.0 < state.values["T1"]["top_oil_c"] <= state.values["T1"]["hotspot_c"] < 140.0


@pytest.mark.parametrize("at_us", [START_US - 1, END_US + 1])
def test_an_instant_outside_names_the_covered_span(run: Run, at_us: int) -> None:
    with pytest.raises(RequestError, match="2026-07-01T00:00:00-05:00 to 2026-07-03T00:00:00"):
        run.state(at_us)


def test_state_as_known_earlier_stands_at_the_last_fact_known_then(run: Run) -> None:
    known = run.state(NOON_US, as_known=START_US + US_PER_H)
    early = run.state(START_US + US_PER_H)
    assert known.seq == early.seq < run.state(NOON_US).seq
    assert known.values["site"] == early.values["site"]


def test_every_fact_can_be_asked_why(run: Run) -> None:
    for fact in run.facts(Filter(limit_count=60)):
        chain = run.why(fact.seq)
        assert chain[0] == fact
        assert all(cause.seq < told.seq for told, cause in pairwise(chain))


def test_facts_are_filtered_by_kind_subject_window_and_number(run: Run) -> None:
    wanted = Filter(kind="PriceChanged", start=NOON_US, end=NOON_US + US_PER_H)
    prices = list(run.facts(wanted))
    assert [fact.kind for fact in prices] == ["PriceChanged"] * len(prices)
    assert prices[0].t_us >= NOON_US
    assert prices[-1].t_us <= NOON_US + US_PER_H
    assert 8 <= len(prices) <= 13
    assert len(list(run.facts(Filter(subject="H1", limit_count=3)))) == 3
    assert [fact.seq for fact in run.facts(Filter(limit_count=2))] == [1, 2]
    assert sum(1 for _ in run.facts()) == run.fact_count


def test_an_unknown_kind_is_refused_with_the_known_ones(run: Run) -> None:
    with pytest.raises(RequestError, match="PriceChanged"):
        list(run.facts(Filter(kind="PriceChange")))


def test_why_walks_from_a_fact_to_its_root(run: Run) -> None:
    slept = next(run.facts(Filter(kind="RowsSlept")))
    chain = run.why(slept.seq)
    assert [fact.kind for fact in chain[:2]] == ["RowsSlept", "CommandAccepted"]
    assert chain[-1].cause is None
    seqs = [fact.seq for fact in chain]
    assert seqs == sorted(seqs, reverse=True)
    assert all(fact.words for fact in chain)


@pytest.mark.parametrize("seq", [0, 10**9])
def test_a_fact_that_is_not_there_is_refused(run: Run, seq: int) -> None:
    with pytest.raises(RequestError, match="no fact"):
        run.fact(seq)


def test_causes_come_before_what_they_cause(run: Run) -> None:
    assert all(fact.cause is None or fact.cause < fact.seq for fact in run.facts())


def test_signals_over_the_whole_run_come_from_samples(run: Run) -> None:
    chart = run.signals(["site.import_w", "T1.hotspot_c"], points=100)
    assert not chart.exact
    assert chart.units == ("W", "°C")
    assert len(chart.t_us) <= 100
    assert (chart.minimum <= chart.maximum).all()


def test_unknown_signals_are_all_named_with_the_nearest(run: Run) -> None:
    with pytest.raises(RequestError, match=r"T1\.hotspot_c") as caught:
        run.signals(["T1.hot_spot_c", "nothing"])
    assert len(caught.value.faults) == 2


def test_a_window_that_ends_before_it_starts_is_refused(run: Run) -> None:
    with pytest.raises(RequestError, match="empty"):
        run.signals(["site.import_w"], NOON_US, START_US)


def test_digest_verify_and_refresh_answer(run: Run) -> None:
    assert len(run.digest()) == 64
    assert run.digest(10) != run.digest()
    assert run.verify().faults == ()
    assert run.refresh() == run.fact_count


def test_a_run_that_has_not_begun_covers_its_start(tmp_path: Path) -> None:
    fresh = open_run(made(tmp_path / "fresh"))
    assert fresh.span_us == (START_US, START_US)
    assert fresh.fact_count == 0
    fresh.close()


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="not a run"):
        open_run(tmp_path)
