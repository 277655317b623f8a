"""Two runs side by side: where they part, and what each came to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec

from twin.cli.facts import instant_of
from twin.cli.instants import brief
from twin.cli.tables import Measured, number, table
from twin.run.compare import Difference, diff
from twin.run.reading import Told, open_run
from twin.run.summary import Summary
from twin.series.zones import zone

Row = tuple[str, Measured, Measured, int]
COMPARED = (
    ("import, MWh", "energy.import_mwh", 1),
    ("mining machines, MWh", "energy.mining_mwh", 1),
    ("AI IT, MWh", "energy.ai_it_mwh", 1),
    ("losses, MWh", "energy.loss_mwh", 1),
    ("PUE of the AI part", "pue_ai_ratio", 4),
    ("PUE of the whole site", "pue_ratio", 4),
    ("energy bought, USD", "energy_cost_usd", 0),
    ("bitcoin mined, BTC", "mining.mined_btc", 4),
    ("bitcoin mined, USD", "mining.income_usd", 0),
    ("AI served, MWh", "work.served_mwh", 1),
    ("AI unserved, MWh", "work.unserved_mwh", 1),
    ("jobs finished", "work.jobs_finished_count", 0),
    ("jobs interrupted", "work.jobs_interrupted_count", 0),
    ("facts", "fact_count", 0),
)


def diff_text(run_dir: Path, other_dir: Path, *, as_json: bool = False) -> str:
    """The first fact that differs, then both summaries.

    Args:
        run_dir: the one run.
        other_dir: the other.
        as_json: as JSON instead of tables.

    Raises:
        TwinError: one of them can't be read.
    """
    one, two = open_run(run_dir), open_run(other_dir)
    try:
        found = diff(one, two)
        sums = one.summary(), two.summary()
        if as_json:
            return msgspec.json.encode(_plain(found, sums)).decode() + "\n"
        where = zone(one.tz)
        parting = "\n".join(_parting(found, (str(run_dir), str(other_dir)), where))
        if found.is_none:
            return parting + "\n"
        return f"{parting}\n\n{side_by_side(sums, where)}\n"
    finally:
        one.close()
        two.close()


def side_by_side(sums: tuple[Summary, Summary], where: tzinfo) -> str:
    """Two summaries as a table, with the difference.

    Args:
        sums: of both runs.
        where: zone of instants.
    """
    rows = [
        [name, number(first, digits), number(second, digits), _apart(first, second, digits)]
        for name, first, second, digits in _amounts(*sums)
    ]
    text = table(["", "the first", "the second", "difference"], rows)
    if sums[0].end_us != sums[1].end_us:
        text += "\nuntil " + " and ".join(brief(one.end_us, where) for one in sums)
    return text


def signed(amount_ratio: float, digits: int) -> str:
    """A difference with its sign; nothing where there is none.

    >>> signed(-12.34, 1), signed(0.0, 1), signed(3.0, 0)
    ('-12.3', '', '+3')

    Args:
        amount_ratio: in any unit.
        digits: behind the point.
    """
    text = number(amount_ratio, digits)
    if not text.strip("-0."):
        return ""
    return text if amount_ratio < 0 else f"+{text}"


def _apart(first: Measured, second: Measured, digits: int) -> str:
    return "" if first is None or second is None else signed(second - first, digits)


def _parting(found: Difference, names: tuple[str, str], where: tzinfo) -> Iterator[str]:
    if found.is_none:
        yield f"the same {number(found.same_seq, 0)} facts"
        return
    shared = f", of them {number(found.shared_seq, 0)} by descent" if found.shared_seq else ""
    yield f"the same up to fact {number(found.same_seq, 0)}{shared}; then"
    for name, told in zip(names, (found.first, found.second), strict=True):
        yield f"  {name}: {_sentence(told, where)}"


def _sentence(told: Told | None, where: tzinfo) -> str:
    if told is None:
        return "ends"
    return f"{told.seq}  {instant_of(told.t_us, where)}  {told.words}"


def _amounts(one: Summary, two: Summary) -> Iterator[Row]:
    for name, path, digits in COMPARED:
        reading = attrgetter(path)
        yield name, reading(one), reading(two), digits
    others = {worst.id: worst for worst in two.worst}
    for worst in one.worst:
        if worst.is_main and worst.id in others:
            other = others[worst.id]
            yield f"{worst.id} highest load, pu", worst.load_pu, other.load_pu, 3
            yield f"{worst.id} highest hot-spot, °C", worst.hotspot_c, other.hotspot_c, 1


def _plain(found: Difference, sums: tuple[Summary, Summary]) -> dict[str, Any]:
    return {
        "shared_seq": found.shared_seq,
        "same_seq": found.same_seq,
        "first": None if found.first is None else msgspec.to_builtins(found.first),
        "second": None if found.second is None else msgspec.to_builtins(found.second),
        "summaries": [msgspec.to_builtins(one) for one in sums],
    }
