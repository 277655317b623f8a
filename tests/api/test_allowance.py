"""Messages are allowed as they come, in bursts, and not for ever."""

from __future__ import annotations

from api.allowance import Allowance


def test_a_burst_is_allowed_and_a_flood_is_not():
    bucket = Allowance(20.0, 40.0, 0.0)
    assert [bucket.spend(0.0) for _ in range(41)] == [True] * 40 + [False]


def test_the_steady_rate_is_allowed_for_ever():
    bucket = Allowance(20.0, 40.0, 0.0)
    assert all(bucket.spend(n / 20.0) for n in range(1, 2000))


def test_twice_the_rate_is_not():
    bucket = Allowance(20.0, 40.0, 0.0)
    assert not all(bucket.spend(n / 40.0) for n in range(200))
