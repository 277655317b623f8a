"""The pad of one block fails on the hottest day: its rows slow down, stop, come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psychrolib
import pytest

from tests.run.months import digest_of, stopped_at
from twin.devices.cooling.pad import PadSpec, Weather, pad_water
from twin.facts import Fact, decode
from twin.run.fork import Changed, fork
from twin.run.live import proceed, resume
from twin.run.reading import Run, open_run
from twin.run.start import Wishes, create
from twin.units import US_PER_S

BREAK_S, HOTTEST_S, COOLER_S, REPAIRED_S = 3600.0, 4 * 3600.0, 6 * 3600.0, 7 * 3600.0
RISE_K, EFFECTIVENESS, SPEC = 1.7, 0.85, PadSpec(rated_m3_per_s=330.0)
PRESSURE_PA = 94_936.0
psychrolib.SetUnitSystem(psychrolib.SI)


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    run_dir = made(tmp_path_factory.mktemp("scene") / "run")
    proceed(run_dir)
    return open_run(run_dir)


def made(run_dir: Path) -> Path:
    return create("scene-pad-fails", run_dir, Wishes())


def at_us(run: Run, after_s: float) -> int:
    return run.line.inputs.scenario.start_us + round(after_s * US_PER_S)


def said(run: Run, kind: str) -> Iterator[tuple[float, str, Fact, str]]:
    """Facts of a kind: seconds after the start, subject, the fact, the kind of its cause."""
    kinds: list[str] = []
    for facts in run.line.reader.chunks():
        for place, name in enumerate(facts.kind):
            kinds.append(name)
            if name == kind:
                fact = decode(name, facts.value[place], facts.body[place])
                cause = facts.cause[place]
                why = kinds[cause - 1] if cause else ""
                yield (
                    (facts.t_us[place] - at_us(run, 0)) / US_PER_S,
                    facts.subject[place],
                    fact,
                    why,
                )


def air(dry_c, humidity_frac):
    """The air of the site, 546 m high."""
    wet_c = psychrolib.GetTWetBulbFromRelHum(dry_c, humidity_frac, PRESSURE_PA)
    return Weather(dry_c, wet_c, PRESSURE_PA)


def moved(run, kind):
    return [(at_s, block, len(fact.rows), why) for at_s, block, fact, why in said(run, kind)]


def inlet_c(run, kind):
    return next(fact.inlet_c for _, _, fact, _ in said(run, kind))


def test_all_six_rows_slow_down_at_the_instant_at_which_the_pad_runs_dry(run):
    """A dry pad leaves 42 degrees, 43.7 at the inlet: above 40, where these machines throttle."""
    assert moved(run, "RowsThrottled") == [(BREAK_S, "B08", 6, "EquipmentFailed")]
    assert inlet_c(run, "RowsThrottled") == 42.0 + RISE_K
    (failed,) = said(run, "EquipmentFailed")
    assert (failed[0], failed[1], failed[3]) == (BREAK_S, "B08-PAD", "CommandAccepted")


def test_they_stop_in_the_hottest_hours_and_the_pad_is_the_cause_with_the_weather(run):
    """46 degrees make 47.7 at the inlet, above 47; back at 42 it is above 40, too warm to start."""
    assert moved(run, "RowsOverheated") == [(HOTTEST_S, "B08", 6, "EquipmentFailed")]
    (why,) = {fact.why for _, _, fact, _ in said(run, "RowsOverheated")}
    assert why == "B08-PAD is out, and the weather since"
    assert inlet_c(run, "RowsOverheated") == 46.0 + RISE_K
    assert "6 rows stopped by heat" in run.state(at_us(run, COOLER_S)).conditions["B08"]


def test_the_repaired_pad_lets_them_boot_tune_and_hash(run):
    """Two minutes of boot, seven of tuning, at the inlet of the wet pad again."""
    assert moved(run, "RowsRecovered") == [(REPAIRED_S, "B08", 6, "EquipmentRepaired")]
    wet = air(42.0, 0.20)
    leaving_c = wet.dry_bulb_c - EFFECTIVENESS * (wet.dry_bulb_c - wet.wet_bulb_c)
    assert inlet_c(run, "RowsRecovered") == pytest.approx(leaving_c + RISE_K, abs=1e-3)
    assert moved(run, "RowsBooted") == [(REPAIRED_S + 120.0, "B08", 6, "RowsRecovered")]
    assert (REPAIRED_S + 540.0, "B08", 6, "RowsBooted") in moved(run, "RowsHashing")


def test_no_other_block_meets_a_limit_of_heat(run):
    """Wet pads give 28 degrees at the inlet at 42 outdoors, and 29 at 46."""
    for kind in ("RowsThrottled", "RowsOverheated", "RowsReleased", "RowsRecovered"):
        assert {block for _, block, _, _ in said(run, kind)} <= {"B08"}
    during = run.state(at_us(run, HOTTEST_S + 60.0)).conditions
    for block in ("B04", "B10", "B11"):
        assert during[block] == ["6 rows hashing"]


def test_water_is_what_ten_pads_took_while_they_were_wet(run):
    """Nine for six hours at 42 degrees and two at 46; the tenth only an hour before and after."""
    at_42, at_46 = (pad_water(SPEC, air(*one), 330.0) for one in ((42.0, 0.20), (46.0, 0.163)))
    wet_h = (9 * 6 + 2) * at_42.makeup_kg_per_s + 9 * 2 * at_46.makeup_kg_per_s
    assert run.summary().water_m3 == pytest.approx(3.6 * wet_h, rel=1e-4)
    assert abs(run.summary().energy.balance_ratio) < 1e-9


@pytest.mark.parametrize("after_s", [BREAK_S + 0.5, HOTTEST_S, REPAIRED_S + 60.0])
def test_stopped_or_forked_anywhere_it_goes_on_alike(run, tmp_path, monkeypatch, after_s):
    run_dir = made(tmp_path / "stopped")
    stopped_at(monkeypatch, run_dir, at_us(run, after_s))
    resume(run_dir)
    fork(run.run_dir, at_us(run, after_s), tmp_path / "fork", Changed())
    resume(tmp_path / "fork")
    assert digest_of(run_dir) == digest_of(tmp_path / "fork") == run.digest()
