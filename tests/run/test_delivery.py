"""Orders and calls of reserve: judged by the device of orders and by closed forms."""

from __future__ import annotations

import pytest

from tests.scenes.stage import played
from twin.devices.grid.orders import MET, MISSED, Obligations, Order
from twin.run.delivery import calls, deliveries
from twin.run.imports import import_steps
from twin.run.lineage import open_member
from twin.units import J_PER_MWH, US_PER_MIN


def line(name, *sets):
    return open_member(played(name, *sets).run_dir)


def test_each_order_comes_out_as_the_device_of_orders_judges_it():
    member = line("order")
    end_us = member.inputs.scenario.end_us
    found = deliveries(member, end_us)
    assert [one.met for one in found] == [True, True, False]
    for one in found:
        before_w = one.before_mw * 1e6
        given = Order(
            issued_us=one.given_us,
            rises_us=one.due_us,
            due_us=one.due_us,
            until_us=one.until_us,
            reduction_w=before_w - one.limit_mw * 1e6,
            before_w=before_w,
        )
        obligations = Obligations()
        obligations.accept(given)
        steps = import_steps(member, one.given_us, one.until_us)
        for t_us, power_w in [step for step in steps if step[0] <= one.due_us]:
            obligations.set_load(0, t_us, power_w)
        obligations.cross(0, obligations.next_crossing(0))
        for t_us, power_w in [step for step in steps if step[0] > one.due_us]:
            obligations.set_load(0, t_us, power_w)
        assert obligations.verdict[0] == (MET if one.met else MISSED)
        missing_mwh = obligations.short_at_j(0, one.until_us) / J_PER_MWH
        assert one.above_mwh == pytest.approx(missing_mwh, abs=1e-9)


def test_an_order_is_not_judged_before_its_notice_is_over():
    member = line("order")
    first = deliveries(member, member.start_us + 35 * US_PER_MIN)[0]
    assert (first.due_mw, first.met, first.above_mwh) == (None, None, 0.0)
    assert first.kept_us is not None


def test_a_reserve_is_delivered_by_the_relay_in_time_or_not():
    said = "{kind: reserve, after: 1s, sold_mw: %s, duration_min: 60, within_s: %s}"
    kept = "{kind: frequency, after: 10min, to_hz: 59.6, duration_min: 8}"
    for sold_mw, within_s, met in ((22.0, 0.5, True), (22.0, 0.4, False), (60.0, 0.5, False)):
        member = line("frequency", f"events=[{said % (sold_mw, within_s)}, {kept}]")
        (call,) = calls(member, member.inputs.scenario.end_us)
        assert call.met is met
        assert call.t_us == member.start_us + 10 * US_PER_MIN
        assert call.frequency_hz == 59.6


def test_a_frequency_above_the_trigger_calls_nothing():
    said = "{kind: reserve, after: 1s, sold_mw: 5, duration_min: 60, trigger_hz: 59.5}"
    kept = "{kind: frequency, after: 10min, to_hz: 59.6, duration_min: 8}"
    member = line("frequency", f"events=[{said}, {kept}]")
    assert calls(member, member.inputs.scenario.end_us) == []
    assert calls(line("order"), 0) == []
