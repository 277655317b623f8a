"""The laws of a run hold in the thick of a scene: stopped, forked and folded it says the same."""

from __future__ import annotations

import pytest

from tests.run.months import stopped_at
from tests.scenes.stage import played
from twin.facility.snapshot import restored, snapshot
from twin.log import digest, open_log
from twin.luck import Luck
from twin.run.fork import Changed, fork
from twin.run.lineage import Where, open_member
from twin.run.live import proceed, resume
from twin.run.start import Wishes, create
from twin.units import US_PER_S

BUSY = (
    *("outage", "sags", "pad-fails", "february", "tanks", "fans", "towers"),
    *("frequency", "order", "fault", "taps", "static"),
)


def digest_of(run_dir):
    return digest(open_log(run_dir))


def instants_us(scene, count):
    """Half of them instants of facts, where most can go wrong; half anywhere."""
    member = open_member(scene.run_dir)
    start_us, last_s = member.start_us, scene.said[-1].at_s
    draws = Luck(9).stream("stops").uniforms(0, count)
    for n, frac in enumerate(draws):
        at_s = scene.said[int(frac * len(scene.said))].at_s if n % 2 else frac * last_s
        yield start_us + round(at_s * US_PER_S)


@pytest.mark.parametrize("name", BUSY)
def test_a_scene_stopped_six_times_equals_one_that_ran_through(name, tmp_path, monkeypatch):
    scene = played(name)
    run_dir = create(f"scene-{name}", tmp_path / "run", Wishes())
    for at_us in sorted(instants_us(scene, 6)):
        stopped_at(monkeypatch, run_dir, at_us)
    assert resume(run_dir).is_complete
    assert digest_of(run_dir) == digest_of(scene.run_dir)


@pytest.mark.parametrize("name", BUSY)
def test_a_fork_without_a_change_goes_on_as_its_scene(name, tmp_path):
    scene = played(name)
    for n, at_us in enumerate(instants_us(scene, 3)):
        forked = tmp_path / f"fork{n}"
        fork(scene.run_dir, at_us, forked, Changed())
        proceed(forked)
        assert digest_of(forked) == digest_of(scene.run_dir)


@pytest.mark.parametrize("name", BUSY)
def test_a_snapshot_at_any_instant_is_the_fold_of_the_facts_before(name):
    member = open_member(played(name).run_dir)
    for at_us in instants_us(played(name), 8):
        plant = member.plant(Where(at_us))
        assert snapshot(restored(plant.parts, snapshot(plant))) == snapshot(plant)


def test_a_fork_at_the_instant_of_an_event_does_not_live_it_twice(tmp_path):
    scene = played("pad-fails")
    (broken,) = scene.of("EquipmentFailed")
    at_us = open_member(scene.run_dir).start_us + round(broken.at_s * US_PER_S)
    fork(scene.run_dir, at_us, tmp_path / "fork", Changed())
    proceed(tmp_path / "fork")
    assert digest_of(tmp_path / "fork") == digest_of(scene.run_dir)


def test_a_fork_keeps_the_order_of_voltage_frequency_and_order_of_one_instant(tmp_path):
    """Which process was told first differs after a resume; the facts do not."""
    outage = "{kind: outage, after: 20min, duration_min: 0.05}"
    both = "{kind: sag, after: 30min, to_pu: 0.8, cycles_count: 30}"
    frequency = "{kind: frequency, after: 30min, to_hz: 60.02, duration_min: 1}"
    order = "{kind: order, after: 30min, to_mw: 90, duration_min: 5}"
    scene = played("frequency", f"events=[{frequency}, {outage}, {both}, {order}]")
    at_us = open_member(scene.run_dir).start_us + 25 * 60 * US_PER_S
    fork(scene.run_dir, at_us, tmp_path / "fork", Changed())
    proceed(tmp_path / "fork")
    assert digest_of(tmp_path / "fork") == digest_of(scene.run_dir)
    together = [one.kind for one in scene.said if one.at_s == 1800.0 and one.subject == "POI"]
    assert together[:3] == ["GridVoltageChanged", "GridFrequencyChanged", "OrderIssued"]
