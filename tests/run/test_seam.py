"""Handing a state over to other luck and rates keeps all else as it stands."""

from __future__ import annotations

from tests.run.months import START_US, two_days
from twin.facility.assemble import assemble
from twin.facility.snapshot import snapshot
from twin.run.lineage import Where, open_member
from twin.run.seam import hand_over
from twin.units import US_PER_H

T_US = START_US + 20 * US_PER_H


def plant_and_parts(**change):
    member = open_member(two_days())
    scenario = member.inputs.scenario.model_copy(update=change)
    site = member.inputs.site
    parts = assemble(site, scenario.seed, scenario.failures, scenario.workload)
    return member.plant(Where(T_US)), parts


def values(plant) -> dict:
    families = ("market", "transformers", "rows", "halls", "control", "hazards")
    return {name: getattr(plant, name).snapshot() for name in families}


def test_the_same_luck_and_rates_change_nothing() -> None:
    plant, parts = plant_and_parts()
    assert snapshot(hand_over(plant, parts, T_US)) == snapshot(plant)


def test_another_seed_changes_nothing_but_when_things_break() -> None:
    plant, parts = plant_and_parts(seed=99)
    before, after = values(plant), values(hand_over(plant, parts, T_US))
    assert before.pop("hazards") != after.pop("hazards")
    assert before == after


def test_a_redrawn_wait_is_never_over_already() -> None:
    plant, parts = plant_and_parts(seed=99)
    other = hand_over(plant, parts, T_US)
    assert min(other.hazards.due_us) > T_US
    assert other.hazards.fired_count == plant.hazards.fired_count


def test_ten_times_the_rate_breaks_ten_times_as_often() -> None:
    member = open_member(two_days())
    usual = member.inputs.scenario.failures
    often = usual.model_copy(update={"transformer_per_year": usual.transformer_per_year * 10})
    plant, parts = plant_and_parts(failures=often)
    other = hand_over(plant, parts, T_US)
    first = len(parts.row_ids) + len(parts.hall_ids)
    assert other.hazards.rate_per_s[first] == 10.0 * plant.hazards.rate_per_s[first] > 0.0
    assert other.hazards.rate_per_s[:first] == plant.hazards.rate_per_s[:first]
