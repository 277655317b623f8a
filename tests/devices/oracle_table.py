"""The table of oracles: every published number and what the product makes of it.

`python -m tests.devices.oracle_table` prints it and fails where a row does.
"""

from __future__ import annotations

import sys

from tests.devices.oracle_case import Case
from tests.devices.oracle_plant import PLANT
from tests.devices.oracle_power import POWER
from tests.devices.oracle_transformers import TRANSFORMERS

CASES: list[Case] = sorted([*TRANSFORMERS, *POWER, *PLANT], key=lambda case: case.row)

# Rows without a device yet, and what each waits for.
WAITING: dict[int, str] = {}
NUMBERS = {
    *range(1, 6), *range(8, 16), *range(18, 21), *range(22, 25), *range(26, 31), 32, 33, 35,
    *range(37, 41), *range(42, 52),
}  # fmt: skip
"""Every row that the specification's table has."""

_HEAD = f"{'row':>3}  {'what':<58} {'value':>20} {'expected':>18} {'tolerance':>10} {'off by':>9}"


def line_of(case: Case) -> str:
    """One row of the table as text."""
    value = case.value()
    off = abs(value - case.expected)
    said = "ok" if off <= case.tolerance else "FAILS"
    return (
        f"{case.row:>3}  {case.what:<58} {value:>20.12g} {case.expected:>18.12g} "
        f"{case.tolerance:>10.2g} {off:>9.1e}  {said}"
    )


def main() -> int:
    """Print the table; the exit code is 1 where a row fails."""
    lines = [line_of(case) for case in CASES]
    waiting = [f"{row:>3}  waits for {what}" for row, what in sorted(WAITING.items())]
    sys.stdout.write("\n".join([_HEAD, *lines, *waiting]) + "\n")
    return int(any(line.endswith("FAILS") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
