"""Reasons against a choice, judged by running it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.devices.backup.engines import ready
from tests.devices.backup.running import run_to
from twin.devices.backup.battery import BatterySpec
from twin.devices.backup.checks import (
    battery_reasons,
    bridge_reasons,
    bridge_s,
    gap_reasons,
    genset_reasons,
)
from twin.devices.backup.genset_spec import GensetSpec
from twin.devices.backup.transfer_spec import AutomaticTransferSpec, StaticTransferSpec
from twin.devices.backup.ups import UpsUnits
from twin.devices.backup.ups_spec import UpsSpec, ride_through_s

S = 1_000_000
DIESEL = GensetSpec(rated_kw=2000.0, units_count=4)
GAS = GensetSpec(rated_kw=2000.0, units_count=4, first_step_frac=0.3, accept_s=60.0)


class TestGensets:
    def test_a_group_that_fits_its_blocks_has_none(self):
        assert genset_reasons(DIESEL, [1.2e6, 3e6, 1.8e6], spare_count=1) == []

    def test_a_load_above_what_is_left_is_said(self):
        assert genset_reasons(DIESEL, [3e6, 3e6, 0.1e6], spare_count=1) == [
            "3 engines of 6000 kW in all are smaller than the load, 6100 kW"
        ]
        assert genset_reasons(DIESEL, [3e6, 3e6, 0.1e6]) == []

    def test_lean_gas_can_not_start_a_block_that_diesel_can(self):
        assert genset_reasons(DIESEL, [2e6], spare_count=1) == []
        assert genset_reasons(GAS, [1e6, 2e6], spare_count=1) == [
            "block 2 of 2000 kW is larger than the first step of 3 engines, 1800 kW"
        ]

    def test_a_single_engine_has_no_spare(self):
        alone = GensetSpec(rated_kw=2000.0)
        assert genset_reasons(alone, [1e3], spare_count=1) == [
            "no engine is left to carry anything"
        ]
        assert genset_reasons(alone, [1.2e6])[0].endswith("first step of 1 engine, 1100 kW")

    @given(st.lists(st.floats(1e5, 4e6), min_size=1, max_size=5), st.floats(0.2, 0.6))
    def test_none_means_that_every_block_is_accepted_and_carried(self, blocks_w, step):
        gensets = ready(3, first_step_frac=step)
        accepted = gensets.accept_blocks(0, 0, blocks_w)
        said = genset_reasons(gensets.specs[0], blocks_w)
        assert bool(said) == (None in accepted)
        if not said:
            assert run_to(gensets, max(accepted)) == []


UPS = UpsSpec(rated_kw=1000.0, battery_kwh=100.0)
SWITCH = AutomaticTransferSpec(sense_s=1.0, qualify_s=0.5, transfer_ms=100.0)


class TestBridge:
    @given(st.floats(1.0, 300.0), st.floats(2e5, 1e6))
    def test_none_means_that_the_battery_outlasts_the_wait(self, wait_s, load_w):
        """The supply itself, its input away for so long and then walked in."""
        needed_s = wait_s + UPS.qualify_s + UPS.walk_in_s / 2
        assume(abs(ride_through_s(UPS, load_w) - needed_s) > UPS.walk_in_s)
        units = UpsUnits([UPS], 0)
        units.set_load(0, 0, load_w)
        units.set_input(0, 0, 0.0)
        seen, now = [], 0
        for until_us, voltage_pu in ((round(wait_s * S), 1.0), (round((wait_s + 60) * S), 0.0)):
            while (found := units.next_crossing(0, now)) and found.t_us <= until_us:
                now = found.t_us
                units.cross(0, now, found.limit)
                seen.append(found.limit)
            now = until_us
            units.set_input(0, now, voltage_pu)
        assert bool(bridge_reasons(UPS, load_w, needed_s)) == ("empty" in seen)

    @pytest.mark.parametrize(("attempt", "needed_s"), [(1, 29.1), (2, 59.1), (3, 89.1)])
    def test_every_failed_attempt_costs_a_crank_and_a_rest(self, attempt, needed_s):
        found = bridge_s(UPS, SWITCH, DIESEL, attempt_count=attempt)
        assert found == pytest.approx(needed_s)

    def test_gas_needs_a_larger_battery_than_diesel(self):
        assert bridge_reasons(UPS, 1e6, bridge_s(UPS, SWITCH, DIESEL)) == []
        small = UpsSpec(rated_kw=1000.0, battery_kwh=20.0)
        (said,) = bridge_reasons(small, 1e6, bridge_s(small, SWITCH, GAS))
        assert said == "the battery lasts 54.72 s at 1000 kW, the engines need 79.1 s"

    def test_a_margin_is_asked_for(self):
        assert bridge_reasons(UPS, 1e6, 200.0) == []
        assert bridge_reasons(UPS, 1e6, 200.0, margin_ratio=1.5)[0].endswith("200 s times 1.5")


@pytest.mark.parametrize(
    ("switch", "hold_up_ms", "felt"),
    [
        (StaticTransferSpec(), 10.0, False),
        (StaticTransferSpec(transfer_ms=5.0), 10.0, False),
        (AutomaticTransferSpec(transfer_ms=50.0), 20.0, True),
        (AutomaticTransferSpec(transfer_ms=150.0), 10.0, True),
    ],
)
def test_only_a_static_transfer_is_not_felt(switch, hold_up_ms, felt):
    assert bool(gap_reasons(switch, hold_up_ms)) is felt


@pytest.mark.parametrize(
    ("load_w", "needed_s", "words"),
    [
        (900e3, 764.0, None),
        (900e3, 765.0, "lasts 764 s"),
        (1.1e6, 1.0, "gives 1000 kW at most"),
    ],
    ids=["oracle-29", "a second more", "past its C-rate"],
)
def test_a_grid_battery_is_judged_by_its_window_and_its_c_rate(load_w, needed_s, words):
    spec = BatterySpec(capacity_kwh=250, discharge_efficiency_frac=0.955, discharge_per_h=4)
    said = battery_reasons(spec, load_w, needed_s - 1e-6)
    assert (words is None and said == []) or words in said[0]
