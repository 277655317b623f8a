"""What a policy keeps in mind, in words: shipped policies' fields by a table, others by name."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, cast

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOTED: dict[str, tuple[str, str]] = {
    "off": ("{} off for the price", "nothing off for the price"),
    "behind": ("rows still to follow", "all rows have followed"),
    "holding": ("holds back what it shed", "holds nothing back"),
    "capped": ("capped {}", ""),
    "shed_us": ("last shed at {}", ""),
    "bare_us": ("only halls left to relieve since {}", ""),
}
"""What to say of a field where it holds something, and where it holds nothing."""


def memory_words(memory_json: str) -> list[str]:
    """A memory as phrases.

    >>> memory_words('{"off":["s21"],"behind":false}')
    ['s21 off for the price', 'all rows have followed']

    Args:
        memory_json: as `PolicyRemembered` has it.
    """
    memory: Any = json.loads(memory_json)
    if not isinstance(memory, dict):
        return [str(memory)]
    fields = cast("dict[str, object]", memory)
    said = (_phrase(name, value) for name, value in fields.items())
    return [phrase for phrase in said if phrase]


def _phrase(name: str, value: object) -> str:
    plain = name.removesuffix("_us").replace("_", " ")
    some, none = _NOTED.get(name, (f"{plain} {{}}", f"{plain} none"))
    return some.format(_value(name, value)) if value else none


def _value(name: str, value: object) -> str:
    if name.endswith("_us") and isinstance(value, int):
        at = _EPOCH + timedelta(microseconds=value)
        return f"{at:%Y-%m-%d %H:%M:%S} UTC"
    if isinstance(value, list):
        return ", ".join(str(part) for part in cast("list[object]", value))
    return "yes" if value is True else str(value)
