"""Typed tables from a log: one Parquet folder a fact kind, real columns, units in field metadata.

A table has `seq t_us subject origin cause recorded_us`, the principal quantity under its own name,
and a column a body field. Column types depend on names and JSON types only: a name that ends in a
unit is a float (counts, indices and instants are integers), whatever numbers a run happens to hold.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from twin.errors import Fault, LogError
from twin.log.columns import EventColumns
from twin.log.reader import LogReader
from twin.log.streams import INSTANT
from twin.units import unit_of

_ROWS = 65_536
_WHOLE = frozenset({"count", "index", "us", "seq"})
_FIXED: dict[str, pa.DataType] = {
    "seq": pa.int64(),
    "t_us": INSTANT,
    "subject": pa.string(),
    "origin": pa.string(),
    "cause": pa.int64(),
    "recorded_us": INSTANT,
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTable:
    """One table that was written.

    Attributes:
        kind: the fact kind.
        row_count: its facts.
        path: its folder, as the file system names it.
    """

    kind: str
    row_count: int
    path: str


def export(
    reader: LogReader,
    target: str | Path,
    principals: Mapping[str, str] | None = None,
    filesystem: fs.FileSystem | None = None,
) -> list[ExportedTable]:
    """Write all facts of a run as Parquet, a folder a kind.

    Args:
        reader: the run; its parents' shared facts are included.
        target: a folder that holds no tables yet, or a URI such as `s3://bucket/run` or
            `file:///srv/run`; a path inside `filesystem` when that is given.
        principals: fact kind to the name of its principal quantity; `value` for others.
        filesystem: where to write, for instance an fsspec one wrapped by `pyarrow.fs`.

    Returns:
        The tables, by kind.

    Raises:
        LogError: a batch is damaged, or the target can't be written or holds something.
    """
    names = principals or {}
    home, root = _place(target, filesystem)
    kinds = _shapes(reader, names)
    tables: list[ExportedTable] = []
    try:
        _check_empty(home, root)
        writers = {kind: _Table(home, root, kind, shape) for kind, shape in sorted(kinds.items())}
        for kind, row in _rows(reader, names):
            writers[kind].add(row)
        for kind, table in writers.items():
            table.close()
            path = f"{root}/{kind}"
            tables.append(ExportedTable(kind=kind, row_count=table.row_count, path=path))
    except OSError as error:
        remedy = "choose a folder you may write to, with enough space"
        raise LogError(
            Fault(what=f"can't export: {error.strerror or error}", file=str(target), remedy=remedy)
        ) from error
    return tables


class _Table:
    """One kind's file, written in row groups."""

    def __init__(self, home: fs.FileSystem, root: str, kind: str, shape: pa.Schema) -> None:
        home.create_dir(f"{root}/{kind}", recursive=True)
        self._shape = shape
        self._rows: list[Row] = []
        self._writer = pq.ParquetWriter(
            f"{root}/{kind}/000001.parquet", shape, filesystem=home, compression="zstd"
        )
        self.row_count = 0

    def add(self, row: Row) -> None:
        """Take a row; a full group is written."""
        self._rows.append(row)
        self.row_count += 1
        if len(self._rows) >= _ROWS:
            self._flush()

    def close(self) -> None:
        """Write what is left and the file's end."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = [
            pa.array([_stored(row.get(field.name), field.type) for row in self._rows], field.type)
            for field in self._shape
        ]
        self._writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=self._shape))
        self._rows = []


def _place(target: str | Path, home: fs.FileSystem | None) -> tuple[fs.FileSystem, str]:
    if home is not None:
        return home, str(target).rstrip("/")
    if "://" not in str(target):
        return fs.LocalFileSystem(), str(Path(target).resolve())
    try:
        found, path = fs.FileSystem.from_uri(str(target))
    except (pa.ArrowException, OSError) as error:
        raise LogError(
            Fault(what=f"no such place to export to: {error}", value=str(target))
        ) from error
    return found, path.rstrip("/")


def _check_empty(home: fs.FileSystem, root: str) -> None:
    inside = fs.FileSelector(root, allow_not_found=True)
    if home.get_file_info(inside):
        remedy = "name a folder that does not exist yet"
        raise LogError(Fault(what="the export folder is not empty", file=root, remedy=remedy))


def _rows(reader: LogReader, names: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    for facts in reader.chunks():
        for i, kind in enumerate(facts.kind):
            yield kind, _row(facts, i, names.get(kind) or "value")


def _row(facts: EventColumns, i: int, principal: str) -> Row:
    row: Row = {name: getattr(facts, name)[i] for name in _FIXED}
    if facts.value[i] is not None:
        row[principal] = facts.value[i]
    for name, value in _fields(facts.body[i]).items():
        row[name if name not in _FIXED else f"body_{name}"] = value
    return row


def _fields(body: str | None) -> Row:
    if body is None:
        return {}
    try:
        found: Any = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return {"body": body}
    return found if isinstance(found, dict) else {"body": body}


def _shapes(reader: LogReader, names: Mapping[str, str]) -> dict[str, pa.Schema]:
    """The schema of each kind, from one pass over all facts."""
    seen: defaultdict[str, dict[str, set[type]]] = defaultdict(dict)
    for kind, row in _rows(reader, names):
        columns = seen[kind]
        for name, value in row.items():
            if name not in _FIXED:
                columns.setdefault(name, set()).add(type(value))
    return {kind: _schema(columns) for kind, columns in seen.items()}


def _schema(columns: Mapping[str, set[type]]) -> pa.Schema:
    fixed = [pa.field(name, of) for name, of in _FIXED.items()]
    return pa.schema(fixed + [_field(name, columns[name]) for name in sorted(columns)])


def _field(name: str, types: set[type]) -> pa.Field[Any]:
    unit = unit_of(name)
    found = types - {type(None)}
    metadata = {"unit": unit.label, "quantity": unit.quantity} if unit else None
    return pa.field(name, _type(name, found, has_unit=unit is not None), metadata=metadata)


def _type(name: str, found: set[type], *, has_unit: bool) -> pa.DataType:
    if not found or not found <= {int, float}:
        return pa.bool_() if found == {bool} else pa.string()
    if name.rpartition("_")[2] in _WHOLE and found <= {int, float}:
        return pa.int64() if name != "value" else pa.float64()
    return pa.float64() if has_unit or float in found else pa.int64()


def _stored(value: object, of: pa.DataType) -> object:
    if value is None:
        return None
    if pa.types.is_integer(of):
        return int(cast(float, value))
    if pa.types.is_string(of) and not isinstance(value, str):
        return msgspec.json.encode(value).decode()
    return value
