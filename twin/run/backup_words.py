"""Words of backup power and cooling: what became of it, by fact, and what it is in, for a state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from twin.devices.backup.genset_spec import LOADED, READY, STOPPED
from twin.devices.backup.genset_spec import STATE_NAMES as ENGINE_NAMES
from twin.devices.backup.transfer_spec import B
from twin.devices.backup.ups_spec import STATE_NAMES as UPS_NAMES
from twin.facility import Plant
from twin.facility.heat import stops_racks

Said = Iterator[tuple[str, str]]
"""Asset and what it is in."""

UPS_STATES = {
    "online": "feeds its load from the input",
    "eco": "feeds its load straight from the input",
    "battery": "went on battery",
    "locked": "locked itself on battery after too many disturbances",
    "walk_in": "began to walk its load back to the input",
    "bypass": "went on bypass",
    "dropped": "dropped its load",
    "locked_out": "dropped its load and waits for a reset",
}
UPS_LIMITS = {
    "input_qualified": "the input was good for long enough",
    "walked_in": "a step of the load went back to the input",
    "empty": "the battery is empty",
    "full": "the battery is full",
    "overloaded": "the inverter gave up under its overload",
}
TRANSFERS = {
    "source_lost": "counts its source as lost",
    "left": "leaves for SIDE",
    "landed": "landed on SIDE",
}
ENGINE_SIDES = ("feeds", "gensets")
ENGINES = {
    "stopped": "stands still",
    "cranking": "cranks",
    "paused": "did not fire and rests before it tries again",
    "run_up": "fired and runs up",
    "ready": "is on the bus",
    "cooling": "runs without load to cool",
    "locked_out": "failed to start and is locked out",
    "tripped": "tripped",
    "failed": "broke down",
}
COOLING = {
    True: {
        "fans": "stepped its fans up",
        "coils": "called its chillers for the coils",
        "trim": "called its chillers to trim the facility water",
        "restarted": "has its chillers back",
        "look": "read its chillers anew, warmer",
        "coils_full": "has its chillers give the coils all they can",
        "trim_full": "has its chillers trim all they can",
        "warm": "is too warm: the technology supply is past its limit",
        "hot": "is too hot for its racks: the technology supply",
        "beyond_fit": "left what its towers' curve was fitted to: the nearest of it is taken",
        "air_warm": "blows air past its class",
        "air_hot": "blows air too hot for its racks",
    },
    False: {
        "fans": "stepped its fans down",
        "coils": "let its chillers off the coils",
        "trim": "let its chillers off the facility water",
        "look": "read its chillers anew, colder",
        "coils_full": "has chillers to spare for the coils again",
        "trim_full": "has chillers to spare for trim again",
        "warm": "has its technology supply back within its limit",
        "hot": "is cool enough for racks again",
        "beyond_fit": "is back within what its towers' curve was fitted to",
        "air_warm": "blows air within its class again",
        "air_hot": "blows air that racks may breathe again",
    },
}
MINING: dict[bool, dict[str, str]] = {
    True: {
        "fans": "stepped its fans up",
        "stage_up": "stepped its fans up",
        "inlet": "told its machines that their inlet is warmer",
        "damper": "opened its damper",
        "warm": "is too warm: machines slow down",
        "hot": "is too hot for its machines",
        "cold": "is warm enough to start machines again",
        "rise": "moves too little coolant for its machines",
    },
    False: {
        "fans": "stepped its fans down",
        "stage_down": "stepped its fans down",
        "inlet": "told its machines that their inlet is colder",
        "damper": "shut its damper further",
        "warm": "has its coolant back within its limit",
        "hot": "is cool enough for machines again",
        "cold": "is too cold to start machines",
        "rise": "could carry its machines at full power again",
    },
}
_UPS_IN = {
    "eco": "in eco mode",
    "battery": "on battery",
    "locked": "locked on battery",
    "walk_in": "takes its load back from the battery",
    "bypass": "on bypass",
    "dropped": "without output",
    "locked_out": "without output, waits for a reset",
}
_ENGINE_IN = {
    "stopped": "still",
    "paused": "between attempts to start",
    "run_up": "running up",
    "locked_out": "locked out",
    "cooling": "running to cool",
    "failed": "under repair",
}


def backup_words(plant: Plant) -> Said:
    """What supplies, engines, transfer switches, cooling plants and their halls are in.

    Args:
        plant: as it stands.
    """
    yield from _supplies(plant)
    yield from _engines(plant)
    yield from _cooling(plant)
    yield from _mining_cooling(plant)
    for name, count in plant.broken.items():
        yield name, f"{count} of {plant.parts.equipment[name].units_count} broken"
    yield from _static_switches(plant)
    yield from _halls(plant)


def _supplies(plant: Plant) -> Said:
    ups = plant.ups
    for supply, name in enumerate(plant.parts.ups_ids):
        state = UPS_NAMES[ups.state[supply]]
        if state == "bypass" and not ups.is_fed(supply):
            yield name, "on bypass, without output"
        elif state in _UPS_IN:
            yield name, _UPS_IN[state]
        else:
            charging = ups.flow(supply).net_battery_w > 0.0
            yield name, "online, charging" if charging else "online"


def _engines(plant: Plant) -> Said:
    gensets = plant.gensets
    for group, name in enumerate(plant.parts.genset_ids):
        counts = Counter(gensets.states(group))
        on_bus = counts.pop(READY, 0) + counts.pop(LOADED, 0)
        words = [f"{on_bus} of {len(gensets.members[group])} engines on the bus"]
        if set(counts) != {STOPPED}:
            words += (f"{counts[state]} {_engine(state)}" for state in sorted(counts))
        yield name, ", ".join(words)
        if not gensets.permitted[group]:
            yield name, "may not start"
        if not gensets.has_fuel(group):
            yield name, "without fuel"


def _engine(state: int) -> str:
    name = ENGINE_NAMES[state]
    return _ENGINE_IN.get(name, name)


def _cooling(plant: Plant) -> Said:
    loops = plant.loops
    for loop, name in enumerate(plant.parts.loop_ids):
        switches, stages = loops.switches[loop], loops.stages
        duties = [duty for duty in ("coils", "trim") if stages[duty].stage[loop]]
        if not switches.powered:
            yield name, "fans and chillers without supply"
        else:
            step = stages["fans"].stage[loop]
            yield name, f"fans at step {step}" if step else "fans off"
            if duties:
                ready = "chillers for" if switches.ready else "chillers restart, wanted for"
                yield name, f"{ready} {' and '.join(duties)}"
        if not (switches.cdus and switches.pumps):
            yield name, "water stands still"
        for passed, words in (
            (switches.warm and not switches.hot, "water too warm"),
            (switches.hot, "water too hot for racks"),
            (switches.air_warm and not switches.air_hot, "air too warm"),
            (switches.air_hot, "air too hot for racks"),
        ):
            if passed:
                yield name, words


def _mining_cooling(plant: Plant) -> Said:
    loops, containers = plant.miner_loops, plant.containers
    for one in plant.parts.cooled:
        if not any(plant.row_supplied[row] for row in one.rows):
            yield one.id, "without supply"
        elif one.liquid:
            step, running = loops.fans.stage[one.at], loops.running[one.at]
            yield one.id, f"fans at step {step}" if step else "fans off"
            if not running.pumps:
                yield one.id, "coolant stands still"
            for passed, words in (
                (running.warm and not running.hot, "coolant too warm"),
                (running.hot, "coolant too hot for machines"),
                (running.cold, "coolant too cold to start machines"),
                (running.rise, "too little coolant flows"),
            ):
                if passed:
                    yield one.id, words
        else:
            yield one.id, f"fans at step {containers.stages.stage[one.at] + 1}"


def _static_switches(plant: Plant) -> Said:
    parts, transfers = plant.parts, plant.transfers
    for name, switch in zip(parts.hall_ids, parts.hall_static, strict=True):
        if switch >= 0:
            lies, sides = transfers.feeding(switch), parts.switch_sides[switch]
            where = f"between {' and '.join(sides)}" if lies is None else f"on {sides[lies]}"
            yield parts.switch_ids[switch], where
            if transfers.side[switch] != transfers.preferred[switch]:
                yield name, f"on its other feed, {sides[transfers.side[switch]]}"


def _halls(plant: Plant) -> Said:
    parts, transfers = plant.parts, plant.transfers
    for hall, name in enumerate(parts.hall_ids):
        switch, supply = parts.hall_switch[hall], parts.hall_ups[hall]
        if switch >= 0:
            side = transfers.feeding(switch)
            between = "between feeds and engines"
            where = between if side is None else "on engines" if side == B else "on the feeds"
            yield parts.switch_ids[switch], where
            if side == B and plant.hall_live[hall]:
                yield name, "on engines"
        if supply >= 0 and plant.ups.is_fed(supply) and not plant.hall_live[hall]:
            yield name, "on battery"
        if stops_racks(plant, hall):
            yield name, "racks stopped by heat"
        elif plant.heat_cap_frac[hall] < 1.0:
            yield name, f"racks held to {plant.heat_cap_frac[hall]:.0%} by heat"
