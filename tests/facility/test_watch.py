"""The watch finds the crossings that a search at every change would find."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.transformers import HOUR, MIN, S, family
from tests.plants import Story, small_parts
from twin.devices.transformer_limits import STAGE_DOWN, STAGE_UP
from twin.facility import plant as plant_module
from twin.facility.watch import Watch

MAIN = {"mva_max": 25.0, "mva_onan": 15.0, "cooling": "onaf"}
PAD = {"mva_max": 2.5, "cooling": "onan"}


class Driven:
    """Units under random loads and air, their crossings taken as the watch gives them."""

    def __init__(self, *tiers, specs=(MAIN, PAD)):
        self.one = family(*specs, ambient_c=20.0)
        self.ratings_va = [spec["mva_max"] * 1e6 for spec in specs]
        for i, rating_va in enumerate(self.ratings_va):
            self.one.settle(i, 0, 0.6 * rating_va)
        self.watch = Watch(self.one, *tiers)
        self.met = []
        self.looks = 0

    def until(self, t_us):
        """Let all that comes before an instant happen."""
        now = 0
        while (due := self.watch.next_us(now)) is not None and due <= t_us:
            now = due
            self.looks += 1
            for i, crossing in self.watch.reached(now):
                self.met.append((now, i, crossing.limit, crossing.direction, crossing.after_us))
                self.one.cross(i, now, crossing.limit, crossing.direction)
                if crossing.limit in (STAGE_UP, STAGE_DOWN):
                    self.one.set_stage(i, now, self.one.called_stage[i])
                self.watch.doubt(i)

    def load(self, t_us, i, load_va):
        self.watch.set_load(i, t_us, load_va)
        if not self.watch.low_va[i] <= load_va <= self.watch.high_va[i]:
            self.watch.stale.append(i)
        self.watch.next_us(t_us)

    def air(self, t_us, ambient_c):
        self.one.ambient.set_ambient(t_us, ambient_c)
        self.watch.air_changed(ambient_c)
        self.watch.next_us(t_us)


def live(driven, seed, change_count):
    """The same random life for every watch."""
    luck = random.Random(seed)
    now = 0
    for _ in range(change_count):
        now += luck.randrange(1, luck.choice((MIN, 20 * MIN, 2 * HOUR)))
        driven.until(now)
        if luck.random() < 0.2:
            driven.air(now, luck.uniform(-5.0, 42.0))
        else:
            i = luck.randrange(2)
            swing = luck.choice((0.02, 0.3))
            past = driven.one.load_va[i] / driven.ratings_va[i]
            load_pu = min(1.3, max(0.0, past + luck.uniform(-swing, swing)))
            driven.load(now, i, load_pu * driven.ratings_va[i])
    return driven


@given(st.integers(0, 10_000))
def test_with_and_without_certificates_the_same_limits_are_met_to_the_last_bit(seed):
    certified, searched = live(Driven(), seed, 60), live(Driven(()), seed, 60)
    assert certified.met == searched.met
    assert certified.one.snapshot() == searched.one.snapshot()


def test_a_life_near_the_limits_meets_many_of_them():
    assert sum(len(live(Driven(), seed, 200).met) for seed in range(5)) > 20


def test_a_watch_begun_anew_at_any_instant_meets_the_same():
    whole = live(Driven(), 7, 200)
    renewed = Driven()
    luck, count = random.Random(3), 0
    load = renewed.load

    def load_and_forget(t_us, i, load_va):
        nonlocal count
        load(t_us, i, load_va)
        if luck.random() < 0.3:
            count += 1
            renewed.watch = Watch(renewed.one)
            renewed.watch.next_us(t_us)

    renewed.load = load_and_forget
    assert live(renewed, 7, 200).met == whole.met
    assert count > 10


def test_asking_again_changes_nothing():
    driven = live(Driven(), 5, 50)
    now = driven.one.ambient.anchor_us[0] + 100 * HOUR
    first = driven.watch.next_us(now)
    assert [driven.watch.next_us(now) for _ in range(3)] == [first] * 3


def test_small_changes_of_load_within_the_range_need_no_look():
    driven = Driven()
    driven.watch.next_us(0)
    load_va = driven.one.load_va[1]
    for k in range(50):
        driven.watch.set_load(1, k * S, load_va * (1.0 + 0.001 * k))
        assert driven.watch.low_va[1] <= driven.one.load_va[1] <= driven.watch.high_va[1]


def test_a_unit_in_doubt_is_looked_at_whatever_its_load():
    driven = Driven()
    driven.watch.next_us(0)
    driven.watch.doubt(0)
    assert driven.watch.stale == [0]
    assert driven.watch.low_va[0] > driven.watch.high_va[0]
    driven.watch.next_us(0)
    assert driven.watch.stale == []
    assert driven.watch.low_va[0] <= driven.one.load_va[0] <= driven.watch.high_va[0]


def test_only_air_outside_the_range_makes_units_stale():
    driven = Driven()
    driven.watch.next_us(0)
    driven.watch.air_changed(20.1)
    assert driven.watch.stale == []
    driven.watch.air_changed(80.0)
    assert driven.watch.stale == [0, 1]


def test_a_certificate_that_ends_only_makes_its_unit_stale():
    driven = Driven()
    driven.load(0, 0, 24e6)
    found = []
    for _ in range(1000):
        due = driven.watch.next_us(0)
        found = driven.watch.reached(due)
        if found:
            break
        assert driven.watch.stale
        driven.watch.next_us(due)
    assert found[0][1].limit == STAGE_UP
    assert found[0][1].t_us == driven.one.next_crossing(0, 0).t_us


@pytest.mark.parametrize("seed", [1, 2])
def test_a_plant_tells_the_same_facts_with_and_without_certificates(seed, monkeypatch):
    luck = random.Random(seed)
    story = Story(
        parts=small_parts(seed=seed),
        weather=[(float(h), luck.uniform(15.0, 42.0)) for h in range(36)],
        price=[(0.25 * k, luck.choice((30.0, 60.0, 300.0))) for k in range(144)],
    )
    certified = story.told(36.0).said
    monkeypatch.setattr(plant_module, "Watch", lambda one: Watch(one, ()))
    assert story.told(36.0).said == certified
    assert {"CoolingStageChanged", "RowsSlept"} <= {one.kind for one in certified}
