"""What a diagram must show of each asset beside its numbers: a closed set of marks.

An asset without marks is as it should be. The words for people are the conditions of a state.
"""

from __future__ import annotations

from collections.abc import Iterator

from twin.devices.asic_power import BOOT, HELD, SLEEP, THROTTLE, TUNE
from twin.devices.backup.genset_spec import STATE_NAMES as ENGINE_NAMES
from twin.devices.backup.genset_spec import STOPPED
from twin.devices.backup.ups_spec import STATE_NAMES as UPS_NAMES
from twin.facility import Plant
from twin.site.document import HIGH_SIDE, LOW_SIDE

MARKS = (
    *("open", "closed", "tripped", "failed", "dead", "overloaded", "alarm", "asleep", "booting"),
    *("throttled", "stopped", "held", "waiting", "on_battery", "locked", "on_engines", "running"),
    *("broken", "on_alternate"),
)
"""Every mark there is."""

_STAGES = {
    SLEEP: "asleep",
    BOOT: "booting",
    TUNE: "booting",
    THROTTLE: "throttled",
    HELD: "stopped",
}
_SUPPLIES = {
    "battery": "on_battery",
    "walk_in": "on_battery",
    "locked": "locked",
    "dropped": "dead",
    "locked_out": "locked",
    "bypass": "tripped",
}
_ENGINES = {"locked_out": "locked", "tripped": "tripped", "failed": "failed"}

Marked = Iterator[tuple[str, str]]
"""Asset and mark."""


def marks_of(plant: Plant) -> dict[str, list[str]]:
    """All assets that are not as they should be, each with its marks.

    Args:
        plant: as it stands.
    """
    found: dict[str, list[str]] = {}
    for asset, mark in _all(plant):
        marks = found.setdefault(asset, [])
        if mark not in marks:
            marks.append(mark)
    return found


def _all(plant: Plant) -> Marked:
    yield from _switches(plant)
    yield from _units(plant)
    yield from _rows(plant)
    yield from _halls(plant)
    yield from _supplies(plant)
    yield from _engines(plant)
    for group in plant.broken:
        yield group, "broken"


def _switches(plant: Plant) -> Marked:
    for breaker in plant.open_breakers:
        yield breaker, "open"
        if breaker in plant.protection_opened:
            yield breaker, "tripped"
    for tie in plant.closed_ties:
        yield tie, "closed"
    for _, _, bus, tie in plant.control.transfers:
        yield bus, "waiting"
        yield tie, "waiting"
    for bus, alive in zip(plant.parts.bus_ids, plant.net.live_bus, strict=True):
        if not alive:
            yield bus, "dead"
    if plant.grid_pu <= 0.0:
        yield plant.parts.poi_id, "dead"


def _units(plant: Plant) -> Marked:
    parts, net = plant.parts, plant.net
    ids = (*parts.main_ids, *parts.pad_ids)
    live = (*net.live_main, *net.live_pad)
    in_service = (*plant.service.main, *plant.service.pad)
    for unit, alive, there in zip(ids, live, in_service, strict=True):
        if there and not alive:
            yield unit, "dead"
    for mark, units in (
        ("failed", plant.failed_units),
        ("tripped", plant.control.tripped),
        ("overloaded", plant.overloads),
    ):
        for unit in units:
            yield unit, mark
            if mark == "failed" and unit in parts.main_index:
                yield unit + HIGH_SIDE, "tripped"
                yield unit + LOW_SIDE, "tripped"
    for alarm in plant.control.alarms:
        yield alarm.partition(" ")[0], "alarm"


def _rows(plant: Plant) -> Marked:
    parts = plant.parts
    for row, name in enumerate(parts.row_ids):
        if not plant.service.row[row]:
            continue
        mark = _STAGES.get(plant.rows.stage[row])
        if not plant.row_supplied[row]:
            mark = "dead"
        if mark is not None:
            yield name, mark
            yield parts.row_block[row], mark
        if plant.control.holds[row]:
            yield name, "held"


def _halls(plant: Plant) -> Marked:
    parts = plant.parts
    for hall, name in enumerate(parts.hall_ids):
        if not plant.service.hall[hall]:
            continue
        if not plant.hall_supplied[hall]:
            yield name, "dead"
        if not plant.on_feeds[hall]:
            yield name, "on_engines"
        static = parts.hall_static[hall]
        if static >= 0 and plant.transfers.side[static] != plant.transfers.preferred[static]:
            yield name, "on_alternate"
        if plant.heat_cap_frac[hall] < 1.0:
            yield name, "throttled"
        if plant.asked_cap_frac[hall] < 1.0:
            yield name, "held"


def _supplies(plant: Plant) -> Marked:
    for supply, name in enumerate(plant.parts.ups_ids):
        mark = _SUPPLIES.get(UPS_NAMES[plant.ups.state[supply]])
        if mark is not None:
            yield name, mark


def _engines(plant: Plant) -> Marked:
    gensets = plant.gensets
    for group, name in enumerate(plant.parts.genset_ids):
        for engine in gensets.members[group]:
            state = gensets.engines.engine_state[engine]
            if state != STOPPED:
                yield name, _ENGINES.get(ENGINE_NAMES[state], "running")
