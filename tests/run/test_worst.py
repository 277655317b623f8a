"""Worst values are not below any reading of the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.months import END_US, START_US, two_days
from twin import Changed, fork, open_run, resume
from twin.log import open_log
from twin.run.lineage import Where, open_member
from twin.run.times import iso
from twin.run.worst import worst_of
from twin.signals import catalogue
from twin.units import US_PER_H, US_PER_S

SPAN = (START_US, END_US)


def test_each_transformer_in_service_has_its_worst_with_its_instant() -> None:
    line = open_member(two_days())
    found, _ = worst_of(line, SPAN)
    assert [worst.id for worst in found if worst.is_main] == ["T1", "T2", "T3", "T4"]
    assert len(found) == 4 + sum(line.parts.pad_in_service)
    signals = catalogue(line.parts)
    for worst in found[:6]:
        for name, value, t_us in (
            ("load_pu", worst.load_pu, worst.load_us),
            ("hotspot_c", worst.hotspot_c, worst.hotspot_us),
        ):
            reading = signals[f"{worst.id}.{name}"].at(line.plant(Where(t_us)), t_us)
            assert reading == pytest.approx(value, rel=1e-6)


def test_no_fact_sees_a_main_hotter_than_its_worst() -> None:
    line = open_member(two_days())
    worst = {each.id: each for each in worst_of(line, SPAN)[0]}
    signals = catalogue(line.parts)
    facts_us = open_log(two_days()).columns().t_us
    hottest = max(
        signals["T3.hotspot_c"].at(line.plant(Where(t_us)), t_us) for t_us in facts_us[::40]
    )
    assert hottest <= worst["T3"].hotspot_c + 1e-9


def test_mains_have_a_share_of_the_losses() -> None:
    _, main_frac = worst_of(open_member(two_days()), SPAN)
    assert 0.2 < main_frac < 0.7


def test_without_samples_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twin.run.worst.samples", lambda *_: None)
    assert worst_of(open_member(two_days()), SPAN) == ([], 0.0)


def test_an_overload_of_seconds_between_two_samples_is_not_missed(tmp_path: Path) -> None:
    at_us = START_US + 36 * US_PER_H + 61 * US_PER_S
    drill = tmp_path / "drill"
    fork(two_days(), iso(at_us), drill, Changed(fail=["T1"]))
    resume(drill)
    summary = open_run(drill).summary()
    worst = {each.id: each for each in summary.worst}
    assert worst["T2"].load_pu > 1.1, "it takes both sides of the halls for five seconds"
    assert 0 <= worst["T2"].load_us - at_us < 10 * US_PER_S
