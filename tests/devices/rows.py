"""Rows of miners that several tests use."""

from __future__ import annotations

from twin.devices.asic_power import NEVER_US, AsicSpec
from twin.devices.asic_row import AsicRows

S = 1_000_000
S21 = AsicSpec(model="S21", th_per_s=200.0, power_w=3500.0)
S19 = AsicSpec(model="S19j Pro", th_per_s=100.0, power_w=3050.0)


def hashing(count=500, t_us=0, specs=(S21,)):
    """Rows that have booted and tuned, settled at 25 °C."""
    rows = AsicRows(specs, [count] * len(specs), t_us - 3600 * S)
    for i in range(len(specs)):
        rows.energise(i, t_us - 3600 * S)
        settle(rows, i)
    return rows


def settle(rows, i=0, until_us=NEVER_US):
    """Let due stages happen; returns their names and instants."""
    seen = []
    while (due := rows.next_due(i)) is not None and due < until_us:
        rows.step(i, due)
        seen.append((due, rows.stage_name(i)))
    return seen
