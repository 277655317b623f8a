"""What is worked out from copies, many at a time, is what the catalogue reads one by one."""

from __future__ import annotations

from math import isnan

import pytest

from tests.run.months import OUTAGE_US, START_US, mining_hours, outage_hours, two_days
from tests.scenes.stage import played
from twin.run.lineage import Where, fold, open_member
from twin.run.sample_values import Copies, Values
from twin.run.sampler import PERIOD_US
from twin.signals import catalogue
from twin.units import US_PER_H, US_PER_MIN, US_PER_S


def hours_of_taps():
    return played("taps").run_dir


@pytest.mark.parametrize("run", [two_days, outage_hours, hours_of_taps])
def test_every_signal_at_many_instants_is_the_catalogues_own_reading(run) -> None:
    member = open_member(run())
    signals = catalogue(member.parts)
    copies, values = Copies(), Values(member.parts)
    plant = member.plant(Where(member.start_us + US_PER_H // 2))
    expected = []
    facts = member.reader.columns(plant.last_seq + 1)
    at_us = plant.t_us
    for place, t_us in enumerate(facts.t_us):
        while at_us + PERIOD_US < t_us:
            at_us += PERIOD_US
            copies.add(plant, at_us)
            expected.append([signal.at(plant, at_us) for signal in signals.values()])
        fold(plant, facts.between(place, place + 1))
    found = values.of(copies)
    assert found.shape == (len(copies), len(signals)) == (len(expected), len(signals))
    for row, want in zip(found.tolist(), expected, strict=True):
        assert row == pytest.approx(want, rel=2e-7, abs=1e-6, nan_ok=True)


def test_a_pue_without_it_is_sampled_as_undefined() -> None:
    member = open_member(mining_hours())
    copies = Copies()
    copies.add(member.plant(Where(START_US + US_PER_H)), START_US + US_PER_H)
    names = list(catalogue(member.parts))
    (row,) = Values(member.parts).of(copies).tolist()
    undefined = [name for name, value in zip(names, row, strict=True) if isnan(value)]
    assert undefined == ["site.pue_ai_ratio"]


def test_dead_buses_have_no_voltage_and_dead_mains_cool() -> None:
    member = open_member(two_days())
    plant = member.plant(Where(START_US + US_PER_H))
    seq = plant.last_seq
    for breaker in ("T1-HV", "T1-LV"):
        facts = member.reader.columns(1, 1)
        facts.kind[0], facts.subject[0], facts.value[0] = "BreakerOpened", breaker, None
        facts.body[0], facts.t_us[0], facts.seq[0] = "{}", plant.t_us + 1, seq + 1
        fold(plant, facts)
    copies = Copies()
    later_us = plant.t_us + 30 * US_PER_MIN
    copies.add(plant, plant.t_us)
    copies.add(plant, later_us)
    names = list(catalogue(member.parts))
    first, second = Values(member.parts).of(copies)
    voltage, oil = names.index("M1.voltage_pu"), names.index("T1.top_oil_c")
    assert first[voltage] == second[voltage] == 0.0
    assert first[names.index("M3.voltage_pu")] > 0.9
    assert second[oil] < first[oil]
    assert first[names.index("T1.power_w")] == 0.0


def test_a_matrix_has_a_row_for_each_instant() -> None:
    member = open_member(two_days())
    copies = Copies()
    assert len(copies) == 0
    plant = member.plant()
    copies.add(plant, plant.t_us)
    matrices = copies.matrices()
    assert matrices["hall power_w"].shape == (1, 3)
    assert matrices["line"].shape == (1, 9)
    net = plant.net
    assert matrices["site"][0].tolist() == [net.import_w, net.lost_w, 0.0, 0.0, 0.0]
    supplies, groups, plants, batteries = 3 * 5, 3 * 6, 3 * 10, 3
    assert matrices["backup"].shape == (1, supplies + groups + plants + batteries)


def test_on_battery_no_pue_is_sampled_and_buses_follow_the_grid() -> None:
    member = open_member(outage_hours())
    names = list(catalogue(member.parts))
    copies = Copies()
    plant = member.plant(Where(OUTAGE_US - 1))
    copies.add(plant, OUTAGE_US - 1)
    plant.grid_pu = 0.6
    copies.add(plant, OUTAGE_US)
    copies.add(member.plant(Where(OUTAGE_US + 5 * US_PER_S)), OUTAGE_US + 5 * US_PER_S)
    before, sagging, dark = Values(member.parts).of(copies)
    voltage, pue = names.index("M1.voltage_pu"), names.index("site.pue_ai_ratio")
    assert sagging[voltage] == pytest.approx(0.6 * before[voltage])
    assert dark[voltage] == 0.0
    assert isnan(dark[pue])
    assert before[pue] > 1.0
