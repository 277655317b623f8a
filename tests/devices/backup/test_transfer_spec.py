"""The times of both kinds of switch, and what no document may say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from twin.devices.backup.transfer_spec import (
    AutomaticTransferSpec,
    StaticTransferSpec,
    Times,
    is_good,
)


def test_a_static_switch_has_only_its_gap_and_its_return():
    assert StaticTransferSpec(transfer_ms=4.5, retransfer_s=20).times() == Times(
        0, 0, 20_000_000, 0, 4500
    )


def test_an_automatic_switch_waits_for_the_phase_only_where_it_says_so():
    opened = AutomaticTransferSpec(sense_s=0.5, transfer_ms=80, retransfer_min=5)
    assert opened.times() == Times(500_000, 500_000, 300_000_000, 0, 80_000)
    in_phase = AutomaticTransferSpec(transition="in_phase", in_phase_s=2.5)
    assert in_phase.times().phase_us == 2_500_000


def test_defaults_lie_in_the_ranges_of_the_field():
    static, automatic = StaticTransferSpec(), AutomaticTransferSpec()
    assert static.transfer_ms <= 5.0
    assert 0.5 <= automatic.sense_s <= 3.0
    assert 50 <= automatic.transfer_ms <= 150
    assert 5 <= automatic.retransfer_min <= 30


@pytest.mark.parametrize(("voltage_pu", "good"), [(0.849, False), (0.85, True), (1.101, False)])
def test_a_source_is_good_inside_its_window(voltage_pu, good):
    assert is_good(AutomaticTransferSpec(), voltage_pu) is good


def test_a_return_quicker_than_the_way_out_is_refused():
    with pytest.raises(ValidationError, match="shorter than qualify_s"):
        AutomaticTransferSpec(retransfer_min=0.1, qualify_s=30)


def test_no_switch_may_change_sides_in_no_time():
    with pytest.raises(ValidationError):
        StaticTransferSpec(transfer_ms=0)
