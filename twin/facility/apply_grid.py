"""Handlers of the grid's side: its frequency, caps of rows, stages of relays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.facility import droop, loads, storage, topics
from twin.facility.grid_side import Open
from twin.facts import Fact, grid, mining
from twin.facts.outside import GridFrequencyChanged
from twin.units import US_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from twin.facility.plant import Plant


def _frequency(plant: Plant, t_us: int, seq: int, subject: str, fact: GridFrequencyChanged) -> None:
    plant.grid.set_frequency(plant.parts.grid, t_us, seq, fact.frequency_hz)
    plant.grid.releasing = droop.is_surplus(plant)
    plant.touched |= topics.FREQUENCY


def _capped(plant: Plant, t_us: int, seq: int, subject: str, fact: mining.RowsCapped) -> None:
    rows = droop.rows_of(plant, fact.rows)
    before_w = droop.total_w(plant)
    for row in rows:
        plant.rows.set_mode(row, t_us, fact.mode_frac)
        loads.rate_row(plant, t_us, row)
    loads.settle_rows(plant, t_us, rows)
    coming_w = before_w - droop.total_w(plant)
    loads.owe(plant.control.ramp_up_free_us, t_us, coming_w, plant.parts.ramp_up_w_per_s)
    plant.grid.stepped_us = t_us
    plant.grid.releasing = droop.is_surplus(plant)
    plant.touched |= topics.ROWS | topics.HAZARD | topics.FREQUENCY


def _tripped(plant: Plant, t_us: int, seq: int, subject: str, fact: grid.StageTripped) -> None:
    stage = plant.parts.grid.stage_ids.index(subject)
    crossing = plant.grid.relays.next_crossing(stage, t_us)
    assert crossing is not None, "a stage trips when its time has come"
    plant.grid.relays.cross(stage, crossing)
    plant.grid.stage_seq[stage] = seq
    plant.touched |= topics.FREQUENCY


def _reset(plant: Plant, t_us: int, seq: int, subject: str, fact: grid.StageReset) -> None:
    stage = plant.parts.grid.stage_ids.index(subject)
    plant.grid.relays.reset(stage, t_us)
    plant.grid.stage_seq[stage] = seq
    plant.touched |= topics.FREQUENCY


def _ordered(plant: Plant, t_us: int, seq: int, subject: str, fact: grid.OrderIssued) -> None:
    due_us = t_us + round(fact.notice_s * US_PER_S)
    until_us = due_us + round(fact.hold_s * US_PER_S)
    order = Open(fact.number, t_us, due_us, until_us, fact.limit_w, fact.before_w, seq)
    plant.grid.orders.append(order)
    plant.touched |= topics.ORDERS


def _judged(plant: Plant, t_us: int, seq: int, subject: str, fact: grid.OrderJudged) -> None:
    orders = plant.grid.orders
    orders[:] = [
        order._replace(judged=True) if order.number == fact.number else order for order in orders
    ]
    plant.touched |= topics.ORDERS


def _ended(plant: Plant, t_us: int, seq: int, subject: str, fact: grid.OrderEnded) -> None:
    orders = plant.grid.orders
    orders[:] = [order for order in orders if order.number != fact.number]
    plant.grid.ended_us, plant.grid.ended_seq = t_us, seq
    plant.touched |= topics.ORDERS


def _dispatched(
    plant: Plant, t_us: int, seq: int, subject: str, fact: grid.BatteryDispatched
) -> None:
    battery = plant.parts.grid.battery_ids.index(subject)
    plant.grid.base_net_w[battery] = fact.net_w
    plant.grid.battery_event[battery] = fact.event
    _flows(plant, t_us, seq, battery)


def _answered(plant: Plant, t_us: int, seq: int, subject: str, fact: grid.BatteryAnswered) -> None:
    battery = plant.parts.grid.battery_ids.index(subject)
    plant.grid.answer_net_w[battery] = fact.net_w
    _flows(plant, t_us, seq, battery)


def _called(plant: Plant, t_us: int, seq: int, subject: str, fact: grid.BatteryCalled) -> None:
    battery = plant.parts.grid.battery_ids.index(subject)
    plant.grid.order_net_w[battery] = fact.net_w
    _flows(plant, t_us, seq, battery)
    plant.touched |= topics.ORDERS


def _limited(plant: Plant, t_us: int, seq: int, subject: str, fact: grid.BatteryLimited) -> None:
    battery = plant.parts.grid.battery_ids.index(subject)
    plant.grid.most_w[battery] = fact.most_w
    _flows(plant, t_us, seq, battery)


def _stepped(plant: Plant, t_us: int, seq: int, subject: str, fact: grid.BatteryStepped) -> None:
    battery = plant.parts.grid.battery_ids.index(subject)
    plant.grid.batteries.cross(battery, t_us, fact.limit)
    _flows(plant, t_us, seq, battery)


def _flows(plant: Plant, t_us: int, seq: int, battery: int) -> None:
    plant.grid.battery_seq[battery] = seq
    storage.settle(plant, t_us, battery)
    plant.touched |= topics.STORAGE


GRID: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    GridFrequencyChanged: _frequency,
    mining.RowsCapped: _capped,
    grid.StageTripped: _tripped,
    grid.StageReset: _reset,
    grid.OrderIssued: _ordered,
    grid.OrderJudged: _judged,
    grid.OrderEnded: _ended,
    grid.BatteryDispatched: _dispatched,
    grid.BatteryAnswered: _answered,
    grid.BatteryCalled: _called,
    grid.BatteryLimited: _limited,
    grid.BatteryStepped: _stepped,
}
