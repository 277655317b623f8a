"""The tie that closes is the one that is best after it closed, shedding included."""

from __future__ import annotations

from tests.drivers.test_switching import THREE
from tests.plants import T0_US, apply, small_parts, started
from twin.facility import Plant
from twin.facility.transfer import best_tie
from twin.facts.compute import InferenceLoadChanged
from twin.facts.power import BreakerOpened, TransformerFailed

RING = THREE.replace(
    "- {id: TIE-23, between: [M2, M3], transfer_s: 4}\n",
    "- {id: TIE-23, between: [M2, M3], transfer_s: 4}\n"
    "- {id: TIE-13, between: [M1, M3], transfer_s: 3}\n",
)
"""B1 and the hall's A side on M1, B2 and its B side on M2, what a test puts there on M3."""
BLOCK_ON_M3 = ("bus: M2, rated_a: 1200", "bus: M3, rated_a: 1200")
BIGGER_HALL = (
    ("count: 40", "count: 300"),
    ("parallel_count: 3", "parallel_count: 16"),
    ("{id: FA, bus: M1, rated_a: 600}", "{id: FA, bus: M1, rated_a: 2500}"),
    ("{id: FB, bus: M2, rated_a: 600}", "{id: FB, bus: M2, rated_a: 2500}"),
    ("contracted_mw: 60", "contracted_mw: 110"),
)


def without_t1(*changes, busy_frac=0.0, opened=()):
    plant = started(Plant(small_parts(*changes, site=RING), T0_US))
    apply(plant, T0_US, "H1", InferenceLoadChanged(busy_frac))
    for feeder in opened:
        apply(plant, T0_US, feeder, BreakerOpened())
    apply(plant, T0_US, "T1", TransformerFailed(60.0))
    for breaker in ("T1-HV", "T1-LV"):
        apply(plant, T0_US, breaker, BreakerOpened(by_protection=True))
    return plant


def test_an_idle_neighbour_is_chosen_before_a_loaded_one():
    assert best_tie(without_t1(), "M1") == "TIE-13"


def test_with_less_room_now_but_less_to_shed_afterwards_a_neighbour_is_chosen():
    """T2 carries the whole hall, T3 only B2: by room at this instant T3 would win.

    After the transfer T2 would carry the hall and B1; T3 would carry B1 and B2 and half the hall.
    """
    plant = without_t1(BLOCK_ON_M3, *BIGGER_HALL, busy_frac=0.3)
    loads_va = plant.net.main_s_va
    assert loads_va[1] > loads_va[2] > 0.0
    assert best_tie(plant, "M1") == "TIE"


def test_what_no_shedding_relieves_counts_before_any_number_of_miners():
    """The busy hall is more than T2 may carry: half of it goes to T3, whatever mines there."""
    plant = without_t1(BLOCK_ON_M3, *BIGGER_HALL, busy_frac=1.0)
    assert best_tie(plant, "M1") == "TIE-13"


def test_miners_who_have_dropped_off_or_sleep_count_as_they_will_draw():
    """With B1's feeder open nothing but half the hall is to be carried: the loading decides."""
    plant = without_t1(opened=("F1", "F2"), busy_frac=1.0)
    assert best_tie(plant, "M1") == "TIE-13"


def test_between_neighbours_that_are_alike_the_first_in_the_document_is_chosen():
    plant = without_t1(opened=("FA", "FB", "F2"))
    assert best_tie(plant, "M1") == "TIE"


def test_without_a_live_neighbour_there_is_none():
    plant = without_t1()
    for unit in ("T2", "T3"):
        apply(plant, T0_US, f"{unit}-LV", BreakerOpened())
    assert best_tie(plant, "M1") is None
