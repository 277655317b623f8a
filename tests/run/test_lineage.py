"""State is the fold of the facts: live, from any keyframe, from the start, across forks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.months import END_US, START_US, made, two_days
from twin.facility import Plant
from twin.facility.snapshot import restored, snapshot
from twin.facts import decode
from twin.luck import Luck
from twin.run import recorder as recording
from twin.run.fork import Changed, fork
from twin.run.lineage import Where, fold, open_member, settled, stretches
from twin.run.live import proceed, resume
from twin.run.seam import hand_over
from twin.units import US_PER_H


def test_folding_the_log_gives_the_live_state_to_the_last_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live: dict[int, bytes] = {}
    whole = recording.Recorder.after

    def after(self: recording.Recorder, t_us: int) -> None:
        whole(self, t_us)
        assert self._plant is not None
        if self.last_seq % 7 == 0:
            live[self.last_seq] = snapshot(self._plant)

    monkeypatch.setattr(recording.Recorder, "after", after)
    proceed(made(tmp_path / "r", "1d"))
    member = open_member(tmp_path / "r")
    plant = Plant(member.parts, member.start_us)
    facts = member.reader.columns()
    checked = 0
    for place, seq in enumerate(facts.seq):
        fold(plant, facts.between(place, place + 1))
        ends = place + 1 == len(facts) or facts.t_us[place + 1] != facts.t_us[place]
        if ends and seq in live:
            assert snapshot(plant) == live[seq], f"after fact {seq}"
            checked += 1
    assert checked > 100


def test_a_keyframe_and_the_facts_after_it_give_what_the_whole_log_gives() -> None:
    member = open_member(two_days())
    keyframes = {
        member.reader.nearest_keyframe(START_US + hour * US_PER_H) for hour in range(1, 48)
    } - {None}
    assert len(keyframes) >= 5
    for frac in Luck(2).stream("instants").uniforms(0, 12):
        t_us = START_US + int(frac * (END_US - START_US))
        plant = Plant(member.parts, member.start_us)
        for facts in member.reader.chunks():
            fold(plant, facts, t_us)
        assert snapshot(member.plant(Where(t_us))) == snapshot(plant)


def test_a_restored_snapshot_is_the_same_snapshot() -> None:
    member = open_member(two_days())
    for hour in (1, 17, 40):
        state = snapshot(member.plant(Where(START_US + hour * US_PER_H)))
        assert snapshot(restored(member.parts, state)) == state


def test_what_holds_during_an_instant_only_is_forgotten() -> None:
    member = open_member(two_days())
    plant = member.plant(Where(START_US + 5 * US_PER_H))
    assert (plant.take_repaced(), plant.take_stopped(), plant.take_accepted()) == ([], [], [])
    assert plant.touched == 0
    assert settled(plant) is plant


def test_a_no_op_fact_changes_nothing_after_it() -> None:
    member = open_member(two_days())
    facts = member.reader.columns(1, 1500)
    plain, noted = (Plant(member.parts, member.start_us) for _ in range(2))
    for place, seq in enumerate(facts.seq):
        kind, subject = facts.kind[place], facts.subject[place]
        fact = decode(kind, facts.value[place], facts.body[place])
        for plant in (plain, noted):
            plant.apply(facts.t_us[place], seq, subject, fact)
        if place % 50 == 0:
            told = facts.t_us[place] + 1
            weather = noted.market
            same = decode(
                "WeatherChanged",
                weather.dry_bulb_c,
                f'{{"relative_humidity_frac":{weather.relative_humidity_frac!r},'
                f'"pressure_pa":{weather.pressure_pa!r}}}',
            )
            later = place + 1 == len(facts) or facts.t_us[place + 1] > told
            if later:
                noted.apply(told, seq, member.parts.site_id, same)
    noted.t_us = plain.t_us
    noted.last_seq = plain.last_seq
    assert snapshot(noted) == snapshot(plain)


@pytest.fixture(scope="module")
def reseeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("forks") / "reseeded"
    fork(two_days(), START_US + 30 * US_PER_H, out, Changed(sets=["seed=99"]))
    resume(out)
    return out


def test_the_past_of_a_fork_is_its_parents_and_each_part_folds_with_its_own_luck(
    reseeded: Path,
) -> None:
    member, parent = open_member(reseeded), open_member(two_days())
    assert member.has_seam
    fork_us = START_US + 30 * US_PER_H
    before = Where(fork_us - 1)
    assert snapshot(member.plant(before)) == snapshot(parent.plant(before))
    plant = hand_over(parent.plant(Where(fork_us)), member.parts, fork_us)
    for facts in member.reader.chunks(member.manifest.base_seq + 1):
        fold(plant, facts)
    assert snapshot(member.plant()) == snapshot(plant)


def test_replay_goes_through_every_fact_once_and_ends_at_the_state(reseeded: Path) -> None:
    member = open_member(reseeded)
    seen, plant = 0, None
    for plant, facts in member.replay():
        fold(plant, facts)
        seen += len(facts)
    assert seen == member.reader.last_seq
    assert plant is not None
    assert snapshot(plant) == snapshot(member.plant())


def test_stretches_say_who_owns_which_facts(reseeded: Path) -> None:
    member = open_member(reseeded)
    base_seq, last_seq = member.manifest.base_seq, member.reader.last_seq
    found = [(first, last) for _, first, last in stretches(member, last_seq)]
    assert found == [(1, base_seq), (base_seq + 1, last_seq)]
    assert len(stretches(member, base_seq)) == 1


def test_the_owner_of_an_instant_is_the_run_whose_luck_held_then(reseeded: Path) -> None:
    member = open_member(reseeded)
    fork_us = START_US + 30 * US_PER_H
    assert member.owner_at(fork_us) is member
    assert member.owner_at(fork_us - 1) is member.parent
    member.close()
