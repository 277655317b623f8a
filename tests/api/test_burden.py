"""What a page costs the engine is measured on the engine."""

from __future__ import annotations

import os
import time

import pytest

from api.burden import Burden, _cpu_s, burden


def test_growth_is_that_of_the_least_of_each():
    assert Burden([2.0, 4.0], [9.0, 2.2]).grown_frac == pytest.approx(0.1)


def test_time_that_a_process_worked_is_counted_and_time_it_slept_is_not():
    before_s = _cpu_s(os.getpid())
    time.sleep(0.2)
    slept_s = _cpu_s(os.getpid()) - before_s
    until_s = time.process_time() + 0.2
    while time.process_time() < until_s:
        pass
    assert _cpu_s(os.getpid()) - before_s - slept_s >= 0.15


def test_a_page_sees_frames_while_the_engine_is_timed():
    found = burden(rounds=1, span="2d")
    assert found.frames_count >= 3
    assert min(found.alone_s[0], found.watched_s[0]) > 0.1
