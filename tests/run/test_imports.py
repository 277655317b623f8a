"""Import read from the facts: steps are all there, energy between instants is exact."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.scenes.stage import played
from twin.devices.grid.settlement import MeterSpec, SettlementMeters
from twin.run.imports import above_j, at_w, energies_j, import_steps
from twin.run.lineage import open_member
from twin.units import J_PER_MWH, US_PER_MIN, US_PER_S


def line():
    return open_member(played("order").run_dir)


def test_the_steps_integrate_to_the_energy_of_the_run():
    member = line()
    end_us = member.inputs.scenario.end_us
    steps = import_steps(member, member.start_us, end_us)
    total_j = above_j(steps, 0.0, member.start_us, end_us)
    whole_mwh = played("order").summary.energy.import_mwh
    assert total_j / J_PER_MWH == pytest.approx(whole_mwh, rel=1e-12)


def test_intervals_are_those_of_a_settlement_meter_fed_with_the_steps():
    member = line()
    start_us, end_us = member.start_us, member.inputs.scenario.end_us
    bounds_us = list(range(start_us, end_us + 1, 15 * US_PER_MIN))
    read_j = energies_j(member, bounds_us)
    meters = SettlementMeters([MeterSpec(interval_min=15)], start_us)
    steps = import_steps(member, start_us, end_us)
    for (from_us, from_j), (to_us, to_j) in pairwise(zip(bounds_us, read_j, strict=True)):
        for t_us, power_w in steps:
            if from_us <= t_us < to_us:
                meters.set_power(0, t_us, power_w)
        last = meters.last(0, to_us)
        assert last.start_us == from_us
        assert to_j - from_j == pytest.approx(last.energy_j, rel=1e-9)


def test_a_step_holds_from_its_instant_on():
    steps = [(0, 5.0), (20, 9.0)]
    assert (at_w(steps, 0), at_w(steps, 20), at_w(steps, 99)) == (5.0, 9.0, 9.0)


def test_only_what_is_above_and_inside_counts():
    steps = [(0, 8.0), (2 * US_PER_S, 2.0), (4 * US_PER_S, 7.0)]
    assert above_j(steps, 6.0, US_PER_S, 5 * US_PER_S) == pytest.approx(2.0 + 1.0)


def test_no_instants_have_no_energies():
    assert energies_j(line(), []) == []
