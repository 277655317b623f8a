"""Events of the grid's side that can't happen as said: beyond a battery, a contract, a nominal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twin.devices.backup.battery import BatterySpec, limits_w
from twin.documents import Source
from twin.errors import Fault
from twin.scenario.document import ScenarioDocument
from twin.scenario.grid_events import Dispatch, Order, Reserve
from twin.units import W_PER_MW


def grid_event_faults(
    source: Source,
    scenario: ScenarioDocument,
    batteries: Mapping[str, BatterySpec],
    contracted_mw: float,
    nominal_hz: float,
) -> Iterator[Fault]:
    """What a battery can't do, what orders and reserves of more than the contract would leave.

    Args:
        source: the scenario's text.
        scenario: its model.
        batteries: those of the site, by id.
        contracted_mw: the most that the site may import.
        nominal_hz: the grid's frequency at rest.
    """
    if scenario.orders.batteries_first and not batteries:
        yield source.fault(
            ("orders", "batteries_first"),
            "asks for batteries, and the site has none",
            value=True,
            allowed="false",
            remedy="leave it out, or add a battery to the site",
        )
    for index, event in enumerate(scenario.events):
        if isinstance(event, Dispatch) and event.battery in batteries:
            takes_w, gives_w = limits_w(batteries[event.battery])
            ways = (("charge_mw", "takes", takes_w), ("discharge_mw", "gives", gives_w))
            for field, word, most_w in ways:
                what = f"is more than {event.battery} {word}"
                yield from _above(source, event, (index, field), what, most_w / W_PER_MW)
        elif isinstance(event, Order | Reserve):
            what = "is more than the site may import by contract"
            for field in ("to_mw", "by_mw", "sold_mw"):
                yield from _above(source, event, (index, field), what, contracted_mw)
        if isinstance(event, Reserve) and event.trigger_hz >= nominal_hz:
            yield source.fault(
                ("events", index, "trigger_hz"),
                "would call the reserve while the frequency is nominal",
                value=event.trigger_hz,
                allowed=f"below {nominal_hz:g} Hz",
                remedy="lower it",
            )


def _above(
    source: Source,
    event: Dispatch | Order | Reserve,
    place: tuple[int, str],
    what: str,
    most_mw: float,
) -> Iterator[Fault]:
    index, field = place
    value_mw: float | None = getattr(event, field, None)
    if value_mw is not None and value_mw > most_mw:
        allowed = f"up to {most_mw:g} MW"
        yield source.fault(
            ("events", index, field), what, value=value_mw, allowed=allowed, remedy="lower it"
        )
