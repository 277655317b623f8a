"""What is foreseen happens, to the microsecond, if nothing else does."""

from __future__ import annotations

from tests.run.months import two_days
from twin.run.foresight import foreseen
from twin.run.lineage import Where, open_member
from twin.run.live import proceed
from twin.run.start import Wishes, create


def test_a_limit_that_is_foreseen_is_met():
    member = open_member(two_days())
    alarms = [
        (t_us, subject)
        for facts in member.reader.chunks()
        for t_us, subject, kind in zip(facts.t_us, facts.subject, facts.kind, strict=True)
        if kind in ("AlarmRaised", "AlarmCleared")
    ]
    assert len(alarms) > 3
    for t_us, subject in alarms:
        ahead = foreseen(member.plant(Where(t_us - 1)), t_us - 1)
        assert ahead == sorted(ahead)
        assert (ahead[0].t_us, ahead[0].asset) == (t_us, subject)
        assert "°C" in ahead[0].words


def test_repairs_are_foreseen(tmp_path):
    folder = create("scene-t1-trips", tmp_path / "run", Wishes(span="61m"))
    proceed(folder)
    member = open_member(folder)
    found = foreseen(member.plant(), member.reader.latest_us)
    assert any(one.asset == "T1" and one.words == "is repaired" for one in found)
