"""Charts: samples where they are fine enough, exact values where not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.run.months import END_US, NOON_US, START_US, made, two_days
from twin.log import SampleReader
from twin.run.chart import chart, exact, samples
from twin.run.conduct import Conductor
from twin.run.lineage import Where, open_member
from twin.run.sampler import PERIOD_US
from twin.signals import catalogue
from twin.units import US_PER_MIN

NAMES = ["site.import_w", "T3.hotspot_c", "B04.power_w", "H2.served_w"]


def line_and_signals():
    line = open_member(two_days())
    signals = catalogue(line.parts)
    return line, [signals[name] for name in NAMES]


def test_a_fine_window_is_exact_at_each_point() -> None:
    line, signals = line_and_signals()
    found = chart(line, signals, (NOON_US, NOON_US + 20 * US_PER_MIN), 41)
    assert found.exact
    assert len(found.t_us) == 41
    for place in (0, 17, 40):
        t_us = int(found.t_us[place])
        plant = line.plant(Where(t_us))
        assert found.mean[:, place].tolist() == [signal.at(plant, t_us) for signal in signals]


def test_points_at_facts_see_the_fact() -> None:
    line, signals = line_and_signals()
    facts_us = sorted(set(line.reader.columns(1000, 1200).t_us))
    t_us = np.array(sorted({t for fact in facts_us for t in (fact - 1, fact)}), dtype=np.int64)
    values = exact(line, signals, t_us)
    steps = np.abs(np.diff(values[0]))
    assert steps.max() > 1e4
    plant = line.plant(Where(int(t_us[-1])))
    assert values[0, -1] == plant.net.import_w


def test_a_wide_window_has_the_least_mean_and_largest_sample_of_each_point() -> None:
    line, signals = line_and_signals()
    wide = chart(line, signals, (START_US, END_US), 60)
    every = samples(line, NAMES, (START_US, END_US), 10_000)
    assert not wide.exact
    assert every is not None
    assert wide.maximum.max(axis=1) == pytest.approx(every.maximum.max(axis=1))
    assert wide.minimum.min(axis=1) == pytest.approx(every.minimum.min(axis=1))
    assert (wide.minimum <= wide.mean).all()
    assert (wide.mean <= wide.maximum).all()


def test_samples_are_exact_values_at_their_instants() -> None:
    line, signals = line_and_signals()
    found = samples(line, NAMES, (NOON_US, NOON_US + 10 * PERIOD_US), 100)
    assert found is not None
    assert found.mean == pytest.approx(exact(line, signals, found.t_us), rel=1e-6)


def test_a_single_instant_is_one_point() -> None:
    line, signals = line_and_signals()
    found = chart(line, signals, (NOON_US, NOON_US), 2000)
    assert found.t_us.tolist() == [NOON_US]


def test_without_samples_a_wide_window_is_worked_out_from_the_facts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line, signals = line_and_signals()
    monkeypatch.setattr("twin.run.chart.samples", lambda *_: None)
    found = chart(line, signals, (START_US, END_US), 30)
    assert found.exact
    assert len(found.t_us) == 30


def test_the_last_day_of_a_run_under_way_is_sampled_after_its_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_dir = made(tmp_path / "run", "3d")
    conductor = Conductor(run_dir)
    conductor.play(0.0, 86_400.0)
    conductor.advance(2.5)
    conductor.flush()
    line = open_member(run_dir)
    signals = [catalogue(line.parts)[name] for name in NAMES]
    window_us = line.start_us, conductor.reached_us
    covered = SampleReader(run_dir).covered()
    assert covered is not None
    assert covered[1] < window_us[1] - 20 * PERIOD_US
    monkeypatch.setattr("twin.run.chart.exact", lambda *_: pytest.fail("it folded all of it"))
    found = chart(line, signals, window_us, 10_000)
    few = chart(line, signals, window_us, 200)
    newest = chart(line, signals, (covered[1] + 2 * PERIOD_US, window_us[1]), 12)
    conductor.close()
    assert not found.exact
    assert window_us[1] - PERIOD_US < found.t_us[-1] <= window_us[1]
    assert set(np.diff(found.t_us).tolist()) == {PERIOD_US}
    assert found.mean == pytest.approx(exact(line, signals, found.t_us), rel=1e-6)
    assert (len(few.t_us), len(newest.t_us)) == (200, 12)
    assert few.maximum.max(axis=1).tolist() == found.maximum.max(axis=1).tolist()
    assert newest.t_us[0] == covered[1] + 2 * PERIOD_US
