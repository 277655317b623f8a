"""What the site imported, step by step and interval by interval, read from the facts of a run.

Import is constant between facts, so its steps are exact, and so is the energy between two instants.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from twin.run.chart import exact
from twin.run.lineage import Member
from twin.signals import Signal
from twin.signals.quantity import Standing, quantity, value
from twin.units import US_PER_S

Step = tuple[int, float]
"""An instant [us] and the import from it on [W]."""


def _energy_j(plant: Standing, _index: int, t_us: int) -> float:
    return plant.import_at_j(t_us)


_IMPORT, _ENERGY = (
    Signal(name=f"site.{name}", index=0, quantity=quantity("site", name, "imported", read))
    for name, read in (("import_w", value("net.import_w")), ("import_j", _energy_j))
)


def import_steps(line: Member, from_us: int, to_us: int) -> list[Step]:
    """Every step of the import in a window, the first at its beginning.

    Args:
        line: the run.
        from_us: first instant, inside the run.
        to_us: last instant, inside it too.
    """
    seqs = line.reader.seq_at(from_us) + 1, line.reader.seq_at(to_us)
    facts_us = line.reader.columns(*seqs).t_us if seqs[0] <= seqs[1] else []
    t_us = np.unique(np.array([from_us, *facts_us], dtype=np.int64))
    values = exact(line, [_IMPORT], t_us)[0].tolist()
    steps = list(zip(t_us.tolist(), values, strict=True))
    return steps[:1] + [later for one, later in pairwise(steps) if later[1] != one[1]]


def energies_j(line: Member, bounds_us: Sequence[int]) -> list[float]:
    """Energy imported from the start of the run to each of some rising instants.

    Args:
        line: the run.
        bounds_us: the instants, inside the run.
    """
    if not bounds_us:
        return []
    return exact(line, [_ENERGY], np.array(bounds_us, dtype=np.int64))[0].tolist()


def above_j(steps: Sequence[Step], limit_w: float, from_us: int, to_us: int) -> float:
    """Energy of what the import was above a limit between two instants.

    >>> above_j([(0, 5.0), (2_000_000, 9.0)], 6.0, 0, 4_000_000)
    6.0
    """
    ends = [*(t_us for t_us, _ in steps[1:]), to_us]
    total_j = 0.0
    for (start_us, power_w), end_us in zip(steps, ends, strict=True):
        span_us = min(end_us, to_us) - max(start_us, from_us)
        if span_us > 0:
            total_j += max(power_w - limit_w, 0.0) * (span_us / US_PER_S)
    return total_j


def at_w(steps: Sequence[Step], t_us: int) -> float:
    """The import at an instant from the first step on.

    >>> at_w([(0, 5.0), (20, 9.0)], 19)
    5.0
    """
    return max((step for step in steps if step[0] <= t_us), key=lambda step: step[0])[1]
