"""Scenes that must come out right: who carries, who sheds, who falls, and when and why.

Every scene is a shipped scenario; every instant here follows from times that its documents state.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp

import pytest

from tests.scenes.stage import played
from twin.devices.backup.ups_spec import ride_through_s
from twin.devices.cooling.room_envelopes import AIR
from twin.devices.grid.ramp import worst_change_w

HALLS = ("H1", "H2", "H3")
MIN = 60.0


def lost_halls(scene):
    return {one.subject for one in scene.of("SupplyLost") if one.subject in HALLS}


# ---------------------------------------------------------------- 1: forty dark minutes
def test_batteries_carry_the_racks_until_engines_do_and_no_hall_falls():
    scene = played("outage")
    dark_s, back_s = 30 * MIN, 70 * MIN
    on_battery = [one for one in scene.of("UpsStateChanged") if one.fact.state == "battery"]
    assert [one.at_s for one in on_battery[:3]] == [dark_s] * 3
    assert lost_halls(scene) == set()
    assert min(scene.plant(back_s).ups.soc_frac(i, 0) for i in range(3)) > 0.9
    landed = [one for one in scene.of("TransferStepped") if one.fact.limit == "landed"]
    there = {one.subject: one.at_s for one in landed if one.fact.side == "gensets"}
    assert there["H1-ATS"] == pytest.approx(dark_s + 1.0 + 10.0 + 0.5 + 0.1, abs=1e-6)
    home = [one.at_s for one in landed if one.fact.side == "feeds"]
    assert home == pytest.approx([back_s + 15 * MIN + 0.1] * 3, abs=1e-6)


def test_an_engine_that_fails_to_start_is_locked_out_and_its_bus_waits_for_the_others():
    scene = played("outage")
    out = [one for one in scene.of("GensetStateChanged") if one.fact.state == "locked_out"]
    assert [(one.subject, one.fact.engine_index) for one in out] == [("G3", 2)]
    three_tries_s = 3 * 15.0 + 2 * 15.0
    assert out[0].at_s == pytest.approx(30 * MIN + 1.0 + three_tries_s, abs=1e-6)
    landed = {
        one.subject: one.at_s
        for one in scene.of("TransferStepped")
        if one.fact.limit == "landed" and one.fact.side == "gensets"
    }
    assert landed["H3-ATS"] - landed["H2-ATS"] == pytest.approx(30.0, abs=1e-6)
    assert not [one for one in scene.of("GensetStateChanged") if one.fact.state == "tripped"]


def test_miners_die_at_once_and_come_back_block_by_block():
    scene = played("outage")
    lost = [one for one in scene.of("SupplyLost") if one.subject.startswith("B")]
    assert {one.at_s for one in lost} == {30 * MIN}
    assert len(lost) == 10
    back = [one.at_s for one in scene.of("SupplyReturned", "B")]
    assert min(back) == 70 * MIN
    assert all(later - one >= 3.0 for one, later in pairwise(back))
    assert all(scene.root(one).kind == "GridVoltageChanged" for one in lost)


def test_energy_closes_with_engines_and_batteries():
    assert abs(played("outage").summary.energy.balance_ratio) < 1e-9
    assert played("outage").summary.energy.engines_mwh > 10.0


# ---------------------------------------------------------------- 2: pumps
def test_pumps_with_batteries_keep_the_racks_and_without_lose_them_within_the_minute():
    kept = played("pumps")
    assert not [one for one in kept.of("CoolingStepped") if one.fact.limit in ("warm", "hot")]
    assert lost_halls(kept) == set()
    bare = played("pumps", "site.halls[0].cooling.pumps_on_ups=false")
    slowed_s = bare.of("HallThrottled", "H1")[0].at_s
    loops = bare.plant(600.0).loops
    _, _, air_c, mass_c = loops.temperatures_c(0, loops.anchor_us[0])
    _, _, air_j_per_k, mass_j_per_k = loops.plants[0].capacities_j_per_k
    room = loops.specs[0].room
    after_s, heat_w = slowed_s - 600.0, loops.air_w[0]
    rate_per_s = room.exchange_kw_per_k * 1e3 * (1.0 / air_j_per_k + 1.0 / mass_j_per_k)
    gone = exp(-rate_per_s * after_s)
    over_k = heat_w / air_j_per_k / rate_per_s * (1.0 - gone) + (air_c - mass_c) * gone
    stored_j = air_j_per_k * air_c + mass_j_per_k * mass_c + heat_w * after_s
    found_c = (stored_j + mass_j_per_k * over_k) / (air_j_per_k + mass_j_per_k)
    assert found_c == pytest.approx(AIR[room.envelope].high_c, abs=1e-5)
    assert lost_halls(bare) == {"H1"}


# ---------------------------------------------------------------- 3: sags
def test_four_cycles_drop_every_miner_and_the_third_sag_locks_every_battery():
    scene = played("sags")
    fell = {one.subject for one in scene.of("RideThroughFailed") if one.at_s < 601.0}
    assert fell == {"M1", "M2", "M3", "M4"}
    assert {
        round(one.at_s - 600.0, 6) for one in scene.of("RideThroughFailed") if one.at_s < 601
    } == {0.015001}
    locked = [one for one in scene.of("UpsStateChanged") if one.fact.state == "locked"]
    assert [(one.subject, one.at_s) for one in locked] == [(f"{hall}-UPS", 640.0) for hall in HALLS]
    first = [one for one in scene.of("UpsStateChanged") if one.at_s < 640.0]
    assert not [one for one in first if one.fact.state in ("dropped", "locked_out")]


def test_locked_batteries_last_as_long_as_the_closed_form_says():
    scene = played("sags")
    out = {
        one.subject: one.at_s
        for one in scene.of("UpsStateChanged")
        if one.fact.state == "locked_out"
    }
    assert set(out) == {f"{hall}-UPS" for hall in HALLS}
    plant = scene.plant(640.0)
    for supply, name in enumerate(plant.parts.ups_ids):
        spec = plant.ups.specs[supply]
        left_j = plant.ups.stored_at_j(supply, plant.t_us)
        lasts_s = left_j * spec.discharge_efficiency_frac / plant.ups.load_w[supply]
        assert 640.0 + lasts_s == pytest.approx(out[name], abs=2e-6)
        assert lasts_s < ride_through_s(spec, plant.ups.load_w[supply])


# ---------------------------------------------------------------- 4: T1 trips
def test_t1_is_lost_at_41_degrees_and_mining_goes_while_ai_stays():
    scene = played("t1-trips")
    assert lost_halls(scene) == set()
    assert not scene.of("HallCapped", after_s=3600.0)
    tie = scene.of("TieClosed")
    assert [(one.subject, one.at_s) for one in tie] == [("TIE-14", 3603.0)]
    over = scene.of("OverloadBegan", after_s=3600.0)
    ended = scene.of("OverloadEnded", after_s=3600.0)
    assert {one.subject for one in over} == {one.subject for one in ended} == {"T2", "T4"}
    assert max(one.at_s for one in ended) == pytest.approx(3608.0, abs=1e-6)


def test_hot_spots_of_the_survivors_stay_legal():
    scene = played("t1-trips")
    tripped = scene.of("TransformerTripped")
    assert tripped == []
    worst = {one.id: one.hotspot_c for one in scene.summary.worst}
    assert max(worst[name] for name in ("T2", "T3", "T4")) < 140.0


# ---------------------------------------------------------------- 5: coolers
def test_one_dry_cooler_of_the_design_day_is_missed_by_nobody_and_five_cost_power():
    scene = played("coolers")
    assert not scene.of("HallThrottled")
    assert lost_halls(scene) == set()
    one_less, five_less = (scene.plant(at_s).loops for at_s in (4 * 3600 - 10.0, 8 * 3600 - 1.0))
    assert five_less.power_w[1] > one_less.power_w[1] + 100e3, "chillers take what coolers leave"
    assert five_less.switches[1].coolers == one_less.switches[1].coolers - 4


# ---------------------------------------------------------------- 6: February
def test_at_the_cap_all_miners_sleep_and_dry_coolers_alone_cool_the_halls():
    scene = played("february")
    plant = scene.plant(6 * 3600.0)
    hashing = [th for th in plant.rows.hash_th_per_s if th > 0.0]
    assert hashing == []
    assert all(now.chiller_w == 0.0 for now in plant.loops.now)
    assert all(switches.free for switches in plant.loops.switches)


def test_engines_that_may_not_start_leave_the_halls_to_their_batteries():
    scene = played("february")
    assert not [one for one in scene.of("GensetStateChanged") if one.fact.state == "cranking"]
    assert lost_halls(scene) == set(HALLS)
    dark_s = 36 * 3600.0
    plant = scene.plant(dark_s)
    for one in scene.of("SupplyLost", after_s=dark_s + 1.0):
        supply = plant.parts.ups_index[f"{one.subject}-UPS"]
        lasts_s = ride_through_s(plant.ups.specs[supply], plant.ups.load_w[supply])
        assert one.at_s == pytest.approx(dark_s + lasts_s, rel=0.02)
    back = {one.subject: one.at_s for one in scene.of("SupplyReturned") if one.subject in HALLS}
    assert back == dict.fromkeys(HALLS, dark_s + 30 * MIN + 10.0)


# ---------------------------------------------------------------- 7: one job on every rack
def test_a_job_on_all_racks_breaks_the_ramp_and_sleeping_miners_could_have_kept_it():
    scene = played("job")
    step = [one for one in scene.of("InferenceLoadChanged") if one.fact.load_frac == 1.0]
    assert {one.subject for one in step} == set(HALLS)
    at_s = step[0].at_s
    before, after = scene.plant(at_s - 1.0), scene.plant(at_s)
    rises_w = after.net.import_w - before.net.import_w
    allowed_w_per_s = after.parts.ramp_up_w_per_s
    assert rises_w > 15e6
    assert rises_w > allowed_w_per_s * 60.0, "more than a minute's ramp at once"
    mining_w = sum(before.rows.power_w)
    assert mining_w > rises_w, "miners that sleep at that instant and wake along the ramp keep it"
    steps = [(at_s - 1.0, before.net.import_w), (at_s, after.net.import_w)]
    assert worst_change_w(steps, 60.0)[0] == pytest.approx(rises_w, rel=1e-9)
