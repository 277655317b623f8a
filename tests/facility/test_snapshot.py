"""A keyframe holds all there is: put back, it is the plant it was taken from, and goes on alike."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plants import T0_US, H, small_plant, started
from tests.stories import goes_on_the_same, stories
from twin.facility import Plant
from twin.facility.snapshot import MARK_BYTES, fits, restored, snapshot


@settings(max_examples=25)
@given(stories(), st.data())
def test_a_plant_put_back_anywhere_has_the_same_bytes_and_takes_the_same_facts_alike(story, data):
    told = story.told(1.0)
    ends = [at for at in range(1, len(told.said)) if told.said[at - 1].t_us < told.said[at].t_us]
    cut = data.draw(st.sampled_from([*ends, len(told.said)]))
    plant = Plant(told.plant.parts, T0_US)
    for one in told.said[:cut]:
        plant.apply(one.t_us, one.seq, one.subject, one.fact)
    state = snapshot(plant)
    again = restored(told.plant.parts, state)
    assert snapshot(again) == state
    assert again.net.import_w == plant.net.import_w
    for one in told.said[cut:]:
        again.apply(one.t_us, one.seq, one.subject, one.fact)
    assert snapshot(again) == snapshot(told.plant)


@settings(max_examples=20)
@given(stories(), st.data())
def test_drivers_rebuilt_from_a_keyframe_make_the_same_facts(story, data):
    told = story.told(1.0)
    at_us = data.draw(st.sampled_from(sorted(set(told.ears.instants))))
    assert goes_on_the_same(story, told, at_us, 1.0)


def test_a_snapshot_is_plain_values_that_any_reader_of_messagepack_opens():
    taken = snapshot(started(small_plant()))
    state = msgspec.msgpack.decode(taken[MARK_BYTES:], strict=False)
    assert state["t_us"] == T0_US
    assert set(state["control"]) >= {"holds", "alarms", "transfers", "topic_seq"}


def test_a_snapshot_of_other_columns_is_recognised():
    taken = snapshot(started(small_plant()))
    assert fits(taken)
    assert not fits(bytes([taken[0] ^ 1]) + taken[1:])
    assert not fits(b"")


def test_a_snapshot_shares_nothing_with_the_plant():
    plant = started(small_plant())
    state = snapshot(plant)
    other = restored(plant.parts, state)
    other.rows.curtail(0, T0_US + H)
    assert snapshot(plant) == state
