"""What was delivered of what the grid's operator ordered and bought: orders and reserves.

A read of the facts: nothing is metered while the run goes on. An order is kept while the import is
no more than it allows; a reserve is delivered when, in time, the import is below that of the moment
before the call by what was sold.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from twin.facility.obeying import KEPT_W
from twin.facts import decode
from twin.facts.grid import OrderIssued
from twin.facts.outside import GridFrequencyChanged
from twin.run.imports import Step, above_j, at_w, import_steps
from twin.run.lineage import Member
from twin.scenario.grid_events import Reserve
from twin.units import J_PER_MWH, US_PER_MIN, US_PER_S, W_PER_MW


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """An order and what came of it.

    Attributes:
        number: of the order, from 1.
        service: what it was called for by.
        given_us, due_us, until_us: when it came, had to be kept, ended.
        limit_mw: import that it allowed.
        before_mw: import when it came.
        due_mw: import when its notice was over; None before.
        met: whether that kept it; None before.
        kept_us: when the import first kept it, None where it never did.
        above_mwh: imported above what it allowed, from its notice to its end.
    """

    number: int
    service: str
    given_us: int
    due_us: int
    until_us: int
    limit_mw: float
    before_mw: float
    due_mw: float | None
    met: bool | None
    kept_us: int | None
    above_mwh: float


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """A call of reserve by a low frequency.

    Attributes:
        t_us: when the frequency came to the trigger.
        frequency_hz: then.
        sold_mw: of reserve.
        delivered_mw: import before less that in time.
        within_s: what is in time.
        met: whether all that was sold was delivered.
    """

    t_us: int
    frequency_hz: float
    sold_mw: float
    delivered_mw: float
    within_s: float
    met: bool


def deliveries(line: Member, end_us: int) -> list[Delivered]:
    """Every order of a run and what came of it.

    Args:
        line: the run.
        end_us: the instant it stands at.
    """
    return [_delivered(line, t_us, given, end_us) for t_us, given in _orders(line)]


def _orders(line: Member) -> Iterator[tuple[int, OrderIssued]]:
    name = OrderIssued.__name__
    for facts in line.reader.chunks():
        if name not in facts.kind:
            continue
        for place, kind in enumerate(facts.kind):
            if kind == name:
                fact = decode(kind, facts.value[place], facts.body[place])
                assert isinstance(fact, OrderIssued)
                yield facts.t_us[place], fact


def _delivered(line: Member, t_us: int, given: OrderIssued, end_us: int) -> Delivered:
    due_us = t_us + round(given.notice_s * US_PER_S)
    until_us = due_us + round(given.hold_s * US_PER_S)
    last_us = min(until_us, end_us)
    steps = import_steps(line, t_us, last_us)
    limit_w = given.limit_w + KEPT_W
    due_w = at_w(steps, due_us) if due_us <= end_us else None
    return Delivered(
        number=given.number,
        service=given.service,
        given_us=t_us,
        due_us=due_us,
        until_us=until_us,
        limit_mw=given.limit_w / W_PER_MW,
        before_mw=given.before_w / W_PER_MW,
        due_mw=None if due_w is None else due_w / W_PER_MW,
        met=None if due_w is None else due_w <= limit_w,
        kept_us=next((at_us for at_us, power_w in steps if power_w <= limit_w), None),
        above_mwh=above_j(steps, given.limit_w, due_us, last_us) / J_PER_MWH,
    )


def calls(line: Member, end_us: int) -> list[Called]:
    """Every call of a reserve that the scenario says was sold.

    Args:
        line: the run.
        end_us: the instant it stands at.
    """
    scenario = line.inputs.scenario
    sold = [event for event in scenario.events if isinstance(event, Reserve)]
    if not sold:
        return []
    steps_hz = list(_frequencies(line))
    found = [
        _called(line, reserve, t_us, frequency_hz)
        for reserve in sold
        for t_us, frequency_hz in _triggers(reserve, scenario.start_us, steps_hz)
        if t_us + round(reserve.within_s * US_PER_S) <= end_us
    ]
    return sorted(found, key=lambda call: call.t_us)


def _frequencies(line: Member) -> Iterator[Step]:
    name = GridFrequencyChanged.__name__
    for facts in line.reader.chunks():
        for place, kind in enumerate(facts.kind):
            if kind == name:
                yield facts.t_us[place], facts.value[place] or 0.0


def _triggers(reserve: Reserve, start_us: int, steps_hz: list[Step]) -> Iterator[Step]:
    """Falls to the trigger while the reserve was sold, each once until the frequency is back."""
    from_us = reserve.t_us(start_us)
    until_us = from_us + round(reserve.duration_min * US_PER_MIN)
    was_low = False
    for t_us, frequency_hz in steps_hz:
        low = frequency_hz <= reserve.trigger_hz
        if low and not was_low and from_us <= t_us < until_us:
            yield t_us, frequency_hz
        was_low = low


def _called(line: Member, reserve: Reserve, t_us: int, frequency_hz: float) -> Called:
    in_time_us = t_us + round(reserve.within_s * US_PER_S)
    steps = import_steps(line, max(t_us - 1, line.start_us), in_time_us)
    delivered_w = steps[0][1] - at_w(steps, in_time_us)
    return Called(
        t_us=t_us,
        frequency_hz=frequency_hz,
        sold_mw=reserve.sold_mw,
        delivered_mw=delivered_w / W_PER_MW,
        within_s=reserve.within_s,
        met=delivered_w >= reserve.sold_mw * W_PER_MW - KEPT_W,
    )
