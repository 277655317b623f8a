"""Facts to and from what the log stores: kind, principal value, JSON of the rest."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import cast

import msgspec

from twin.errors import Fault, LogError
from twin.facts.core import Fact
from twin.facts.table import FACTS

KINDS: tuple[str, ...] = tuple(fact.__name__ for fact in FACTS)
KIND_OF: dict[type[Fact], str] = {fact: fact.__name__ for fact in FACTS}
_BY_KIND: dict[str, type[Fact]] = {fact.__name__: fact for fact in FACTS}
_encode = msgspec.json.Encoder().encode


def _others(fact: type[Fact]) -> tuple[str, ...]:
    return tuple(name for name in fact.__struct_fields__ if name != fact.PRINCIPAL)


def _value_reader(fact: type[Fact]) -> Callable[[Fact], float | None]:
    if not fact.PRINCIPAL:
        return lambda _fact: None
    return attrgetter(fact.PRINCIPAL)


def _body_writer(fact: type[Fact]) -> Callable[[Fact], str | None]:
    others = _others(fact)
    if not others:
        return lambda _fact: None
    fields = {field.name: field for field in msgspec.structs.fields(fact)}
    shape = msgspec.defstruct(
        f"{fact.__name__}Body",
        [(name, fields[name].type, msgspec.field(default=fields[name].default)) for name in others],
        frozen=True,
        gc=False,
        omit_defaults=True,
        kw_only=False,
    )
    if len(others) == 1:
        name = others[0]
        get_one = attrgetter(name)
        return lambda fact: _encode(shape(get_one(fact))).decode()
    get_all = attrgetter(*others)
    return lambda fact: _encode(shape(*get_all(fact))).decode()


_VALUE: dict[type[Fact], Callable[[Fact], float | None]] = {
    fact: _value_reader(fact) for fact in FACTS
}
_BODY: dict[type[Fact], Callable[[Fact], str | None]] = {fact: _body_writer(fact) for fact in FACTS}


def value_of(fact: Fact) -> float | None:
    """The principal quantity in its own unit, None when the kind has none."""
    return _VALUE[type(fact)](fact)


def body_of(fact: Fact) -> str | None:
    """The other fields as JSON, None when there are none. Fields at their default are left out."""
    return _BODY[type(fact)](fact)


def _builder(fact: type[Fact]) -> Callable[[float | None, str | None], Fact]:
    principal = fact.PRINCIPAL
    others = _others(fact)
    if not others:
        if not principal:
            return lambda _value, _body: fact()
        make = _number_maker(fact, principal)
        return lambda value, _body: fact(make(value))  # type: ignore[arg-type]
    fields = {field.name: field for field in msgspec.structs.fields(fact)}
    shape = msgspec.defstruct(
        f"{fact.__name__}Read",
        [(name, fields[name].type, msgspec.field(default=fields[name].default)) for name in others],
        gc=False,
    )
    read = msgspec.json.Decoder(shape).decode
    get_all = attrgetter(*others)
    several = len(others) > 1
    if not principal:
        return lambda _value, body: fact(
            *(get_all(read(body or "{}")) if several else (get_all(read(body or "{}")),))
        )
    make = _number_maker(fact, principal)
    place = fact.__struct_fields__.index(principal)
    assert place == 0, f"{fact.__name__}: the principal field comes first"
    whole = cast("Callable[..., Fact]", fact)
    if several:
        return lambda value, body: whole(make(value), *get_all(read(body or "{}")))
    return lambda value, body: whole(make(value), get_all(read(body or "{}")))


def _number_maker(fact: type[Fact], principal: str) -> Callable[[float | None], float | int]:
    kind = next(field.type for field in msgspec.structs.fields(fact) if field.name == principal)
    return int if kind is int else float  # type: ignore[return-value]


_BUILD: dict[str, Callable[[float | None, str | None], Fact]] = {
    fact.__name__: _builder(fact) for fact in FACTS
}


def decode(kind: str, value: float | None, body: str | None) -> Fact:
    """The fact behind a log row.

    Raises:
        LogError: the kind is unknown (a newer version wrote it) or the body does not fit it.
    """
    build = _BUILD.get(kind)
    if build is None:
        raise LogError(
            Fault(
                what=f"fact kind {kind!r} is unknown",
                remedy="a newer version wrote this log: update",
            )
        )
    try:
        return build(value, body)
    except (msgspec.MsgspecError, TypeError) as wrong:
        raise LogError(
            Fault(what=f"{kind} has an unreadable body: {wrong}", value=str(body))
        ) from wrong
