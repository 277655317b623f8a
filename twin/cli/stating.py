"""A state of the site in words and tables: the site, what it hangs on, then asset by asset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from twin.cli.instants import stamp
from twin.cli.panel import winding_limits_c
from twin.cli.showing import cell_of, head_of, value_of
from twin.cli.tables import Measured, number, table
from twin.run.reading import Run
from twin.run.state import State
from twin.series.zones import zone
from twin.signals import QUANTITIES

_HEADLINE_ASSETS = ("site", "weather", "market")
_HOTTEST_COUNT = 5
_HOTSPOT = "hotspot_c"


def state_text(run: Run, state: State) -> str:
    """A state as tables; of one asset alone, everything there is to say of it.

    Args:
        run: it was asked of, for limits and ids.
        state: as asked.
    """
    where = zone(run.tz)
    head = f"{run.manifest.title}\n{stamp(state.t_us, where)}, after fact {number(state.seq, 0)}"
    assets = [*state.values, *(asset for asset in state.conditions if asset not in state.values)]
    if len(assets) == 1:
        return "\n".join([head, "", _one(state, assets[0]), ""])
    return "\n\n".join([head, *_sections(run, state)]) + "\n"


def _one(state: State, asset: str) -> str:
    values = state.values.get(asset, {})
    rows = [[head_of(name), cell_of(name, amount)] for name, amount in values.items()]
    words = words_of(state.conditions.get(asset, []))
    lines = [f"{asset}: {words}" if words else asset]
    if rows:
        lines.append(table(["quantity", "value"], rows, indent=2))
    return "\n".join(lines)


def _sections(run: Run, state: State) -> Iterator[str]:
    owner = run.line.owner_at(state.t_us)
    parts = owner.parts
    yield _headline(state, parts.contracted_w)
    limits = "/".join(f"{limit_c:.0f}" for limit_c in winding_limits_c(parts).values())
    named = f"main transformers (hot-spot limits {limits} °C)" if limits else "main transformers"
    yield from _table(state, named, parts.main_ids)
    yield from _table(state, "halls", parts.hall_ids)
    yield from _table(state, "supplies", parts.ups_ids)
    yield from _table(state, "engines", parts.genset_ids)
    yield from _table(state, "cooling plants", parts.loop_ids)
    yield from _table(state, "mining blocks", parts.block_ids)
    yield from _table(state, "buses", parts.bus_ids)
    hot = [name for name in parts.pad_ids if name in state.values]
    hot.sort(key=lambda name: -state.values[name][_HOTSPOT])
    title = f"hottest unit transformers, {min(_HOTTEST_COUNT, len(hot))} of {len(hot)}"
    yield from _table(state, title, hot[:_HOTTEST_COUNT])
    tabled = {*parts.main_ids, *parts.hall_ids, *parts.block_ids, *parts.row_ids, *parts.bus_ids}
    tabled |= {*parts.ups_ids, *parts.genset_ids, *parts.loop_ids}
    policies = [use.policy for use in owner.inputs.scenario.policies]
    said = {name: words_of(words) for name, words in state.conditions.items() if words}
    others = [[name, words] for name, words in said.items() if name not in {*tabled, *policies}]
    if others:
        yield "switches and troubles\n" + table(["", "is"], others, indent=2)
    minded = [[name, said[name]] for name in policies if name in said]
    if minded:
        yield "policies\n" + table(["", "keeps in mind"], minded, indent=2)
    if state.parameters:
        rows = [list(change) for change in state.parameters.items()]
        yield "changed since the start\n" + table(["path", "value"], rows, indent=2)


def _headline(state: State, contracted_w: float) -> str:
    meanings = {(one.kind, one.name): one.meaning for one in QUANTITIES}
    rows: list[list[str]] = []
    for asset in _HEADLINE_ASSETS:
        for name, amount in state.values.get(asset, {}).items():
            limit = f", of {value_of(name, contracted_w)} contracted" if name == "import_w" else ""
            head, unit = name_and_unit(name)
            rows.append(
                [head, cell_of(name, amount), unit, meanings.get((asset, name), "") + limit]
            )
    return table(["site", "", "", ""], rows)


def words_of(conditions: Iterable[str]) -> str:
    """Conditions as a phrase.

    >>> words_of(["overloaded", "alarm: winding"])
    'overloaded; alarm: winding'

    Args:
        conditions: of one asset.
    """
    return "; ".join(conditions)


def name_and_unit(name: str) -> tuple[str, str]:
    """A quantity in words, and its unit apart.

    Args:
        name: with its unit last.
    """
    head = head_of(name)
    unit = value_of(name, 0.0).partition(" ")[2]
    return head.removesuffix(unit).strip(), unit


def _table(state: State, title: str, assets: Iterable[str]) -> Iterator[str]:
    """One row an asset; nothing when none is in service."""
    here = [name for name in assets if name in state.values]
    if here:
        columns = list(state.values[here[0]])
        rows = [_row(name, state.values[name], columns, state.conditions) for name in here]
        has_words = any(row[-1] for row in rows)
        heads = ["", *(head_of(name) for name in columns), "is"]
        keep = slice(None) if has_words else slice(0, -1)
        yield f"{title}\n" + table(heads[keep], [row[keep] for row in rows], indent=2)


def _row(
    asset: str,
    values: Mapping[str, Measured],
    columns: Iterable[str],
    conditions: Mapping[str, list[str]],
) -> list[str]:
    cells = (cell_of(name, values.get(name)) for name in columns)
    return [asset, *cells, words_of(conditions.get(asset, []))]
