"""The frequency falls to 59.9 and 59.6 Hz: every instant and every megawatt by closed form."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.scenes.stage import played

MIN = 60.0
DROOP_BLOCKS = ("B04", "B08", "B09", "B10", "B11", "B12")
RELAY_BLOCKS = ("B13", "B14", "B15", "B16")
ONE_BLOCK_MW = 1.05 * (1000 * 3050 + 750 * 3500) / 1e6


def drawn_mw(scene, at_s, blocks=DROOP_BLOCKS):
    plant = scene.plant(at_s)
    rows = enumerate(plant.parts.row_block)
    return sum(plant.rows.power_w[row] * 1.05 for row, block in rows if block in blocks) / 1e6


def law_mw(frequency_hz):
    """Of 100 MW at 59.9 Hz: 2.782; full response at 5 % of 60 Hz, dead-band 0.017 Hz."""
    return 6 * ONE_BLOCK_MW * (60.0 - frequency_hz - 0.017) / (3.0 - 0.017)


@pytest.mark.parametrize(("at_s", "frequency_hz"), [(10 * MIN, 59.9), (12 * MIN, 59.6)])
def test_miners_give_what_the_droop_asks_for_in_the_same_instant(at_s, frequency_hz):
    scene = played("frequency")
    before_mw, after_mw = drawn_mw(scene, 10 * MIN - 1e-6), drawn_mw(scene, at_s)
    assert before_mw - after_mw == pytest.approx(law_mw(frequency_hz), abs=2e-6)
    assert 100 * law_mw(59.9) / (6 * ONE_BLOCK_MW) == pytest.approx(2.782, abs=5e-4)


def test_the_relay_sheds_half_a_second_below_its_pickup_and_only_its_blocks():
    scene = played("frequency")
    (tripped,) = scene.of("StageTripped")
    assert (tripped.subject, tripped.at_s, tripped.fact.early_us) == ("RRS", 12 * MIN + 0.5, 0.0)
    assert {(one.subject, one.at_s) for one in scene.of("BreakerOpened")} == {
        (feeder, tripped.at_s) for feeder in ("F13", "F14", "F15", "F16")
    }
    lost = scene.of("SupplyLost")
    assert {one.subject for one in lost} == set(RELAY_BLOCKS)
    assert {one.at_s for one in lost} == {tripped.at_s}
    assert drawn_mw(scene, tripped.at_s, RELAY_BLOCKS) == 0.0
    assert {scene.root(one).kind for one in lost} == {"GridFrequencyChanged"}


def test_halls_are_untouched():
    scene = played("frequency")
    work = scene.summary.work
    assert (work.unserved_mwh, work.jobs_interrupted_count) == (0.0, 0)
    assert not scene.of("HallCapped") + scene.of("HallThrottled") + scene.of("SupplyLost", "H")


def test_caps_are_lifted_in_stages_that_keep_the_ramp():
    scene = played("frequency")
    back = [one for one in scene.of("RowsCapped") if one.at_s >= 20 * MIN]
    stages = sorted({one.at_s for one in back})
    assert stages[0] == 20 * MIN + 60.0
    assert all(later - one >= 20.0 for one, later in pairwise(stages))
    whole_mw = law_mw(59.6)
    assert len(stages) == -(-whole_mw // (10.0 / 3.0))
    gained_mw = drawn_mw(scene, stages[0]) - drawn_mw(scene, stages[0] - 1e-6)
    assert gained_mw == pytest.approx(10.0 / 3.0, abs=2e-6)
    assert drawn_mw(scene, stages[-1]) == pytest.approx(drawn_mw(scene, 9 * MIN), rel=1e-12)


def test_tripped_blocks_restart_one_by_one_within_the_ramp():
    scene = played("frequency")
    (reset,) = scene.of("StageReset")
    assert reset.at_s == 20 * MIN + 5 * MIN
    back = scene.of("SupplyReturned")
    assert [one.subject for one in back] == list(RELAY_BLOCKS)
    assert back[0].at_s == reset.at_s
    asleep_mw = drawn_mw(scene, 9 * MIN, ("B13",))
    for one, later in pairwise(back):
        assert later.at_s - one.at_s == pytest.approx(asleep_mw / 10.0 * MIN, abs=1e-5)
    hashing = [one.at_s for one in scene.of("RowsHashing")]
    assert hashing == pytest.approx([one.at_s + 120.0 + 420.0 for one in back], abs=1e-6)


def test_energy_closes():
    assert abs(played("frequency").summary.energy.balance_ratio) < 1e-9


def test_the_battery_answers_by_droop_and_gives_all_it_can_while_the_relay_is_out():
    scene = played("frequency")
    answers = [(one.at_s, one.fact.net_w / 1e6) for one in scene.of("BatteryAnswered")]
    assert [at_s for at_s, _ in answers] == [10 * MIN, 12 * MIN, 12 * MIN + 0.5, 25 * MIN]
    expected_mw = [-10 * 0.083 / 2.983, -10 * 0.383 / 2.983, -10.0, 0.0]
    assert [net_mw for _, net_mw in answers] == pytest.approx(expected_mw, abs=1e-9)
    given_mwh = 10 * (0.083 / 2.983 * 120 + 0.383 / 2.983 * 0.5) / 3600 + 10 * (780 - 0.5) / 3600
    assert scene.summary.energy.battery_given_mwh == pytest.approx(given_mwh, rel=1e-6)
