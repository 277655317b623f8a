"""The drivers of a run: the explicit list of everything that makes facts happen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from twin.drivers import Driver, outside
from twin.drivers.backup import Supplies
from twin.drivers.batteries import SiteBatteries
from twin.drivers.begin import Begin
from twin.drivers.conductors import ConductorLimits
from twin.drivers.control import Control, Operator, Policy
from twin.drivers.cooling import Cooling
from twin.drivers.duties import ContinuousDuty
from twin.drivers.engines import Engines, Transfers
from twin.drivers.execution import Execution
from twin.drivers.failures import Failures, Repairs
from twin.drivers.frequency import DroopResponse, Relays
from twin.drivers.jobs import Jobs as RunningJobs
from twin.drivers.mining_cooling import MiningCooling
from twin.drivers.orders import Given, Obeying
from twin.drivers.orders import Orders as GridOrders
from twin.drivers.planned import Dated, Planned
from twin.drivers.protection import Protection
from twin.drivers.ride_through import RideThrough
from twin.drivers.rows import Rows
from twin.drivers.sampled import Pace, Past, Sampled
from twin.drivers.switching import Switching
from twin.drivers.taps import TapChanging
from twin.drivers.thermal import Overloads, Thermal
from twin.drivers.thermal_relays import ThermalProtection
from twin.drivers.workload import Arrivals, JobStream, Requests
from twin.facility import Plant
from twin.facts.control import AnyCommand
from twin.policies import View
from twin.series import Series

Orders = Sequence[tuple[int, AnyCommand]]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything outside the plant that a run needs.

    Attributes:
        title: of the run.
        start_us, end_us: its span.
        series: weather, price, btc_price, fees and difficulty over the span.
        jobs: the stream of jobs of each hall that has one, by hall index.
        requests: the request load of each hall that has one, by hall index.
        queue_max_count: jobs that may wait in a hall.
        policies: controllers, ready made.
        view_of: how policies see a plant at an instant when telemetry is ideal.
        pace: when readings are taken and how late they are; None is ideal telemetry.
        orders: commands given from outside, with their instants.
        grid_pu, grid_hz: voltage at the interconnect, and frequency, from each instant on; nominal
            before the first.
        planned: steps of a conversion plan, in rising order.
        grid_orders: of the grid's operator, with their instants and numbers, in rising order.
        battery_reserve_frac: charge down to which batteries give for them; None lets them rest.
    """

    title: str
    start_us: int
    end_us: int
    series: dict[str, Series]
    jobs: dict[int, JobStream]
    requests: dict[int, Series]
    queue_max_count: int
    policies: tuple[Policy, ...]
    view_of: Callable[[Plant, int], View]
    orders: Orders = field(default=())
    grid_pu: Sequence[tuple[int, float]] = ()
    grid_hz: Sequence[tuple[int, float]] = ()
    grid_orders: Sequence[Given] = ()
    battery_reserve_frac: float | None = None
    planned: Sequence[Dated] = ()
    pace: Pace | None = None


def drivers_of(
    world: World,
    plant: Plant,
    *,
    begins: bool,
    after_us: int | None = None,
    restated: Collection[str] = (),
    past: Past | None = None,
) -> list[Driver]:
    """All drivers of a plant.

    Args:
        world: what is outside.
        plant: as it stands at the instant the engine starts.
        begins: whether the run starts from nothing, so that first values are facts too.
        after_us: orders up to this instant were given already; None when none was.
        restated: series whose value at the start is a fact although the run goes on: they changed.
        past: the plant at the end of an earlier instant, for readings on their way to policies.
    """
    parts = plant.parts
    followers = _followers(world, plant)
    found: list[Driver] = []
    if begins:
        weather = world.series["weather"]
        dry_bulb_c = weather.at(world.start_us)[weather.names.index("dry_bulb_c")]
        found.append(Begin(parts.site_id, dry_bulb_c, world.title))
    for name, follower in followers:
        found.append(follower.say_first() if begins or name in restated else follower)
    for levels, follower in _grid(world, plant):
        at_once = begins and levels[0][0] <= world.start_us
        found.append(follower.say_first() if at_once else follower)
    found += [
        Arrivals(plant, hall, jobs, world.queue_max_count) for hall, jobs in world.jobs.items()
    ]
    found += [
        RunningJobs(plant),
        Rows(plant),
        Thermal(plant),
        Overloads(plant),
        Switching(plant),
        RideThrough(plant),
        *_grid_side(plant),
        *_followers_of_flows(plant),
        *_coolers(plant),
        *_backup(plant),
        Execution(plant),
        Failures(plant, parts.luck),
        Repairs(plant),
    ]
    if world.pace is None:
        for policy in world.policies:
            found.append(cast("Driver", Control(plant, policy, world.view_of)))
    elif world.policies:
        found.append(Sampled(plant, world.policies, world.pace, past))
    orders = [order for order in world.orders if after_us is None or order[0] > after_us]
    if orders:
        found.append(Operator(plant, orders))
    return found + _plan(world, after_us) + _obedience(world, plant, after_us)


def _plan(world: World, after_us: int | None) -> list[Driver]:
    """What says the steps of a conversion plan, where some are to come."""
    steps = [step for step in world.planned if after_us is None or step[0] > after_us]
    return [Planned(steps)] if steps else []


def _backup(plant: Plant) -> Iterator[Driver]:
    """What feeds halls when their feeds do not."""
    parts = plant.parts
    if parts.ups_ids:
        yield Supplies(plant)
    if parts.switch_ids:
        yield Transfers(plant)
    if parts.genset_ids:
        yield Engines(plant, parts.luck)


def _followers_of_flows(plant: Plant) -> Iterator[Driver]:
    """What voltages and currents set off."""
    parts = plant.parts
    if parts.guard.ids:
        yield Protection(plant)
    if parts.guard.thermal_relays:
        yield ThermalProtection(plant)
    if parts.tap_mains:
        yield TapChanging(plant)
    if parts.conductor_feeders:
        yield ConductorLimits(plant)
    if parts.duty_feeders:
        yield ContinuousDuty(plant)


def _grid_side(plant: Plant) -> Iterator[Driver]:
    """What answers to the grid's frequency."""
    grid = plant.parts.grid
    if grid.droop_rows:
        yield DroopResponse(plant)
    if grid.stage_ids:
        yield Relays(plant)
    if grid.battery_ids:
        yield SiteBatteries(plant)


def _obedience(world: World, plant: Plant, after_us: int | None) -> list[Driver]:
    """What gives and keeps orders of the grid's operator: nothing where none came or comes."""
    given = [one for one in world.grid_orders if after_us is None or one[0] > after_us]
    if not (given or plant.grid.orders or plant.grid.ended_seq):
        return []
    return [GridOrders(plant, given), Obeying(plant, world.battery_reserve_frac)]


def _grid(
    world: World, plant: Plant
) -> Iterator[tuple[Sequence[tuple[int, float]], outside.Outside]]:
    """What follows the grid's voltage and frequency, with their levels; none that stays nominal."""
    poi_id = plant.parts.poi_id
    if world.grid_pu:
        yield world.grid_pu, outside.grid(world.grid_pu, poi_id)
    if world.grid_hz:
        nominal_hz = plant.parts.grid.nominal_hz
        yield world.grid_hz, outside.frequency(world.grid_hz, nominal_hz, poi_id)


def _coolers(plant: Plant) -> list[Driver]:
    """Those of cooling, where a site has any."""
    halls: list[Driver] = [Cooling(plant)] if plant.parts.loop_ids else []
    blocks: list[Driver] = [MiningCooling(plant)] if plant.parts.cooled else []
    return halls + blocks


def _followers(world: World, plant: Plant) -> list[tuple[str, outside.Outside | Requests]]:
    """What follows a series, with the name of the series."""
    parts, series = plant.parts, world.series
    return [
        ("weather", outside.weather(series["weather"], parts.site_id)),
        ("price", outside.price(series["price"], parts.poi_id)),
        ("btc_price", outside.btc_price(series["btc_price"])),
        ("fees", outside.fees(series["fees"])),
        ("difficulty", outside.difficulty(series["difficulty"])),
        ("difficulty", outside.subsidy(series["difficulty"])),
        *(("inference", Requests(plant, hall, load)) for hall, load in world.requests.items()),
    ]
