"""What happens to the site at stated instants: outages and sags of the grid, things that fail.

A story that a run is to live through beside its series and its luck: a drill, a design case, a
record of a bad day. Each event says when, either as an instant or as a time after the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from twin.documents.fields import Id
from twin.facts.control import AnyCommand, FailEquipment, FailTransformer, PermitGensets
from twin.scenario.fault_events import Jam, ShortCircuit, fault_command
from twin.scenario.grid_events import Dispatch, Frequency, Order, Reserve, dispatches
from twin.scenario.when import When
from twin.units import S_PER_H, US_PER_MIN, US_PER_S

GridStep = tuple[int, float]
"""An instant [us] and the voltage at the interconnect from then on [pu]."""


class Outage(When):
    """The grid is gone for a while."""

    kind: Literal["outage"]
    duration_min: float = Field(gt=0, le=1e6, description="Until it has nominal voltage again.")


class Sag(When):
    """The grid's voltage falls for some cycles and is nominal again."""

    kind: Literal["sag"]
    to_pu: float = Field(ge=0, lt=1, description="What is left of it.")
    cycles_count: float = Field(gt=0, le=1e6, description="At the grid's frequency.")
    frequency_hz: float = Field(default=60.0, ge=45, le=65, description="The grid's.")


class Fail(When):
    """A transformer breaks and is repaired after a while."""

    kind: Literal["fail"]
    asset: Id = Field(description="A transformer.")
    repair_h: float = Field(default=336.0, gt=0, le=8760 * 5)
    why: str = Field(default="a stated event", min_length=1, description="In words.")


class Break(When):
    """Units of a group of equal equipment break and are repaired after a while."""

    kind: Literal["break"]
    group: Id = Field(description="As H1-COOLER: pumps, coolers, chillers, distribution units.")
    units_count: int = Field(default=1, ge=1, le=1000)
    repair_h: float = Field(default=24.0, gt=0, le=8760)
    why: str = Field(default="a stated event", min_length=1, description="In words.")


class Permit(When):
    """Engines that stand still may start from now on, or may not."""

    kind: Literal["permit"]
    gensets: Id = Field(description="A group of engines.")
    permitted: bool
    why: str = Field(default="a stated event", min_length=1, description="In words.")


Event = Annotated[
    Outage
    | Sag
    | Frequency
    | Order
    | Reserve
    | Dispatch
    | Fail
    | Break
    | Permit
    | ShortCircuit
    | Jam,
    Field(discriminator="kind"),
]


def grid_steps(events: Iterable[Event], start_us: int) -> list[GridStep]:
    """Voltage of the grid from each instant on, where outages and sags overlap the lowest.

    >>> spans = [Outage(kind="outage", after="1h", duration_min=2)]
    >>> grid_steps(spans, 0)
    [(3600000000, 0.0), (3720000000, 1.0)]
    """
    spans = [span for event in events if (span := _grid_span(event, start_us)) is not None]
    stamps = sorted({t_us for first_us, last_us, _ in spans for t_us in (first_us, last_us)})
    steps: list[GridStep] = []
    for t_us in stamps:
        level_pu = min(
            (pu for first_us, last_us, pu in spans if first_us <= t_us < last_us), default=1.0
        )
        if not steps or steps[-1][1] != level_pu:
            steps.append((t_us, level_pu))
    return steps


def _grid_span(event: Event, start_us: int) -> tuple[int, int, float] | None:
    t_us = event.t_us(start_us)
    if isinstance(event, Outage):
        return t_us, t_us + round(event.duration_min * US_PER_MIN), 0.0
    if isinstance(event, Sag):
        span_s = event.cycles_count / event.frequency_hz
        return t_us, t_us + round(span_s * US_PER_S), event.to_pu
    return None


def beyond(events: Iterable[Event], start_us: int, end_us: int) -> list[Event]:
    """Events that come after the end of a run, so never happen.

    >>> late = Outage(kind="outage", after="2h", duration_min=2)
    >>> beyond([late], 0, 3_600_000_000) == [late]
    True
    """
    return [event for event in events if event.t_us(start_us) > end_us]


def orders_of(events: Iterable[Event], start_us: int) -> Iterator[tuple[int, AnyCommand]]:
    """Commands that events stand for, with their instants."""
    events = list(events)
    yield from dispatches([event for event in events if isinstance(event, Dispatch)], start_us)
    for event in events:
        command = _command(event)
        if command is not None:
            yield event.t_us(start_us), command


def _command(event: Event) -> AnyCommand | None:
    if isinstance(event, Fail):
        return FailTransformer(event.why, event.asset, event.repair_h * S_PER_H)
    if isinstance(event, Break):
        return FailEquipment(event.why, event.group, event.repair_h * S_PER_H, event.units_count)
    if isinstance(event, Permit):
        return PermitGensets(event.why, event.gensets, event.permitted)
    if isinstance(event, ShortCircuit | Jam):
        return fault_command(event)
    return None
