"""Twenty days of the whole hybrid site: energy closes to 1e-9, every heat flow reaches a sink."""

from __future__ import annotations

from functools import cache

import pytest

from tests.kept import kept_folder
from twin.run.lineage import Where, open_member
from twin.run.live import proceed
from twin.run.start import Wishes, create
from twin.run.summary import energy_of
from twin.units import US_PER_DAY

SEEDS = range(1, 21)
OUTAGE = "events=[{kind: outage, after: 9h, duration_min: 25}]"


@cache
def day(seed):
    """A day from its own season; every other one has an outage."""
    run_dir = kept_folder() / "run"
    month = 1 + (seed * 7) % 12
    sets = [f"start=2026-{month:02d}-10T00:00:00-06:00", *([OUTAGE] if seed % 2 else [])]
    proceed(create("site-year", run_dir, Wishes(seed=seed, span="1d", sets=sets)))
    member = open_member(run_dir)
    return member.plant(Where(member.start_us + US_PER_DAY)), member.start_us + US_PER_DAY


@pytest.mark.parametrize("seed", SEEDS)
def test_what_comes_in_is_drawn_lost_or_stored(seed):
    plant, end_us = day(seed)
    energy = energy_of(plant, end_us)
    assert energy.import_mwh > 100.0
    assert abs(energy.balance_ratio) < 1e-9


@pytest.mark.parametrize("seed", SEEDS)
def test_what_supplies_take_they_give_lose_or_store(seed):
    plant, end_us = day(seed)
    for supply, spec in enumerate(plant.ups.specs):
        input_j, output_j, lost_j = plant.ups.metered_j(supply, end_us)
        full_j = spec.battery_kwh * spec.depth_frac * 3.6e6
        stored_j = plant.ups.stored_at_j(supply, end_us) - full_j
        assert input_j == pytest.approx(output_j + lost_j + stored_j, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_heat_of_racks_supplies_pumps_and_fans_is_rejected_chilled_or_stored(seed):
    plant, end_us = day(seed)
    for loop in range(len(plant.parts.loop_ids)):
        meters = plant.loops.meters_at(loop, end_us)
        came_j = sum(plant.loops.came_j(loop, end_us)) + meters.pump_j + meters.coil_fan_j
        gone_j = meters.net_rejected_j + meters.net_chilled_j + plant.loops.stored_j(loop, end_us)
        assert gone_j == pytest.approx(came_j, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_heat_that_plants_took_is_what_racks_and_supplies_drew(seed):
    plant, end_us = day(seed)
    for hall, loop in enumerate(plant.parts.hall_loop):
        _, _, lost_j = plant.ups.metered_j(plant.parts.hall_ups[hall], end_us)
        drawn_j = plant.halls.energy_at_j(hall, end_us) + lost_j
        assert sum(plant.loops.came_j(loop, end_us)) == pytest.approx(drawn_j, rel=1e-9)
