"""The summary adds up, and agrees with what other readings of the run say."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import msgspec
import pytest

from tests.run.months import END_US, START_US, hot_hours, mining_hours, two_days
from tests.scenes.stage import played
from twin.devices.cooling.pad import PadSpec, pad_water
from twin.facility.evaporative import outdoors
from twin.facts import FACTS
from twin.run.energy import energy_of, net_stored_j
from twin.run.lineage import Where, open_member
from twin.run.reading import open_run
from twin.run.summary import Summary
from twin.units import J_PER_MWH, S_PER_H, US_PER_S


@pytest.fixture(scope="module")
def summary() -> Summary:
    return open_run(two_days()).summary()


def test_energy_in_is_energy_drawn_and_lost(summary: Summary) -> None:
    energy = summary.energy
    assert abs(energy.balance_ratio) <= 1e-9
    parts_mwh = energy.mining_mwh + energy.mining_aux_mwh + energy.ai_it_mwh
    parts_mwh += energy.ai_overhead_mwh + energy.loss_mwh
    assert energy.import_mwh == pytest.approx(parts_mwh, rel=1e-12)
    assert energy.loss_main_mwh + energy.loss_below_mwh == pytest.approx(energy.loss_mwh)
    assert 0.2 < energy.loss_main_mwh / energy.loss_mwh < 0.7


def test_energy_closes_at_any_instant() -> None:
    member = open_member(two_days())
    for part in range(1, 12):
        t_us = START_US + part * (END_US - START_US) // 12
        energy = energy_of(member.plant(Where(t_us)), t_us)
        assert abs(energy.balance_ratio) <= 1e-9


def test_energy_agrees_with_the_mean_of_the_samples(summary: Summary) -> None:
    chart = open_run(two_days()).signals(["site.import_w", "site.ai_it_w"], points=5000)
    fine = open_run(two_days()).signals(["site.import_w", "site.ai_it_w"], points=500)
    for found, tolerance in ((chart, 0.01), (fine, 0.01)):
        mean_mwh = found.mean.mean(axis=1) * 48 * S_PER_H / J_PER_MWH
        assert mean_mwh[0] == pytest.approx(summary.energy.import_mwh, rel=tolerance)
        assert mean_mwh[1] == pytest.approx(summary.energy.ai_it_mwh, rel=tolerance)


def test_every_fact_is_counted_once(summary: Summary) -> None:
    run = open_run(two_days())
    assert sum(summary.kinds.values()) == summary.fact_count == run.fact_count
    assert summary.kinds == Counter(fact.kind for fact in run.facts())
    assert list(summary.kinds.values()) == sorted(summary.kinds.values(), reverse=True)
    powerful = {fact.__name__ for fact in FACTS if fact.CHANGES_POWER}
    moving = sum(1 for fact in run.facts() if fact.kind in powerful)
    assert summary.power_frac == moving / run.fact_count


def test_ratios_follow_from_the_energies(summary: Summary) -> None:
    energy = summary.energy
    assert summary.pue_ai_ratio == pytest.approx(1 + energy.ai_overhead_mwh / energy.ai_it_mwh)
    assert 1.0 < summary.pue_ratio < summary.pue_ai_ratio
    assert summary.pue_ratio == pytest.approx(
        energy.import_mwh / (energy.mining_mwh + energy.ai_it_mwh)
    )


def test_what_batteries_take_back_is_no_overhead() -> None:
    """A minute of outage costs halls what their racks drew of the battery; charging repays it."""
    scene = played("outage")
    line = open_member(scene.run_dir)
    before, dark = (line.plant(Where(line.start_us + round(s * US_PER_S))) for s in (1799, 1810))
    assert net_stored_j(before, before.t_us) == 0.0
    gone_j = net_stored_j(dark, line.start_us + 1810 * US_PER_S)
    drawn_w = sum(
        load_w / spec.discharge_efficiency_frac
        for load_w, spec in zip(dark.ups.load_w, dark.ups.specs, strict=True)
    )
    assert gone_j == pytest.approx(-10.0 * drawn_w, rel=1e-3)
    energy = scene.summary.energy
    assert energy.net_stored_mwh == pytest.approx(0.0, abs=0.05)
    assert scene.summary.pue_ai_ratio == pytest.approx(
        1 + energy.ai_overhead_mwh / energy.ai_it_mwh
    )


def test_ratios_of_nothing_are_none_and_null_in_json() -> None:
    found = open_run(mining_hours()).summary()
    assert found.pue_ai_ratio is None
    assert found.pue_ratio == pytest.approx(found.energy.import_mwh / found.energy.mining_mwh)
    assert b'"pue_ai_ratio":null' in msgspec.json.encode(found)


def test_energy_cost_is_import_times_price(summary: Summary) -> None:
    run = open_run(two_days())
    facts_us = [fact.t_us for fact in run.facts() if fact.kind == "PriceChanged"]
    cost_usd, stamps = 0.0, [*facts_us, END_US]
    after = run.line.plant(Where(facts_us[0]))
    for since_us, until_us in pairwise(stamps):
        before, after = after, run.line.plant(Where(until_us))
        used_j = after.import_at_j(until_us) - before.import_at_j(since_us)
        cost_usd += used_j / J_PER_MWH * before.market.price_usd_per_mwh
        if until_us > START_US + 6 * S_PER_H * US_PER_S:
            break
    booked = after.market.energy_cost_usd
    assert booked == pytest.approx(cost_usd, rel=1e-9)
    assert summary.energy_cost_usd > booked


def test_work_is_what_halls_and_facts_say(summary: Summary) -> None:
    work = summary.work
    assert 0.0 < work.served_mwh <= summary.energy.ai_it_mwh
    assert work.jobs_finished_count == summary.kinds["JobFinished"]
    assert work.jobs_finished_count <= work.jobs_started_count


def test_mining_is_within_what_the_machines_can_do(summary: Summary) -> None:
    assert 0.3 < summary.mining.up_frac < 1.0
    assert summary.mining.mined_btc > 0.0
    paid_usd = summary.mining.income_usd / summary.mining.mined_btc
    assert paid_usd == pytest.approx(summary.mining.price_usd_per_btc, rel=0.1)


def test_a_summary_is_json(summary: Summary) -> None:
    assert msgspec.json.decode(msgspec.json.encode(summary), type=Summary) == summary


def test_water_is_the_rate_of_the_pad_for_the_span_and_nothing_without_pads() -> None:
    found = open_run(hot_hours()).summary()
    rates = pad_water(PadSpec(rated_m3_per_s=330.0), outdoors(42.0, 0.2, 95_000.0), 330.0)
    assert found.water_m3 == pytest.approx(7.2 * rates.makeup_kg_per_s, rel=1e-9)
    it_kwh = 1e3 * (found.energy.mining_mwh + found.energy.ai_it_mwh)
    assert found.wue_l_per_kwh == pytest.approx(1e3 * found.water_m3 / it_kwh)
    dry = open_run(mining_hours()).summary()
    assert (dry.water_m3, dry.wue_l_per_kwh) == (0.0, 0.0)
