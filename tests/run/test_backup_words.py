"""Words for what backup power and cooling are in, at instants of an outage and one by one."""

from __future__ import annotations

import pytest

from tests.facility.test_backup import WITH_BOTH
from tests.plants import T0_US, S, apply, small_plant, started
from tests.run.months import OUTAGE_US, outage_hours
from tests.site.test_static_switches import STS
from twin.devices.backup import genset_spec, ups_spec
from twin.devices.backup.transfer_spec import B
from twin.facts.backup import TransferStepped
from twin.facts.power import BreakerOpened
from twin.run.backup_words import COOLING, ENGINES, UPS_STATES, backup_words
from twin.run.lineage import Where, open_member
from twin.run.marks import marks_of
from twin.units import US_PER_MIN, US_PER_S

COOLED = (WITH_BOTH[0], WITH_BOTH[1].replace("gensets:", "  cooling: {}\ngensets:"))


@pytest.fixture
def plant():
    return started(small_plant(COOLED))


def told(plant) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for asset, words in backup_words(plant):
        found.setdefault(asset, []).append(words)
    return found


def at(after_us: int) -> dict[str, list[str]]:
    member = open_member(outage_hours())
    return told(member.plant(Where(OUTAGE_US + after_us)))


def test_before_an_outage_all_is_ready_and_nothing_is_said_of_the_hall() -> None:
    words = at(-1)
    assert words["H1-UPS"] == ["online"]
    assert words["G1"] == ["0 of 4 engines on the bus"]
    assert words["H1-ATS"] == ["on the feeds"]
    assert words["H1-COOL"][0].startswith("fans ")
    assert "H1" not in words


def test_the_first_seconds_are_the_batterys() -> None:
    words = at(5 * US_PER_S)
    assert words["H1-UPS"] == ["on battery"]
    assert words["H1-COOL"][0] == "fans and chillers without supply"
    assert words["H1"][0] == "on battery"


def test_then_engines_carry_the_hall_and_charge_its_battery() -> None:
    words = at(30 * US_PER_MIN)
    assert words["H1-UPS"][0].startswith("online")
    assert " of 4 engines on the bus" in words["G1"][0]
    assert not words["G1"][0].startswith("0")
    assert words["H1-ATS"] == words["H1"] == ["on engines"]


def test_a_static_switch_says_where_it_lies_and_of_a_hall_only_that_it_is_not_at_home() -> None:
    plant = started(small_plant(STS))
    assert told(plant) == {"H1-STS": ["on FA"]}
    apply(plant, T0_US + S, "FA", BreakerOpened("a drill"))
    for limit in ("source_lost", "left"):
        apply(plant, T0_US + S, "H1-STS", TransferStepped(0.0, limit, "FB"))
    assert told(plant)["H1-STS"] == ["between FA and FB"]
    apply(plant, T0_US + S + 4000, "H1-STS", TransferStepped(0.0, "landed", "FB"))
    assert told(plant) == {"H1-STS": ["on FB"], "H1": ["on its other feed, FB"]}
    assert "on_alternate" in marks_of(plant)["H1"]


def test_every_state_of_supplies_and_engines_has_its_words(plant) -> None:
    assert set(UPS_STATES) == set(ups_spec.STATE_NAMES)
    assert set(ENGINES) == set(genset_spec.STATE_NAMES) - {"loaded"}
    assert set(COOLING[False]) < set(COOLING[True])
    for state, words in (
        (ups_spec.BATTERY, "on battery"),
        (ups_spec.LOCKED, "locked on battery"),
        (ups_spec.DROPPED, "without output"),
        (ups_spec.LOCKED_OUT, "without output, waits for a reset"),
    ):
        plant.ups.place(0, plant.t_us, state=state)
        assert told(plant)["H1-UPS"] == [words]
    plant.ups.place(0, plant.t_us, usable_frac=0.5)
    assert told(plant)["H1-UPS"] == ["online, charging"]


def test_engines_are_counted_by_what_they_do(plant) -> None:
    states = plant.gensets.engines.engine_state
    plant.gensets.place(0, plant.t_us, state=genset_spec.READY, load_w=1e6)
    states[0], states[1] = genset_spec.FAILED, genset_spec.CRANKING
    plant.gensets.permitted[0] = plant.gensets.supplied[0] = 0
    words = ["4 of 6 engines on the bus, 1 cranking, 1 under repair", "may not start"]
    assert told(plant)["G1"] == [*words, "without fuel"]


def test_heat_and_broken_units_are_told(plant) -> None:
    plant.broken["H1-COOLER"] = 2
    switches = plant.loops.switches[0]
    plant.loops.switches[0] = switches._replace(warm=True)
    plant.heat_cap_frac[0] = 0.5
    words = told(plant)
    installed = plant.parts.equipment["H1-COOLER"].units_count
    assert words["H1-COOLER"] == [f"2 of {installed} broken"]
    assert words["H1-COOL"][-1] == "water too warm"
    assert words["H1"][-1].startswith("racks held to ")
    plant.loops.switches[0] = switches._replace(hot=True, air_hot=True, cdus=0, powered=False)
    plant.heat_cap_frac[0] = 0.0
    assert told(plant)["H1-COOL"] == [
        *("fans and chillers without supply", "water stands still"),
        *("water too hot for racks", "air too hot for racks"),
    ]
    assert told(plant)["H1"][-1] == "racks stopped by heat"


def test_chillers_are_told_with_their_duties(plant) -> None:
    for duty in ("coils", "trim"):
        plant.loops.stages[duty].place(0, plant.t_us, 1)
    plant.loops.stages["fans"].place(0, plant.t_us, 3)
    assert told(plant)["H1-COOL"] == ["fans at step 3", "chillers for coils and trim"]
    plant.loops.switches[0] = plant.loops.switches[0]._replace(ready=False)
    assert told(plant)["H1-COOL"][1] == "chillers restart, wanted for coils and trim"


def test_a_switch_under_way_feeds_its_hall_from_neither(plant) -> None:
    plant.transfers.side[0], plant.transfers.left_us[0] = B, plant.t_us
    assert told(plant)["H1-ATS"] == ["between feeds and engines"]
    plant.transfers.place(0, plant.t_us + S, B)
    assert told(plant)["H1-ATS"] == ["on engines"]
