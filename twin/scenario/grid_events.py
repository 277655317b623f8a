"""What the grid does and asks at stated instants: its frequency, orders, reserves sold to it.

A frequency stands still between two instants; it is nominal before the first event and after the
last. What nominal is, the site says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from twin.devices.grid.orders import DEADLINES_MIN
from twin.documents.fields import Id
from twin.facts.control import DispatchBattery
from twin.scenario.generators import Part
from twin.scenario.when import When
from twin.units import S_PER_MIN, US_PER_MIN, W_PER_MW

FrequencyStep = tuple[int, float]
"""An instant [us] and the frequency of the grid from then on [Hz]."""
Hertz = Annotated[float, Field(ge=40, le=70, description="Of the grid.")]
Minutes = Annotated[float, Field(gt=0, le=1e6, description="For so long.")]


class Level(Part):
    """A frequency that stands for a while."""

    to_hz: Hertz
    duration_min: Minutes


class Frequency(When):
    """The grid's frequency leaves nominal for a while: to one value, or to several in turn."""

    kind: Literal["frequency"]
    to_hz: Hertz | None = None
    duration_min: Minutes | None = None
    steps: tuple[Level, ...] = Field(default=(), description="Instead: one level after the other.")

    @model_validator(mode="after")
    def _said_once(self) -> Self:
        one = self.to_hz is not None and self.duration_min is not None
        part = self.to_hz is not None or self.duration_min is not None
        if one == bool(self.steps) or (part and not one):
            raise PydanticCustomError(
                "frequency",
                "needs its frequency once",
                {
                    "allowed": "to_hz and duration_min, or steps",
                    "remedy": "give to_hz: 59.9 and duration_min: 5, or steps of both",
                },
            )
        return self

    @property
    def levels(self) -> tuple[Level, ...]:
        """Its levels in turn."""
        if self.steps:
            return self.steps
        assert self.to_hz is not None
        assert self.duration_min is not None
        return (Level(to_hz=self.to_hz, duration_min=self.duration_min),)


class Order(When):
    """The grid's operator orders the site to draw no more than so much, or so much less."""

    kind: Literal["order"]
    service: Literal["curtailment", "base_point", "ecrs", "non_spin"] = Field(
        default="curtailment", description="What it is called for by."
    )
    to_mw: float | None = Field(default=None, ge=0, le=10_000, description="At the interconnect.")
    by_mw: float | None = Field(
        default=None, gt=0, le=10_000, description="Instead: less than when the order came."
    )
    notice_min: float | None = Field(
        default=None,
        ge=0,
        le=1440,
        description="Until it must be kept; left out: usual for its service, 5 to 30 min [M].",
    )
    duration_min: float = Field(gt=0, le=10_080, description="To be kept for so long after that.")

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.to_mw is None) == (self.by_mw is None):
            raise PydanticCustomError(
                "order",
                "needs its power once",
                {"allowed": "to_mw or by_mw", "remedy": "give one of them"},
            )
        return self

    @property
    def notice_s(self) -> float:
        """From the order to the instant at which it must be kept."""
        given_min = self.notice_min
        return S_PER_MIN * (DEADLINES_MIN[self.service] if given_min is None else given_min)


class Reserve(When):
    """Reserve that was sold: on a low frequency the site must draw that much less, in time."""

    kind: Literal["reserve"]
    sold_mw: float = Field(gt=0, le=10_000)
    duration_min: float = Field(gt=0, le=1e6, description="Of the sale.")
    trigger_hz: float = Field(
        default=59.7, ge=40, le=70, description="Called at or below it: RRS 59.70, FFR 59.85 [M]."
    )
    within_s: float = Field(
        default=0.5, gt=0, le=3600, description="To be delivered by then: RRS 0.5, FFR 0.25 [M]."
    )


class Dispatch(When):
    """A battery is charged or discharged at a power for a while, then rests."""

    kind: Literal["battery"]
    battery: Id
    charge_mw: float | None = Field(default=None, gt=0, le=10_000)
    discharge_mw: float | None = Field(default=None, gt=0, le=10_000)
    duration_min: Minutes
    why: str = Field(default="a stated event", min_length=1, description="In words.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.charge_mw is None) == (self.discharge_mw is None):
            raise PydanticCustomError(
                "battery",
                "needs its power once",
                {"allowed": "charge_mw or discharge_mw", "remedy": "give one of them"},
            )
        return self

    def span_us(self, start_us: int) -> tuple[int, int]:
        """When it begins and when it is over."""
        t_us = self.t_us(start_us)
        return t_us, t_us + round(self.duration_min * US_PER_MIN)

    def command(self, number: int, ends: int) -> DispatchBattery:
        """What it orders, by its number, in place of the event that is over, if any."""
        charge_w, discharge_w = (
            (power_mw or 0.0) * W_PER_MW for power_mw in (self.charge_mw, self.discharge_mw)
        )
        return DispatchBattery(self.why, self.battery, charge_w, discharge_w, number, ends)


def dispatches(events: Sequence[Dispatch], start_us: int) -> Iterator[tuple[int, DispatchBattery]]:
    """Orders to batteries, with their instants.

    Of events of one battery that overlap the one that began last holds; when it is over, one that
    still goes on holds again, and only after the last of them the battery rests. What somebody
    told it since stays: only an event that begins takes it over.
    """
    for name in dict.fromkeys(event.battery for event in events):
        mine = {nth: event for nth, event in enumerate(events, start=1) if event.battery == name}
        stamps = sorted({t_us for event in mine.values() for t_us in event.span_us(start_us)})
        held = 0
        for t_us in stamps:
            now = _holding(mine, start_us, t_us)
            if now and now != held:
                begins = mine[now].t_us(start_us) == t_us
                yield t_us, mine[now].command(now, 0 if begins else held)
            elif held and not now:
                why = f"{mine[held].why}: over"
                yield t_us, DispatchBattery(why, name, ends_event=held)
            held = now


def _holding(events: Mapping[int, Dispatch], start_us: int, t_us: int) -> int:
    """The event that began last among those that go on, the later in the document on a tie."""
    spans = [(event.span_us(start_us), nth) for nth, event in events.items()]
    on = [(begun_us, nth) for (begun_us, until_us), nth in spans if begun_us <= t_us < until_us]
    return max(on)[1] if on else 0


def frequency_steps(
    events: Iterable[object], start_us: int, nominal_hz: float
) -> list[FrequencyStep]:
    """Frequency of the grid from each instant on; of two events at once the one further off.

    >>> events = [Frequency(kind="frequency", after="1h", to_hz=59.9, duration_min=2)]
    >>> frequency_steps(events, 0, 60.0)
    [(3600000000, 59.9), (3720000000, 60.0)]
    """
    named = [event for event in events if isinstance(event, Frequency)]
    spans = [span for event in named for span in _spans(event, start_us)]
    stamps = sorted({t_us for first_us, last_us, _ in spans for t_us in (first_us, last_us)})
    steps: list[FrequencyStep] = []
    for t_us in stamps:
        here_hz = [level_hz for first_us, last_us, level_hz in spans if first_us <= t_us < last_us]
        frequency_hz = max(here_hz, key=lambda hz: abs(hz - nominal_hz), default=nominal_hz)
        if not steps or steps[-1][1] != frequency_hz:
            steps.append((t_us, frequency_hz))
    return steps


def numbered(events: Iterable[object], start_us: int) -> list[tuple[int, int, Order]]:
    """Orders in the order they come: instant, number from 1, order."""
    orders = [(event.t_us(start_us), event) for event in events if isinstance(event, Order)]
    orders.sort(key=lambda one: one[0])
    return [(t_us, number, order) for number, (t_us, order) in enumerate(orders, start=1)]


def _spans(event: Frequency, start_us: int) -> Iterator[tuple[int, int, float]]:
    t_us = event.t_us(start_us)
    for level in event.levels:
        until_us = t_us + round(level.duration_min * US_PER_MIN)
        yield t_us, until_us, level.to_hz
        t_us = until_us
