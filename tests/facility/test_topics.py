"""Topics are single bits, and everything is all of them."""

from __future__ import annotations

from twin.facility import topics
from twin.facility.apply import HANDLERS
from twin.policies import POLICIES

BITS = {
    name: value for name, value in vars(topics).items() if name.isupper() and name != "EVERYTHING"
}


def test_each_topic_is_one_bit_of_its_own():
    assert all(value & (value - 1) == 0 for value in BITS.values())
    assert len(set(BITS.values())) == len(BITS)


def test_everything_is_every_topic_and_no_other():
    assert sum(BITS.values()) == topics.EVERYTHING


def test_policies_watch_known_topics_only():
    for policy in POLICIES.values():
        assert policy.WAKES_ON & ~topics.EVERYTHING == 0
        assert policy.WAKES_ON


def test_some_handler_exists_for_whoever_touches_them():
    assert HANDLERS
