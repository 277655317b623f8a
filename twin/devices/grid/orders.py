"""Orders of the grid as obligations: how much less, by when, how steeply, for how long.

An order owes nothing at first, then rises along its ramp to the whole reduction at the deadline,
holds it, and ends. Delivered is what the load is below the load before, never more than that was.
The shortfall is the integral of what is owed and not delivered; both are straight lines between
facts, so it is exact. The verdict falls at the deadline, the microsecond of it: who is down then is
in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal, NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.contract import Columns, Crossing
from twin.devices.grid.ramp import above_j
from twin.units import S_PER_MIN, SUFFIXES, US_PER_S, W_PER_MW

DUE, ENDED = "order_due", "order_ended"
NOT_YET_US = -1

OPEN, MET, MISSED = range(3)
VERDICT_NAMES = ("open", "met", "missed")

DEADLINES_MIN: dict[str, float] = {
    "base_point": 5.0,
    "ecrs": 10.0,
    "non_spin": 30.0,
    "curtailment": 10.0,
}
"""Usual time to deliver: base points and reserves of ERCOT [M], curtailment [A]."""


class OrderSpec(BaseModel, frozen=True, extra="forbid"):
    """An order to draw less: what it says."""

    kind: Literal["base_point", "ecrs", "non_spin", "curtailment"] = Field(
        "curtailment", description="what it is called for by"
    )
    reduction_mw: float = Field(gt=0, le=10_000, description="below the load before")
    deadline_min: float | None = Field(
        None, ge=0, le=1440, description="from the order to all of it; none: usual for its kind"
    )
    hold_min: float = Field(60.0, gt=0, le=10_080, description="from the deadline on [A]")
    ramp_mw_per_min: float | None = Field(
        None, gt=0, le=10_000, description="owed along this to the deadline; none: all at once"
    )

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        ramp, deadline_min = self.ramp_mw_per_min, usual_min(self)
        if ramp is not None and self.reduction_mw > ramp * deadline_min:
            raise ValueError("ramp_mw_per_min is too slow for the whole reduction by the deadline")
        return self


def usual_min(spec: OrderSpec) -> float:
    """Its deadline, its kind's where it names none.

    >>> usual_min(OrderSpec(kind="ecrs", reduction_mw=5))
    10.0
    """
    return DEADLINES_MIN[spec.kind] if spec.deadline_min is None else spec.deadline_min


class Order(NamedTuple):
    """An order that was given, in SI.

    Attributes:
        issued_us: when it came.
        rises_us: from when on something is owed.
        due_us: from when on all of it is.
        until_us: when nothing is owed any more.
        reduction_w: all of it.
        before_w: load before it came, which reductions are counted from.
    """

    issued_us: int
    rises_us: int
    due_us: int
    until_us: int
    reduction_w: float
    before_w: float


def order(spec: OrderSpec, issued_us: int, before_w: float) -> Order:
    """The obligation that an order makes of a load of so much.

    >>> given = order(OrderSpec(kind="ecrs", reduction_mw=5, ramp_mw_per_min=1), 0, 20e6)
    >>> given.rises_us / 60e6, given.due_us / 60e6, given.until_us / 60e6
    (5.0, 10.0, 70.0)
    """
    due_us = issued_us + round(usual_min(spec) * S_PER_MIN * US_PER_S)
    reduction_w, rise_us = spec.reduction_mw * W_PER_MW, 0
    if spec.ramp_mw_per_min is not None:
        ramp_w_per_s = spec.ramp_mw_per_min * SUFFIXES["mw_per_min"].si_ratio
        rise_us = round(reduction_w / ramp_w_per_s * US_PER_S)
    until_us = due_us + round(spec.hold_min * S_PER_MIN * US_PER_S)
    return Order(issued_us, due_us - rise_us, due_us, until_us, reduction_w, before_w)


def owed_w(given: Order, t_us: int) -> float:
    """What is owed at an instant; at the deadline all of it, at the end nothing."""
    if t_us >= given.until_us or t_us < given.rises_us:
        return 0.0
    if t_us >= given.due_us:
        return given.reduction_w
    risen_us = t_us - given.rises_us
    return given.reduction_w * (risen_us / (given.due_us - given.rises_us))


def short_j(given: Order, delivered_w: float, from_us: int, to_us: int) -> float:
    """Energy owed and not delivered between two instants of one delivery.

    >>> given = order(OrderSpec(reduction_mw=6, deadline_min=2, ramp_mw_per_min=3), 0, 9e6)
    >>> short_j(given, 3e6, 0, 180_000_000) / 3.6e9
    0.075
    """
    corners = (given.rises_us, given.due_us, given.until_us)
    cuts = [from_us, *(cut for cut in corners if from_us < cut < to_us), to_us]
    sum_j = 0.0
    for start_us, end_us in pairwise(cuts):
        if start_us >= given.rises_us and end_us <= given.until_us and end_us > start_us:
            start_w = owed_w(given, start_us)
            end_w = start_w if start_us >= given.due_us else owed_w(given, end_us)
            span_s = (end_us - start_us) / US_PER_S
            sum_j += above_j(start_w - delivered_w, end_w - delivered_w, span_s)
    return sum_j


class Obligations(Columns):
    """Columns of all orders of a site; the index is the order, in the order they came.

    Attributes:
        orders: what is owed, as in `Order`.
        anchor_us: when the load changed last.
        load_w: since then.
        missing_j: shortfall until the anchor.
        delivered_us: when all of it was delivered first, `NOT_YET_US` before.
        verdict: `OPEN` before the deadline, then `MET` or `MISSED`.
        ended: whether it is over.
    """

    STATE = ("orders", "anchor_us", "load_w", "missing_j", "delivered_us", "verdict", "ended")

    def __init__(self) -> None:
        """Without any: orders come as they are given."""
        self.orders: list[Order] = []
        self.anchor_us: list[int] = []
        self.load_w: list[float] = []
        self.missing_j: list[float] = []
        self.delivered_us: list[int] = []
        self.verdict: list[int] = []
        self.ended: list[bool] = []

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot; its orders may come as plain lists."""
        super().restore(state)
        self.orders[:] = [Order(*row) for row in state["orders"]]

    def accept(self, given: Order) -> int:
        """Take an order on from the instant it came; its index."""
        self.orders.append(given)
        self.anchor_us.append(given.issued_us)
        self.load_w.append(given.before_w)
        self.missing_j.append(0.0)
        self.delivered_us.append(NOT_YET_US)
        self.verdict.append(OPEN)
        self.ended.append(False)
        return len(self.orders) - 1

    def set_load(self, i: int, t_us: int, drawn_w: float) -> None:
        """From `t_us` on the load is this; an equal value is no change."""
        if drawn_w == self.load_w[i]:
            return
        self.missing_j[i] = self.short_at_j(i, t_us)
        self.anchor_us[i], self.load_w[i] = t_us, drawn_w
        if self.delivered_us[i] == NOT_YET_US and self._delivers(i):
            self.delivered_us[i] = t_us
        if self.verdict[i] != OPEN and t_us == self.orders[i].due_us:
            self._judge(i)

    def delivered_w(self, i: int) -> float:
        """How far the load is below the load before, never more than that was."""
        before_w = self.orders[i].before_w
        return min(max(0.0, before_w - self.load_w[i]), before_w)

    def short_at_j(self, i: int, t_us: int) -> float:
        """Energy owed and not delivered until an instant from the anchor on."""
        given, delivered_w = self.orders[i], self.delivered_w(i)
        return self.missing_j[i] + short_j(given, delivered_w, self.anchor_us[i], t_us)

    def short_frac(self, i: int, t_us: int) -> float:
        """Shortfall over all that was owed until an instant; 0 where nothing was."""
        given = self.orders[i]
        asked_j = short_j(given, 0.0, given.issued_us, t_us)
        return self.short_at_j(i, t_us) / asked_j if asked_j > 0.0 else 0.0

    def next_crossing(self, i: int) -> Crossing | None:
        """Its deadline, then its end."""
        if self.ended[i]:
            return None
        given = self.orders[i]
        if self.verdict[i] == OPEN:
            return Crossing(limit=DUE, direction="rising", anchor_us=given.due_us, after_us=0.0)
        return Crossing(limit=ENDED, direction="falling", anchor_us=given.until_us, after_us=0.0)

    def cross(self, i: int, crossing: Crossing) -> None:
        """Judge it at the deadline, or let it end."""
        if crossing.limit == DUE:
            self._judge(i)
        else:
            self.ended[i] = True

    def _judge(self, i: int) -> None:
        """By what is delivered now; a change at the very instant of the deadline still counts."""
        self.verdict[i] = MET if self._delivers(i) else MISSED

    def _delivers(self, i: int) -> bool:
        return self.delivered_w(i) >= self.orders[i].reduction_w
