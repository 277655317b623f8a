"""What is foreseen happens, to the microsecond, if nothing else does."""

from __future__ import annotations

from twin.run.foresight import foreseen
from twin.run.lineage import Where, open_member
from twin.run.live import proceed
from twin.run.start import Wishes, create
from twin.units import US_PER_MIN


def test_a_limit_that_is_foreseen_is_met(tmp_path):
    folder = create("scene-t1-trips", tmp_path / "run", Wishes(span="4h"))
    proceed(folder)
    member = open_member(folder)
    at_us = member.start_us + 61 * US_PER_MIN
    ahead = foreseen(member.plant(Where(at_us)), at_us)
    assert ahead == sorted(ahead)
    assert all(one.t_us > at_us for one in ahead)
    told = [
        (t_us, subject)
        for facts in member.reader.chunks()
        for t_us, subject, kind in zip(facts.t_us, facts.subject, facts.kind, strict=True)
        if kind in ("AlarmRaised", "AlarmCleared") and t_us > at_us
    ]
    assert told
    soonest = next(one for one in ahead if "°C" in one.words)
    assert (soonest.t_us, soonest.asset) == told[0]


def test_repairs_are_foreseen(tmp_path):
    folder = create("scene-t1-trips", tmp_path / "run", Wishes(span="61m"))
    proceed(folder)
    member = open_member(folder)
    found = foreseen(member.plant(), member.reader.latest_us)
    assert any(one.asset == "T1" and one.words == "is repaired" for one in found)
