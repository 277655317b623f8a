"""Every number of the specification's table of oracles, through the product's own functions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from tests.devices import oracle_table
from tests.devices.oracle_table import CASES, NUMBERS, WAITING, line_of, main

_SEEN = Counter()


def _name(case):
    _SEEN[case.row] += 1
    return f"oracle-{case.row}-{re.sub(r'[^A-Za-z0-9.]+', '-', case.what).strip('-')}"


@pytest.mark.parametrize("case", [pytest.param(case, id=_name(case)) for case in CASES])
def test_the_product_gives_the_published_number(case):
    assert case.value() == pytest.approx(case.expected, abs=case.tolerance, rel=0)


def test_every_row_is_judged_or_waits_with_a_reason():
    judged = {case.row for case in CASES}
    assert judged | set(WAITING) == NUMBERS
    assert judged & set(WAITING) == set()
    assert all(WAITING.values())


def test_the_table_is_printed_row_by_row(capsys):
    assert main() == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 1 + len(CASES) + len(WAITING)
    assert all(line.endswith("  ok") for line in printed[1 : 1 + len(CASES)])


def test_a_number_that_is_off_is_said_to_fail(capsys, monkeypatch):
    wrong = replace(CASES[0], expected=CASES[0].expected + 2 * CASES[0].tolerance)
    assert line_of(wrong).endswith("FAILS")
    monkeypatch.setattr(oracle_table, "CASES", [wrong])
    assert main() == 1
