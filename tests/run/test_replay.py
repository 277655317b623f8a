"""However a place in a run is reached, it is the same place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.run.months import END_US, START_US, two_days
from twin.facility.snapshot import snapshot
from twin.run.lineage import Where, open_member
from twin.run.replay import Replay


@pytest.fixture(scope="module")
def line():
    return open_member(two_days())


@settings(max_examples=8)
@given(st.lists(st.integers(min_value=START_US, max_value=END_US), min_size=1, max_size=5))
def test_any_walk_ends_where_a_jump_would(line, stamps):
    replay = Replay(line, START_US)
    for t_us in stamps:
        replay.advance(t_us)
    assert snapshot(replay.plant) == snapshot(line.plant(Where(stamps[-1])))
    assert replay.t_us == stamps[-1]


def test_steps_go_from_fact_to_fact_and_back(line):
    replay = Replay(line, START_US)
    stamps = []
    for _ in range(5):
        replay.step(1)
        stamps.append(replay.t_us)
    assert stamps == sorted(set(stamps))
    for wanted in reversed(stamps[:-1]):
        replay.step(-1)
        assert replay.t_us == wanted


def test_steps_do_not_pass_the_ends(line):
    replay = Replay(line, END_US)
    replay.step(1000)
    assert replay.seq == line.reader.last_seq
    replay.step(-100_000)
    assert replay.t_us == START_US
