"""Orders of the grid's operator: they come, are kept by miners, are judged, and end.

Commands go through the arbiter like those of any policy, with the order as their reason and cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import simpy

from twin.drivers.arbiter import rule
from twin.drivers.contract import Agenda, Priority, Process, Scheduled, Timed
from twin.facility import Plant, calling, obeying, topics
from twin.facility.calling import Calling
from twin.facts.control import AnyCommand, CurtailRows, RestoreRows
from twin.facts.grid import BatteryCalled, OrderEnded, OrderIssued, OrderJudged
from twin.scenario.grid_events import Order
from twin.units import S_PER_MIN, W_PER_MW

_SOC_PLACES = 6
Given = tuple[int, int, Order]
"""An instant [us], a number, and the order that comes then."""


class Orders(Scheduled):
    """Orders come at stated instants."""

    def __init__(self, plant: Plant, given: Sequence[Given]) -> None:
        """Give each order at its instant, in rising order."""
        self._plant = plant
        self._given = given

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """One fact an order."""
        poi_id = self._plant.parts.poi_id
        for at_us, number, order in self._given:
            now_us: int = env.now  # type: ignore[assignment]
            yield env.timeout(at_us - now_us)
            fact = self._fact(number, order)
            # Numbers begin at 1: after the voltage and the frequency of the same instant.
            agenda.append((Priority.GRID, poi_id, 1 + number, fact, None, "operator"))

    def _fact(self, number: int, order: Order) -> OrderIssued:
        before_w = self._plant.net.import_w
        if order.to_mw is not None:
            limit_w = order.to_mw * W_PER_MW
        else:
            assert order.by_mw is not None, "the document says one of them"
            limit_w = max(before_w - order.by_mw * W_PER_MW, 0.0)
        hold_s = order.duration_min * S_PER_MIN
        return OrderIssued(limit_w, number, order.service, before_w, order.notice_s, hold_s)


class Obeying(Timed):
    """Keeps the orders that stand, judges each when its notice is over, and lets it end."""

    wakes_on: ClassVar[int] = topics.ORDERS
    rearms_on: ClassVar[int] = topics.ORDERS | topics.COMMAND

    def __init__(self, plant: Plant, reserve_frac: float | None = None) -> None:
        """Obey on `plant`, with its batteries down to a charge where that is given."""
        self._plant = plant
        batteries = plant.parts.grid.battery_ids and reserve_frac is not None
        self._calling = Calling(plant, reserve_frac or 0.0) if batteries else None

    def due_us(self, t_us: int) -> int | None:
        """The next verdict, end, or look."""
        orders = self._plant.grid.orders
        found = [order.until_us if order.judged else order.due_us for order in orders]
        look_us = obeying.look_us(self._plant, t_us)
        spent_us = self._calling.spent_us(self._plant, t_us) if self._calling else None
        found += [one for one in (look_us, spent_us) if one is not None]
        return min(found, default=None)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Verdicts and ends that are due; rows that sleep or wake in this stage."""
        plant, poi_id, before = self._plant, self._plant.parts.poi_id, len(agenda)
        if self._call(t_us, agenda):
            return
        for order in plant.grid.orders:
            if order.judged and order.until_us <= t_us:
                ended = OrderEnded(order.number)
                agenda.append((Priority.ARBITER, poi_id, order.number, ended, order.seq, "sim"))
            elif not order.judged and order.due_us <= t_us:
                kept = obeying.is_kept(plant, order)
                judged = OrderJudged(plant.net.import_w, order.number, kept)
                agenda.append((Priority.ARBITER, poi_id, order.number, judged, order.seq, "sim"))
        if len(agenda) == before:
            self._act(t_us, agenda)
        if len(agenda) == before:
            self.rearm(t_us)

    def react(self, t_us: int, agenda: Agenda) -> None:
        """An order that just came is obeyed at once."""
        if any(order.issued_us == t_us for order in self._plant.grid.orders):
            self._act(t_us, agenda)
        elif not self._plant.grid.orders:
            self._call(t_us, agenda)

    def _act(self, t_us: int, agenda: Agenda) -> None:
        plant = self._plant
        if plant.grid.orders:
            order = min(plant.grid.orders, key=lambda one: (one.limit_w, one.number))
            why = f"order {order.number} allows {order.limit_w / W_PER_MW:.1f} MW of import"
            relief_w = 0.0
            if self._calling:
                relief_w = calling.relief_w(plant, t_us, self._calling)
                self._call(t_us, agenda)
            sleeps = [CurtailRows(why, *rows) for rows in obeying.to_sleep(plant, t_us, relief_w)]
            self._command(sleeps, order.seq, t_us, agenda)
        elif t_us > plant.grid.ended_us:
            why = "the order is over"
            wakes = [RestoreRows(why, *rows) for rows in obeying.to_wake(plant, t_us)]
            self._command(wakes, plant.grid.ended_seq, t_us, agenda)

    def _call(self, t_us: int, agenda: Agenda) -> bool:
        """Batteries give for the order that must be kept now, or for none; whether any changes."""
        plant, before = self._plant, len(agenda)
        if self._calling is None:
            return False
        order = calling.due_order(plant, t_us)
        number, cause = (order.number, order.seq) if order else (0, plant.grid.ended_seq)
        for battery, net_w in calling.changes(plant, t_us, self._calling):
            name = plant.parts.grid.battery_ids[battery]
            soc_frac = round(plant.grid.batteries.soc_frac(battery, t_us), _SOC_PLACES)
            fact = BatteryCalled(net_w, number if net_w else 0, soc_frac)
            agenda.append((Priority.ARBITER, name, 0, fact, cause, "sim"))
        return len(agenda) > before

    def _command(
        self, commands: Sequence[AnyCommand], cause: int, t_us: int, agenda: Agenda
    ) -> None:
        for n, command in enumerate(commands):
            subject, ruling = rule(self._plant, t_us, command, obeying.HOLDER)
            agenda.append((Priority.POLICY, subject, n, ruling, cause, "operator"))
