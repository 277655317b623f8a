"""`twin device --docs DIR`: a page about every kind of device, written from the code itself.

What it is and its equations are the docstrings of its modules; keys and columns are its models; the
picture is its shipped example, run when the page is written. Nothing is kept by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from inspect import cleandoc
from pathlib import Path
from types import ModuleType
from typing import cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from twin.cli.device import document_model
from twin.cli.device_list import allowed_of, default_of, models_in
from twin.cli.device_picture import Response, draw
from twin.cli.device_response import respond
from twin.devices import DEVICES
from twin.devices.contract import Bench, Column
from twin.errors import Fault, RequestError
from twin.shipped import table, text
from twin.units import unit_of

INDEX = "index.md"
GIVEN = "given"
"""Provenance of a key without a number behind it: it says which device this is."""

_CLASSES = {"V": "verified", "S": "secondary source", "M": "engineering memory", "A": "assumption"}
_CLASS = re.compile(r"\s*\[([VSMA])\]")
_NO_EQUATIONS = re.compile(r"(_bench|\.contract|\.instants|\.table)$")
_MOST_CROSSINGS = 25


def write_docs(folder: Path) -> list[Path]:
    """Write a page, a picture and the runnable example of every kind, and an index of them.

    Returns:
        The pages, the index last.

    Raises:
        RequestError: the folder can't be written.
        DataError: a kind has no shipped example.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pages = [_write(folder, kind) for kind in sorted(DEVICES)]
        index = folder / INDEX
        index.write_text(_joined(_index()), encoding="utf-8")
    except OSError as trouble:
        what = f"can't be written: {trouble.strerror}"
        raise RequestError(Fault(what=what, file=str(folder))) from None
    return [*pages, index]


def _write(folder: Path, kind: str) -> Path:
    page, spec, inputs = (folder / f"{kind}{suffix}" for suffix in (".md", ".yaml", ".csv"))
    spec.write_text(text("devices", kind), encoding="utf-8")
    inputs.write_text(table("devices", kind), encoding="utf-8")
    response = respond(kind, spec, inputs)
    draw(response, folder / f"{kind}.png")
    page.write_text(_joined(_page(kind, response)), encoding="utf-8")
    return page


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _index() -> Iterator[str]:
    yield "# Devices"
    yield ""
    yield "Each runs alone: `twin device KIND --spec KIND.yaml --inputs KIND.csv`."
    yield ""
    rows = [(f"[{kind}]({kind}.md)", about(DEVICES[kind])) for kind in sorted(DEVICES)]
    yield from _table(("kind", "what it is"), rows)


def _page(kind: str, response: Response) -> Iterator[str]:
    bench_type = DEVICES[kind]
    yield f"# {kind}"
    yield ""
    yield about(bench_type)
    yield from _example(kind, response)
    yield from _section("What it does", _equations(bench_type))
    yield from _section("Spec", _spec_table(bench_type))
    yield from _section("Inputs", _column_table(bench_type.INPUTS))
    yield from _section("Outputs", _column_table(bench_type.OUTPUTS))
    yield from _section("States", _column_table(bench_type.STATES))
    yield ""
    yield "[All devices](index.md)"


def about(bench_type: type[Bench]) -> str:
    """What a kind is, in a line."""
    line = cleandoc(bench_type.SPEC.__doc__ or "").splitlines()[0]
    return line.replace(": the keys of a site document", "")


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", f"## {title}", "", *lines)


def _example(kind: str, response: Response) -> Iterator[str]:
    spec, inputs = text("devices", kind), table("devices", kind)
    yield from _section("An example", [f"![what {kind} does in its example]({kind}.png)", ""])
    yield f"`{kind}.yaml`, `{kind}.csv` and the command that runs them:"
    for language, words in (
        ("yaml", spec),
        ("csv", inputs),
        ("sh", f"twin device {kind} --spec {kind}.yaml --inputs {kind}.csv --crossings limits.csv"),
    ):
        yield from ("", f"```{language}", words.rstrip(), "```")
    if response.still:
        yield from ("", f"Nothing changes here in {', '.join(response.still)}.")
    if response.crossed_s:
        rows = [(limit, f"{at_s:.6f}") for limit, at_s in response.crossed_s[:_MOST_CROSSINGS]]
        yield ""
        yield from _table(("crossed", "after, s"), rows)
        if (rest_count := len(response.crossed_s) - len(rows)) > 0:
            yield from ("", f"And {rest_count} more.")


def _equations(bench_type: type[Bench]) -> Iterator[str]:
    for module in equation_modules(bench_type):
        yield from (f"### `{module.__name__.removeprefix('twin.devices.')}`", "")
        yield from (cleandoc(module.__doc__ or ""), "")


def equation_modules(bench_type: type[Bench]) -> list[ModuleType]:
    """The modules behind a kind: its spec's, the bench's own, and those that these stand on.

    Those of other kinds are left out: they have pages of their own.
    """
    own = bench_type.SPEC.__module__
    others = {other.SPEC.__module__ for other in DEVICES.values()} - {own}
    near = [own, *_used(own), *_used(bench_type.__module__)]
    far = [name for one in near if one not in others for name in _used(one)]
    found = [name for name in dict.fromkeys([*near, *far]) if name not in others]
    return [sys.modules[name] for name in found if not _NO_EQUATIONS.search(name)]


def _used(name: str) -> Iterator[str]:
    """The modules of devices that a module takes something from."""
    for entry in vars(sys.modules[name]).values():
        home = entry.__name__ if isinstance(entry, ModuleType) else getattr(entry, "__module__", "")
        if isinstance(home, str) and home.startswith("twin.devices.") and home != name:
            yield home


def _spec_table(bench_type: type[Bench]) -> Iterator[str]:
    rows = [
        (f"`{key}`", _default(field), _unit(key), allowed_of(field), *told(key, field))
        for key, field in keys(document_model(bench_type))
    ]
    yield from _table(("key", "default", "unit", "allowed", "provenance", "meaning"), rows)


def keys(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every key with its field; one of a part is `fan.count`, one of a list `stages[].mva`."""
    for name, field in model.model_fields.items():
        yield f"{prefix}{name}", field
        many = "[]" if "tuple" in str(field.annotation) or "list" in str(field.annotation) else ""
        for part in models_in(field.annotation):
            yield from keys(part, f"{prefix}{name}{many}.")


def told(key: str, field: FieldInfo) -> tuple[str, str]:
    """Where a field's number comes from, and what it means; no provenance where none is told.

    A key that is required, that counts, or whose default is no number is given: it says what the
    device is.
    """
    described = field.description or ""
    classes = _CLASS.findall(described)
    meaning = _CLASS.sub("", described)
    if classes:
        return ", ".join(_CLASSES[one] for one in dict.fromkeys(classes)), meaning
    number = isinstance(field.default, int | float) and not isinstance(field.default, bool)
    owed = number and not field.is_required() and not key.endswith("count")
    return ("" if owed else GIVEN), meaning


def _default(field: FieldInfo) -> str:
    default: object = field.default
    parts = cast("tuple[object, ...]", default) if isinstance(default, tuple) else (default,)
    if parts and all(isinstance(part, BaseModel) for part in parts):
        return "; ".join(str(part) for part in parts)
    return default_of(field).removeprefix("default ")


def _unit(key: str) -> str:
    unit = unit_of(key.rpartition(".")[2])
    return unit.label if unit else ""


def _column_table(columns: Sequence[Column]) -> Iterator[str]:
    if not columns:
        yield "None."
        return
    rows = [(f"`{one.name}`", one.unit, _need(one) + one.meaning) for one in columns]
    yield from _table(("column", "unit", "meaning"), rows)


def _need(column: Column) -> str:
    if column.one_of:
        return f"one way to give the {column.one_of}: "
    return "required: " if column.required else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
