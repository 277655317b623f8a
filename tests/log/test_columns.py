"""Facts as lists: parts, picks and joins."""

from __future__ import annotations

from tests.log.stories import facts
from twin.log.columns import COLUMN_NAMES, EventColumns, no_facts


def test_the_columns_are_those_of_the_format() -> None:
    assert (
        *("seq", "t_us", "kind", "subject", "value", "body", "origin", "cause", "recorded_us"),
    ) == COLUMN_NAMES
    assert tuple(EventColumns.__dataclass_fields__) == COLUMN_NAMES


def test_nothing_has_no_rows() -> None:
    assert len(no_facts()) == 0
    assert no_facts().seq is not no_facts().seq


def test_a_part_keeps_its_rows_and_the_whole_is_not_copied() -> None:
    ten = facts(1, 10)
    assert ten.between(2, 5) == facts(3, 3)
    assert ten.between(0, 10) is ten
    assert ten.between(7, 99) == facts(8, 3)


def test_rows_come_in_the_order_asked_for() -> None:
    picked = facts(1, 5).rows([4, 0])
    assert picked.seq == [5, 1]
    assert picked.subject == [facts(5, 1).subject[0], facts(1, 1).subject[0]]


def test_columns_grow_in_place() -> None:
    grown = facts(1, 3)
    grown.extend(facts(4, 2))
    assert grown == facts(1, 5)
