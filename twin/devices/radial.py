"""Voltages of a radial network by backward and forward sweep: for topology changes and big steps.

Three-phase and balanced, constant-power loads: voltages line to line, powers of all phases. For
most facts a sum of powers with losses is enough and far cheaper; this is the exact answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_CLOSE_FRAC = 1e-13
_MAX_SWEEPS_COUNT = 200


class RadialFlow(NamedTuple):
    """The solved network.

    Attributes:
        voltage_v: complex voltage of each node, line to line, the source at angle 0.
        source_va: complex power drawn from the source.
        sent_va: complex power into each branch at its upper end; of node 0 what the source gives.
        loss_w: active power lost in all branches.
        sweep_count: sweeps it took.
    """

    voltage_v: list[complex]
    source_va: complex
    sent_va: list[complex]
    loss_w: float
    sweep_count: int


def radial_flow(
    parent: Sequence[int],
    impedance_ohm: Sequence[complex],
    load_va: Sequence[complex],
    source_v: float,
) -> RadialFlow | None:
    """Solve a tree of branches, or None where the voltage collapses.

    Args:
        parent: node that feeds each node; a parent comes before its children; node 0 is the source
            (its parent and impedance are ignored).
        impedance_ohm: series impedance of one phase of the branch into each node.
        load_va: constant power taken at each node, inductive positive.
        source_v: voltage of the stiff source, line to line.

    >>> flow = radial_flow([0, 0], [0j, 0.25 + 0.2j], [0j, 2e6 + 0.5e6j], 10_000.0)
    >>> round(abs(flow.voltage_v[1]), 6), round(flow.loss_w, 6)
    (9939.597107, 10754.528548)
    """
    count = len(parent)
    assert all(0 <= parent[n] < n for n in range(1, count)), "a parent comes before its children"
    volts = [complex(source_v)] * count
    for sweep_count in range(1, _MAX_SWEEPS_COUNT):
        # Line-to-line volts and total power make sqrt(3) times the current: it cancels in V and S.
        amps = [(power / volt).conjugate() for power, volt in zip(load_va, volts, strict=True)]
        for n in range(count - 1, 0, -1):
            amps[parent[n]] += amps[n]
        worst_v = 0.0
        for n in range(1, count):
            volt = volts[parent[n]] - impedance_ohm[n] * amps[n]
            worst_v = max(worst_v, abs(volt - volts[n]))
            volts[n] = volt
        if worst_v <= _CLOSE_FRAC * source_v:
            lost_w = sum(impedance_ohm[n].real * abs(amps[n]) ** 2 for n in range(1, count))
            sent_va = [volts[parent[n]] * amps[n].conjugate() for n in range(count)]
            sent_va[0] = source_v * amps[0].conjugate()
            return RadialFlow(volts, sent_va[0], sent_va, lost_w, sweep_count)
        if not all(0.0 < abs(volt) < 10.0 * source_v for volt in volts):
            return None
    return None
