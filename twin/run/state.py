"""The state of a site at an instant, asset by asset, as plain values.

Numbers come from the signal catalogue; beside them stands what is no number: which stage a row is
in, what is open, failed, held or waiting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from twin.facility import Plant
from twin.run.asked import assets_of, check_asset
from twin.run.backup_words import backup_words
from twin.run.grid_words import grid_state_words
from twin.run.memory_words import memory_words
from twin.run.protection_words import protection_state_words
from twin.signals import Signal

Readings = dict[str, float]
"""Quantity -> value; the quantity's name ends in the unit; NaN where it has no meaning."""

_STAGES = {
    "held": "stopped by heat",
    "sleep": "asleep",
    "boot": "booting",
    "tune": "tuning",
    "hash": "hashing",
    "throttle": "throttled",
}


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The plant at an instant.

    Attributes:
        t_us: the instant.
        seq: the last fact that counts.
        values: asset -> quantity (unit suffix in its name) -> value.
        conditions: asset -> what it is in, in words: `open`, `failed`, `6 rows hashing`.
        parameters: what was changed since the start, path -> JSON.
    """

    t_us: int
    seq: int
    values: dict[str, Readings]
    conditions: dict[str, list[str]]
    parameters: dict[str, str]


def state_of(
    plant: Plant, signals: Mapping[str, Signal], t_us: int, subject: str | None = None
) -> State:
    """What a plant is at an instant at or after its last fact.

    Args:
        plant: as it stands.
        signals: the catalogue of its site.
        t_us: the instant.
        subject: one asset only; None for all.

    Raises:
        RequestError: there is no such asset.
    """
    values: dict[str, Readings] = {}
    for name, signal in signals.items():
        asset, _, quantity = name.rpartition(".")
        if subject is None or asset == subject:
            values.setdefault(asset, {})[quantity] = signal.at(plant, t_us)
    values |= _rows(plant, t_us, subject)
    conditions = {
        asset: words
        for asset, words in conditions_of(plant).items()
        if subject is None or asset == subject
    }
    if subject is not None and not values and not conditions:
        check_asset(subject, assets_of(plant.parts))
    return State(
        t_us=t_us,
        seq=plant.last_seq,
        values=values,
        conditions=conditions,
        parameters=dict(plant.parameters),
    )


def _rows(plant: Plant, t_us: int, subject: str | None) -> dict[str, Readings]:
    """Rows are too many for charts, but a state shows them."""
    rows, parts = plant.rows, plant.parts
    picks: Iterable[int] = range(len(parts.row_ids))
    if subject is not None:
        picks = [parts.row_index[subject]] if subject in parts.row_index else []
    return {
        parts.row_ids[row]: {
            "power_w": rows.power_w[row],
            "hash_th_per_s": rows.hash_th_per_s[row],
            "board_c": rows.board_at_c(row, t_us),
            "inlet_c": rows.inlet_c[row],
            "machines_count": float(rows.count[row]),
            "failed_count": float(rows.failed[row]),
            "degraded_count": float(rows.degraded[row]),
        }
        for row in picks
        if plant.service.row[row]
    }


def conditions_of(plant: Plant) -> dict[str, list[str]]:
    """What each asset is in, in words.

    Args:
        plant: as it stands.
    """
    found: dict[str, list[str]] = {}
    for asset, words in (*_switches(plant), *_troubles(plant), *_rows_in_words(plant)):
        found.setdefault(asset, []).append(words)
    for hall, name in enumerate(plant.parts.hall_ids):
        if plant.service.hall[hall]:
            running = len(plant.halls.running(hall))
            words = f"{running} jobs run" if plant.hall_supplied[hall] else "without supply"
            found.setdefault(name, []).append(words)
    protected = protection_state_words(plant)
    for asset, words in (*backup_words(plant), *grid_state_words(plant), *protected):
        found.setdefault(asset, []).append(words)
    memories = plant.control.memory_json.items()
    return found | {policy: memory_words(memory) for policy, memory in memories}


def _switches(plant: Plant) -> Iterator[tuple[str, str]]:
    for breaker in plant.open_breakers:
        yield breaker, "open, by protection" if breaker in plant.protection_opened else "open"
    for tie in plant.parts.tie_ids:
        yield tie, "closed" if tie in plant.closed_ties else "open"
    for _, _, bus, tie in plant.control.transfers:
        yield bus, f"waits for {tie}"


def _troubles(plant: Plant) -> Iterator[tuple[str, str]]:
    control = plant.control
    for words, assets in (
        ("failed", plant.failed_units),
        ("tripped", control.tripped),
        ("overloaded", plant.overloads),
    ):
        yield from ((asset, words) for asset in assets)
    for alarm in control.alarms:
        unit, _, limit = alarm.partition(" ")
        level, _, place = limit.partition("_")
        yield unit, f"{level}: {place.replace('_', ' ')}"


def _rows_in_words(plant: Plant) -> Iterator[tuple[str, str]]:
    parts = plant.parts
    stages: dict[str, Counter[str]] = {}
    for row, name in enumerate(parts.row_ids):
        if plant.service.row[row]:
            name_of_stage = plant.rows.stage_name(row)
            stage = _STAGES.get(name_of_stage, name_of_stage)
            stages.setdefault(parts.row_block[row], Counter())[stage] += 1
            yield name, stage
            if plant.control.holds[row]:
                yield name, f"held asleep by {', '.join(plant.control.holds[row])}"
    for block, counts in stages.items():
        yield (
            block,
            ", ".join(
                f"{count} {'rows' if count > 1 else 'row'} {stage}"
                for stage, count in counts.items()
            ),
        )
