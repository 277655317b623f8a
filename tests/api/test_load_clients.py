"""A frame's age is read from the stamp of today, not from the simulated one."""

from __future__ import annotations

import time

from api.load_clients import _age_ms, _at
from api.wire import signals_frame


def test_the_age_of_a_frame_is_that_of_its_making():
    frame = signals_frame(("a.b_w",), [1.0], 1_782_882_000_000_500, 7, "follow")
    time.sleep(0.02)
    age_ms = _age_ms(frame)
    assert age_ms is not None
    assert 19.0 < age_ms < 2000.0


def test_what_is_no_frame_has_no_age():
    assert _age_ms(b"nothing") is None


def test_shares_are_taken_from_the_sorted():
    assert _at([1.0, 2.0, 3.0, 4.0, 100.0], 0.5) == 3.0
    assert _at([1.0, 2.0], 1.0) == 2.0
