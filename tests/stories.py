"""Random stories of the small plant: weather, prices, request load, batteries, people's orders."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.facility.test_backup import WITH_ENGINES
from tests.facility.test_evaporative import WITH_PAD
from tests.facility.test_storage import BATTERY, FEEDER
from tests.plants import T0_US, Ears, Story, Told, small_parts
from tests.site.test_static_switches import STS
from twin.engine import Engine
from twin.facility import Plant, restored, snapshot
from twin.facts.control import (
    CapHall,
    CloseBreaker,
    CloseTie,
    CurtailRows,
    DispatchBattery,
    FailEquipment,
    FailTransformer,
    OpenBreaker,
    OpenTie,
    PermitGensets,
    RestoreRows,
    RunGensets,
)
from twin.run.drivers import drivers_of
from twin.scenario.grid_events import Dispatch, dispatches
from twin.units import US_PER_S

PARTS = small_parts()
PARALLEL = small_parts(("transfer_s: 2}", "transfer_s: 2, parallel_allowed: true}"))
PADDED = small_parts(WITH_PAD)
SWITCHED = small_parts(STS)
STORED = small_parts(
    FEEDER, (BATTERY[0], BATTERY[1] + WITH_ENGINES[1].removeprefix(WITH_ENGINES[0]))
)
POWERS_W = (0.0, 1e6, 2.5e6, 5e6, 6e6)
BREAKERS = ("T1-HV", "T1-LV", "T2-HV", "T2-LV", "F1", "F2", "FA", "FB", "F9")


def _rows(block: str) -> st.SearchStrategy[tuple[str, ...]]:
    names = [name for name in PARTS.row_ids if name.startswith(block)]
    return st.lists(st.sampled_from(names), min_size=1, max_size=5, unique=True).map(tuple)


def orders() -> st.SearchStrategy[object]:
    """Anything a person may ask for, sensible or not."""
    why = "a person asks"
    blocks = st.sampled_from(["B1", "B2"])
    units = st.sampled_from(["T1", "T2", "B1-U1", "H1"])
    return st.one_of(
        blocks.flatmap(lambda block: _rows(block).map(lambda rows: CurtailRows(why, block, rows))),
        blocks.flatmap(lambda block: _rows(block).map(lambda rows: RestoreRows(why, block, rows))),
        st.sampled_from([0.0, 0.3, 0.7, 1.0]).map(lambda cap_frac: CapHall(why, "H1", cap_frac)),
        st.sampled_from(BREAKERS).map(lambda breaker: OpenBreaker(why, breaker)),
        st.sampled_from(BREAKERS).map(lambda breaker: CloseBreaker(why, breaker)),
        st.sampled_from([OpenTie(why, "TIE"), CloseTie(why, "TIE")]),
        st.tuples(units, st.sampled_from([1.0, 60.0, 1800.0])).map(
            lambda pair: FailTransformer(why, *pair)
        ),
        st.sampled_from([1.0, 60.0, 1800.0]).map(lambda s: FailEquipment(why, "B1-PAD", s)),
        st.tuples(*[st.sampled_from(POWERS_W)] * 2).map(
            lambda pair: DispatchBattery(why, "BAT", *pair)
        ),
        st.booleans().map(lambda run: RunGensets(why, "G1", run)),
        st.booleans().map(lambda may: PermitGensets(why, "G1", may)),
    )


@st.composite
def battery_events(draw: st.DrawFn, *, span_h: float) -> list[tuple[float, object]]:
    """What battery events of a scenario order, with their seconds; they may overlap."""
    minutes = st.integers(1, int(span_h * 60) - 1)
    ways = st.sampled_from(["charge_mw", "discharge_mw"])
    events = [
        Dispatch.model_validate(
            {
                "kind": "battery",
                "battery": "BAT",
                "after": f"{draw(minutes)}min",
                "duration_min": draw(minutes),
                draw(ways): draw(st.sampled_from([1.0, 2.5])),
            }
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    return [(t_us / US_PER_S, command) for t_us, command in dispatches(events, 0)]


@st.composite
def stories(draw: st.DrawFn, *, span_h: float = 1.0) -> Story:
    """A story of about an hour; orders may share an instant with others and with the weather."""
    hours = st.sampled_from([round(k * span_h / 8, 6) for k in range(1, 8)])

    def path(values: st.SearchStrategy[float]) -> list[tuple[float, float]]:
        later = draw(st.lists(st.tuples(hours, values), max_size=4, unique_by=lambda pair: pair[0]))
        return [(0.0, draw(values)), *sorted(later)]

    seconds = st.one_of(hours.map(lambda at_h: at_h * 3600), st.integers(1, int(span_h * 3600)))
    return Story(
        weather=path(st.sampled_from([-12.0, 8.0, 25.0, 38.0, 44.0, 50.0])),
        price=path(st.sampled_from([-20.0, 30.0, 108.0, 112.0, 190.0, 3000.0])),
        requests=path(st.floats(0, 1).map(lambda load_frac: round(load_frac, 2))),
        orders=[
            *draw(st.lists(st.tuples(seconds, orders()), max_size=8)),
            *draw(battery_events(span_h=span_h)),
        ],
        parts=draw(st.sampled_from([PARTS, PARALLEL, PADDED, SWITCHED, STORED])),
    )


def goes_on_the_same(story: Story, told: Told, at_us: int, until_h: float) -> bool:
    """Whether a plant put back at an instant, with drivers made anew, says what the story said."""
    parts = told.plant.parts
    plant = Plant(parts, T0_US)
    first = [one for one in told.said if one.t_us <= at_us]
    for one in first:
        plant.apply(one.t_us, one.seq, one.subject, one.fact)
    again = restored(parts, snapshot(plant))
    ears, world = Ears(again), story.world(parts, until_h)
    drivers = drivers_of(world, again, begins=False, after_us=at_us)
    Engine(again, drivers, ears, at_us).run(world.end_us)
    return [*first, *ears.said] == told.said
