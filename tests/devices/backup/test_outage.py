"""An outage of forty minutes at full load: supplies carry, engines start but for one, all returns.

4.9 MW of IT in seven blocks, each behind a supply of 1 MW and an automatic switch, and 1.2 MW of
cooling behind a switch alone; four engines of 2.5 MW of which three are needed. Every instant is
worked out here from the settings.
"""

from __future__ import annotations

import pytest

from tests.devices.backup.chain import Chain, S
from twin.devices.backup.checks import bridge_reasons, bridge_s, gap_reasons, genset_reasons
from twin.devices.backup.genset import Gensets
from twin.devices.backup.genset_spec import LOADED, LOCKED_OUT, READY, STOPPED, GensetSpec
from twin.devices.backup.transfer_spec import A, AutomaticTransferSpec, B
from twin.devices.backup.ups_spec import ONLINE, UpsSpec, conversion_loss_w, usable_j

IT_W, COOLING_W, COUNT = 700e3, 1.2e6, 7
LOADS_W = [IT_W] * COUNT + [COOLING_W]
ENGINES = GensetSpec(rated_kw=2500.0, units_count=4, tank_l=10_000.0, ramp_per_s=0.05)
SUPPLY = UpsSpec(rated_kw=1000.0, battery_kwh=60.0)
LUCK = [0.2, 0.4, 0.999, 0.6]
MIN = 60.0
GONE_S, BACK_S, END_S = 10 * MIN, 50 * MIN, 120 * MIN

LOSS_W = conversion_loss_w(SUPPLY, IT_W)
CHARGER_W, STORED_W = 100e3, 95e3
DRAIN_W = IT_W / 0.95
BLOCK_W = IT_W + LOSS_W + CHARGER_W


def stagger_s():
    """When three engines take each block, cooling first: what the switches are set to."""
    three = Gensets([GensetSpec(rated_kw=2500.0, units_count=3, ramp_per_s=0.05)], 0)
    three.place(0, 0, state=READY)
    cooling_us, *blocks_us = three.accept_blocks(0, 0, [COOLING_W] + [BLOCK_W] * COUNT)
    return [0.5 + at_us / S for at_us in (*blocks_us, cooling_us)]


def switch(qualify_s):
    return AutomaticTransferSpec(
        sense_s=1.0, qualify_s=qualify_s, transfer_ms=100.0, retransfer_min=15.0
    )


STAGGER_S = stagger_s()
# The third accepts load ten seconds after the call; each block lands its own wait after that.
ALIVE_S = GONE_S + 1.0 + 10.0
LANDED_S = [ALIVE_S + wait_s + 0.1 for wait_s in STAGGER_S]
# The return: a retransfer delay after the grid, and one dark tenth of a second on the way.
LEFT_S = BACK_S + 15 * MIN


@pytest.fixture(scope="module")
def outage():
    switches = [switch(qualify_s) for qualify_s in STAGGER_S]
    chain = Chain(ENGINES, switches, [SUPPLY] * COUNT, LOADS_W, LUCK)
    chain.set_grid(round(GONE_S * S), 0.0)
    chain.set_grid(round(BACK_S * S), 1.0)
    chain.run_to(round(END_S * S))
    return chain


def at(seconds):
    """Instants are due at the microsecond after the exact one."""
    return pytest.approx([s * S for s in seconds], abs=2)


def test_the_choice_has_nothing_against_it_but_what_the_supplies_are_for():
    assert genset_reasons(ENGINES, [COOLING_W] + [BLOCK_W] * COUNT, spare_count=1) == []
    assert genset_reasons(ENGINES, [COOLING_W] + [BLOCK_W] * COUNT, spare_count=2) != []
    needed_s = max(bridge_s(SUPPLY, switch(wait_s), ENGINES) for wait_s in STAGGER_S)
    assert bridge_reasons(SUPPLY, IT_W, needed_s, margin_ratio=2.0) == []
    assert gap_reasons(switch(0.5), 20.0) != []


def test_blocks_are_spread_by_what_three_engines_take():
    """A first step of 4.125 MW holds the cooling and three blocks; then 375 kW a second."""
    waits_s = [wait_s - 0.5 for wait_s in STAGGER_S]
    assert waits_s[:3] + waits_s[-1:] == [0.0, 0.0, 0.0, 0.0]
    later_s = [(COOLING_W + n * BLOCK_W - 4.125e6) / 375e3 for n in range(4, COUNT + 1)]
    assert waits_s[3:COUNT] == pytest.approx(later_s, abs=4e-6)


def test_the_engines_are_called_after_the_sense_and_one_of_four_locks_out(outage):
    assert outage.when("source_lost") == at([GONE_S + 1.0] * 8)
    assert outage.when("fired") == at([GONE_S + 4.0])
    assert outage.when("accepts_load") == at([ALIVE_S])
    assert outage.when("start_failed") == at([GONE_S + 1.0 + 3 * 15.0 + 2 * 15.0])
    assert outage.gensets.states(0) == [STOPPED, STOPPED, LOCKED_OUT, STOPPED]


def test_every_switch_lands_when_its_stagger_says_and_returns_with_all_others(outage):
    for i, landed_s in enumerate(LANDED_S):
        assert outage.when("landed", i) == at([landed_s, LEFT_S + 0.1])
    assert outage.switches.moves_count == [2] * 8


def test_it_is_never_dark_and_cooling_is_for_as_long_as_it_had_no_source(outage):
    assert all(outage.ups.is_fed(i) for i in range(COUNT))
    assert outage.ups.metered_j(0, outage.now)[1] == pytest.approx(IT_W * END_S, rel=1e-12)
    assert outage.when("empty") == outage.when("overloaded") == outage.when("underspeed") == []
    assert outage.when("caught_up") == outage.when("starved") == []
    dark_s = LANDED_S[-1] - GONE_S + 0.1
    assert outage.switches.dark_at_us(7, outage.now) == pytest.approx(dark_s * S, abs=2)
    assert outage.bare_j == pytest.approx(COOLING_W * (END_S - dark_s), rel=1e-9)


def test_every_supply_qualifies_walks_in_and_recharges_twice_at_its_own_instants(outage):
    for i in range(COUNT):
        walks_s = [LANDED_S[i] + 10.0, LEFT_S + 0.1 + 10.0]
        assert outage.when("input_qualified", i) == at(walks_s)
        steps_s = [start_s + 1.5 * n for start_s in walks_s for n in range(1, 11)]
        assert outage.when("walked_in", i) == at(steps_s)
        away_s = [LANDED_S[i] - GONE_S, 0.1]
        fulls_s = [
            start_s + 15.0 + (gone_s + 10.0 + 7.5) * DRAIN_W / STORED_W
            for start_s, gone_s in zip(walks_s, away_s, strict=True)
        ]
        assert outage.when("full", i) == pytest.approx([s * S for s in fulls_s], abs=20)
        assert (outage.ups.state[i], outage.ups.soc_frac(i, outage.now)) == (ONLINE, 1.0)


def test_the_deepest_discharge_is_what_the_check_says_and_never_near_empty():
    """Stopped where the last block has walked in, its battery is at its lowest."""
    switches = [switch(qualify_s) for qualify_s in STAGGER_S]
    chain = Chain(ENGINES, switches, [SUPPLY] * COUNT, LOADS_W, LUCK)
    chain.set_grid(round(GONE_S * S), 0.0)
    chain.run_to(round((LANDED_S[COUNT - 1] + 25.0) * S))
    taken_j = bridge_s(SUPPLY, switch(STAGGER_S[COUNT - 1]), ENGINES) * DRAIN_W
    last = COUNT - 1
    left_j = chain.ups.stored_at_j(last, chain.now)
    assert left_j == pytest.approx(usable_j(SUPPLY) - taken_j, abs=5.0)
    assert left_j > 0.5 * usable_j(SUPPLY)
    assert chain.gensets.states(0).count(LOADED) == 3
    input_j, output_j, lost_j = chain.ups.metered_j(last, chain.now)
    assert output_j - input_j + lost_j == pytest.approx(usable_j(SUPPLY) - left_j, rel=1e-9)


def test_the_engines_leave_the_bus_with_the_load_and_stop_when_they_are_cool(outage):
    assert outage.when("cooled") == at([LEFT_S + 0.1 + 5 * MIN])
    ran_s = LEFT_S + 0.1 + 5 * MIN - (GONE_S + 4.0)
    hours = outage.gensets.run_h(0, outage.now)
    assert hours == pytest.approx([ran_s / 3600, ran_s / 3600, 0.0, ran_s / 3600], rel=1e-9)


def test_energy_closes(outage):
    gensets, ups, now = outage.gensets, outage.ups, outage.now
    burnt = gensets.burnt(0, now)
    meters = [ups.metered_j(i, now) for i in range(COUNT)]
    input_j, output_j, lost_j = (sum(column) for column in zip(*meters, strict=True))
    assert outage.grid_j + burnt.output_j == pytest.approx(input_j + outage.bare_j, rel=1e-9)
    assert input_j == pytest.approx(output_j + lost_j, rel=1e-9)
    assert burnt.output_j + burnt.lost_j == pytest.approx(burnt.fuel_m3 * 35.9e9, rel=1e-9)
    used_m3 = 10.0 - gensets.tank_left_m3(0, now)
    assert used_m3 == pytest.approx(burnt.fuel_m3, rel=1e-9)


def test_the_engines_gave_what_the_blocks_took_of_them(outage):
    """Cooling, the walk-ins, full load and recharge, block by block in closed form."""
    expected_j = COOLING_W * (LEFT_S - LANDED_S[-1])
    for landed_s in LANDED_S[:COUNT]:
        walk_j = (IT_W + LOSS_W) * 7.5
        full_j = (IT_W + LOSS_W) * (LEFT_S - landed_s - 25.0)
        recharge_j = (landed_s - GONE_S + 17.5) * DRAIN_W / STORED_W * CHARGER_W
        expected_j += walk_j + full_j + recharge_j
    assert outage.gensets.burnt(0, outage.now).output_j == pytest.approx(expected_j, rel=1e-8)


def test_no_block_has_two_sources_and_the_sides_share_all(outage):
    assert all(outage.switches.feeding(i) == A for i in range(8))
    assert outage.on_side_w(B) == 0.0
    assert outage.on_side_w(A) == pytest.approx(COUNT * (IT_W + LOSS_W) + COOLING_W, rel=1e-12)
