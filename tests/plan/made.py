"""Plans for tests: the tutorial, a starter of one hall, and random networks."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import strategies as st

from twin import shipped
from twin.errors import Fault
from twin.plan import Plan, examine_document, examine_plan
from twin.plan.dist import Fixed
from twin.plan.network import Activity, Network, Wait
from twin.site import Site, shipped_site

NTP = date(2027, 1, 4)


@cache
def site() -> Site:
    """The site of the tutorial."""
    return shipped_site("w100-conversion")


def examined(*sets: str, name: str = "w100-rev2") -> tuple[Plan | None, list[Fault]]:
    """A shipped plan with some assignments, and its faults."""
    text = shipped.text("plans", name)
    source, document, faults = examine_document(text, file=name, sets=sets)
    assert document is not None
    return examine_plan(source, document, site(), faults)


def plan(*sets: str, name: str = "w100-rev2") -> Plan:
    """A shipped plan without faults."""
    found, faults = examined(*sets, name=name)
    assert found is not None, faults
    return found


def faults(*sets: str, name: str = "w100-rev2") -> list[str]:
    """What is wrong with a plan, as `path: what`."""
    return [f"{fault.path}: {fault.what}" for fault in examined(*sets, name=name)[1]]


def network(waits: list[list[Wait]], days: list[float], crews: list[int], capacity: int) -> Network:
    """A network of numbered tasks and one crew."""
    return Network(
        ntp=NTP,
        activities=tuple(
            Activity(
                id=f"T{index}",
                kind="task",
                phase_index=index % 3,
                duration=Fixed(kind="fixed", value=days[index]),
                waits=tuple(waits[index]),
                earliest_days=0.0,
                crews=((0, crews[index]),) if crews[index] else (),
            )
            for index in range(len(waits))
        ),
        index_of={f"T{index}": index for index in range(len(waits))},
        capacity=(capacity,),
        resource_ids=("CREW",),
    )


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Networks of up to twelve tasks with links of every type, each to earlier tasks."""
    count = draw(st.integers(1, 12))
    days = draw(st.lists(st.integers(0, 20).map(float), min_size=count, max_size=count))
    crews = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    waits = [
        [
            Wait(other, draw(st.sampled_from(("FS", "SS", "FF", "SF"))), float(lag))
            for other, lag in draw(
                st.dictionaries(st.integers(0, index - 1), st.integers(-5, 10), max_size=3)
                if index
                else st.just({})
            ).items()
        ]
        for index in range(count)
    ]
    return network(waits, days, crews, draw(st.integers(1, 6)))
