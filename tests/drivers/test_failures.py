"""Things break when their luck says so and come back when they are repaired."""

from __future__ import annotations

import pytest

from tests.plants import SITE, T0_US, Ears, small_plant, started
from twin.devices.asic_power import AsicSpec
from twin.drivers.failures import Failures, Repairs, part_of
from twin.drivers.mining_cooling import MiningCooling
from twin.drivers.rows import Rows
from twin.engine import Engine
from twin.facility import Plant
from twin.facility.assemble import assemble
from twin.facility.loads import rate_hall
from twin.scenario import Failures as Rates
from twin.scenario import Workload
from twin.site import load_site, shipped_site
from twin.units import US_PER_DAY

SPEC = AsicSpec(model="S21", th_per_s=200, power_w=3500)


def broken(seed=1, days=20, **rates):
    base = {"asic_per_year": 0.0, "rack_mttf_h": 1e9, "transformer_per_year": 0.0}
    parts = assemble(load_site(SITE, file="small.yaml"), seed, Rates(**base | rates), Workload())
    plant = started(Plant(parts, T0_US))
    ears = Ears(plant)
    drivers = [Failures(plant, parts.luck), Repairs(plant)]
    Engine(plant, drivers, ears, T0_US).run(T0_US + days * US_PER_DAY)
    return plant, ears.said


def test_machines_fail_about_as_often_as_they_should():
    plant, said = broken(asic_per_year=0.5, days=10)
    machines = sum(plant.parts.row_count)
    due = machines * 0.5 * 10 / 365
    failed = [one for one in said if one.kind == "MachineFailed"]
    warm_ratio = 1.0
    assert len(failed) == pytest.approx(due * warm_ratio, rel=0.6)
    assert {one.cause for one in failed} == {1}


def test_a_repair_follows_every_failure_after_the_time_it_said():
    _, said = broken(asic_per_year=0.5, days=10)
    failures = {one.seq: one for one in said if one.kind == "MachineFailed"}
    repairs = [one for one in said if one.kind == "MachineRepaired"]
    assert repairs
    for one in repairs:
        failure = failures[one.cause]
        assert (one.subject, one.fact.part) == (failure.subject, failure.fact.part)
        assert one.t_us - failure.t_us == round(failure.fact.repair_s * 1e6)


def test_racks_fail_one_by_one_and_never_one_that_is_down():
    plant, said = broken(rack_mttf_h=200.0, days=20)
    down: set[int] = set()
    for one in said:
        if one.kind == "RackFailed":
            assert one.fact.rack_index not in down
            down.add(one.fact.rack_index)
        elif one.kind == "RackRepaired":
            down.remove(one.fact.rack_index)
    assert len(plant.halls.working(0)) == 40 - len(down)


def test_a_transformer_that_fails_by_its_hazard_says_so():
    _, said = broken(transformer_per_year=5.0, days=60)
    kinds = [one for one in said if one.kind == "TransformerFailed"]
    assert kinds
    assert all(one.fact.by_hazard and one.fact.why == "internal fault" for one in kinds)


def test_another_seed_is_other_luck_and_the_same_seed_the_same():
    one, same, other = (broken(seed, asic_per_year=0.5, days=5)[1] for seed in (1, 1, 2))
    assert one == same != other


def test_nothing_fails_at_no_rate():
    assert broken()[1] == []


@pytest.mark.parametrize(
    ("draw_frac", "part"),
    [(0.0, "board"), (SPEC.board_failure_frac, "psu"), (0.999999, "control")],
)
def test_the_share_of_each_part_says_what_breaks(draw_frac, part):
    assert part_of(SPEC, draw_frac) == part


def test_a_dark_hall_does_not_break():
    plant = started(small_plant())
    plant.hall_supplied[0] = False
    rate_hall(plant, T0_US, 0)
    assert plant.hazards.rate_per_s[plant.parts.hazard_index["H1"]] == 0.0


def pumps_and_fans(per_year, days=20, seed=2):
    """What breaks of a mine whose blocks have three kinds of cooling."""
    rates = Rates(
        asic_per_year=0.0, rack_mttf_h=1e9, transformer_per_year=0.0, equipment_per_year=per_year
    )
    parts = assemble(shipped_site("w25-liquid"), seed, rates, Workload())
    plant = started(Plant(parts, T0_US))
    ears = Ears(plant)
    drivers = [Rows(plant), MiningCooling(plant), Failures(plant, parts.luck), Repairs(plant)]
    Engine(plant, drivers, ears, T0_US).run(T0_US + days * US_PER_DAY)
    return plant, [one for one in ears.said if one.kind == "EquipmentFailed"]


def test_pumps_coolers_fans_and_pads_of_blocks_break_as_often_as_they_should():
    """Whole units fail at their rate: of 55, less those under their day of repair."""
    plant, failed = pumps_and_fans(50.0)
    units_count = sum(group.units_count for group in plant.parts.equipment.values())
    assert units_count == 6 + 6 + 9 + 1 + 32 + 1
    due = units_count * 50.0 * 20 / 365 / (1.0 + 50.0 / 365)
    assert len(failed) == pytest.approx(due, rel=0.25)
    assert {one.subject for one in failed} >= {"B1-PUMP", "B1-COOLER", "B2-PUMP", "B3-FAN"}
    assert all(one.fact.by_hazard for one in failed)


def test_one_failure_in_twenty_takes_all_of_a_group():
    _, failed = pumps_and_fans(100.0, days=40)
    shared = [one for one in failed if one.fact.why == "a common cause"]
    assert len(shared) / len(failed) == pytest.approx(0.05, abs=0.02)


def test_a_scenario_may_say_that_no_equipment_breaks():
    plant, failed = pumps_and_fans(0.0)
    assert failed == []
    assert {group.failure_per_s for group in plant.parts.equipment.values()} == {0.0}
