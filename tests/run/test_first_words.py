"""The first words of a fork are said once, and only when there is something to say."""

from __future__ import annotations

from pathlib import Path

from tests.run.months import START_US, two_days
from twin.run.first_words import first_words, restated_series
from twin.run.fork import Changed, fork
from twin.run.lineage import Where, open_member
from twin.units import US_PER_H

FORK_US = START_US + 30 * US_PER_H


def member_of(out: Path, **change):
    fork(two_days(), FORK_US, out, Changed(**change))
    return open_member(out)


def test_an_unchanged_fork_restates_and_says_nothing(tmp_path: Path) -> None:
    member = member_of(tmp_path / "f")
    assert restated_series(member) == set()
    assert first_words(member, member.plant(Where(FORK_US))) == []


def test_a_changed_series_is_restated_alone(tmp_path: Path) -> None:
    member = member_of(tmp_path / "f", sets=["series.weather.generate.extra_k=6"])
    assert restated_series(member) == {"weather"}


def test_a_changed_seed_restates_every_made_up_series(tmp_path: Path) -> None:
    member = member_of(tmp_path / "f", sets=["seed=99"])
    made_up = {"weather", "price", "btc_price", "fees", "difficulty", "inference"}
    assert restated_series(member) == made_up


def test_values_are_said_as_json(tmp_path: Path) -> None:
    member = member_of(tmp_path / "f", sets=["title=a drill", "failures.asic_per_year=4"])
    words = first_words(member, member.plant(Where(FORK_US)))
    assert [fact.value_json for _, fact in words] == ['"a drill"', "4"]
