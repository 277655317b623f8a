"""The steepest minute of a run: judged by the ramp device and by what a relay sheds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes.stage import played
from twin.devices.grid.ramp import worst_change_w
from twin.run.imports import import_steps
from twin.run.lineage import open_member
from twin.run.ramps import steepest
from twin.units import US_PER_S

STEPS = st.lists(st.tuples(st.integers(1, 400), st.floats(0, 1e8)), min_size=1, max_size=30)


@given(STEPS)
def test_the_steepest_minute_is_that_of_the_ramp_device(gaps):
    steps, at_s = [], 0
    for gap_s, power_w in gaps:
        at_s += gap_s
        steps.append((at_s * US_PER_S, power_w))
    (rise_w, _), (fall_w, _) = steepest(steps)
    seconds = [(t_us / US_PER_S, power_w) for t_us, power_w in steps]
    assert (rise_w, fall_w) == worst_change_w(seconds, 60.0)


def test_a_trip_is_the_steepest_fall_of_its_run_with_its_instant():
    scene = played("frequency")
    member = open_member(scene.run_dir)
    found = scene.summary.grid.steepest
    (tripped,) = scene.of("StageTripped")
    assert found.down_us == member.start_us + round(tripped.at_s * US_PER_S)
    whole = import_steps(member, member.start_us, member.inputs.scenario.end_us)
    seconds = [(t_us / US_PER_S, power_w) for t_us, power_w in whole]
    rise_w, fall_w = worst_change_w(seconds, 60.0)
    assert found.down_mw_per_min == pytest.approx(fall_w / 1e6, rel=1e-12)
    assert found.up_mw_per_min == pytest.approx(rise_w / 1e6, rel=1e-12)
    assert (found.up_limit_mw_per_min, found.down_limit_mw_per_min) == (10.0, 50.0)


def test_what_the_site_chooses_keeps_its_ramps():
    found = played("order").summary.grid.steepest
    assert found.up_mw_per_min <= 10.0 * (1.0 + 1e-9)
    assert found.down_mw_per_min <= 50.0 * (1.0 + 1e-9)
