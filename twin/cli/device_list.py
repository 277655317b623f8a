"""`twin device --list`: what can be run alone, its spec keys, and its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from twin.cli.device import document_model
from twin.devices import DEVICES
from twin.devices.contract import Bench, Column
from twin.units import unit_of

_INDENT = "    "


def list_devices() -> str:
    """Every kind with its spec keys (unit, default, range, meaning) and its columns, as text."""
    return "\n\n".join("\n".join(_described(bench_type)) for bench_type in DEVICES.values())


def _described(bench_type: type[Bench]) -> Iterator[str]:
    about = (bench_type.SPEC.__doc__ or "").strip().splitlines()[0]
    yield f"{bench_type.KIND}: {about}"
    yield "  spec"
    yield from _keys(document_model(bench_type), _INDENT)
    yield "  inputs"
    yield f"{_INDENT}time | t_s | t_min | t_us: when a row's inputs begin; ISO times need a zone"
    yield from _columns(bench_type.INPUTS)
    yield "  outputs"
    yield from _columns(bench_type.OUTPUTS)
    yield "  states"
    yield from _columns(bench_type.STATES)


def _keys(model: type[BaseModel], indent: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        unit = unit_of(name)
        parts = [unit.label if unit else "", allowed_of(field), default_of(field)]
        told = ", ".join(part for part in parts if part)
        yield f"{indent}{name} ({told}): {field.description}"
        for nested in models_in(field.annotation):
            yield from _keys(nested, indent + _INDENT)


def default_of(field: FieldInfo) -> str:
    """`required`, `optional` or its default, as a user would write it."""
    if field.is_required():
        return "required"
    default = field.get_default(call_default_factory=True)
    if default is None or default == ():
        return "optional"
    if isinstance(default, BaseModel):
        return "optional"
    return f"default {str(default).lower() if isinstance(default, bool) else default}"


def allowed_of(field: FieldInfo) -> str:
    """`0 to 30`, `> 0`, or the choices, as the type checks them."""
    if choices := _choices(field.annotation):
        return " | ".join(choices)
    bounds: dict[str, Any] = {}
    for rule in field.metadata:
        for word, sign in (("gt", ">"), ("ge", ">="), ("lt", "<"), ("le", "<=")):
            if (bound := getattr(rule, word, None)) is not None:
                bounds[sign] = bound
    return " ".join(f"{sign} {bound:g}" for sign, bound in bounds.items())


def _choices(annotation: Any) -> list[str]:  # noqa: ANN401 - any type a field may have
    found = [str(arg) for arg in get_args(annotation) if isinstance(arg, str)]
    return found or [word for arg in get_args(annotation) for word in _choices(arg)]


def models_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - as above
    """The models that a field of this type holds, or holds many of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for arg in get_args(annotation) for model in models_in(arg)]


def _columns(columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        need = "required" if column.required else ""
        if column.one_of:
            need = f"one way to give the {column.one_of}"
        told = ", ".join(part for part in (column.unit, need) if part)
        yield f"{_INDENT}{column.name}{f' ({told})' if told else ''}: {column.meaning}"
