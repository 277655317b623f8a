"""Equal pumps in parallel on one system: flow, and what they draw for it.

On a fixed system flow goes with speed, head with its square and power with its cube (affinity
laws). Pumps beyond those needed share flow and head, so all turn a little slower and together draw
what those needed would. With fewer the flow falls in proportion to them, each at its rated draw:
a pump alone would run out on its curve to somewhat more of both.
"""

from __future__ import annotations

from twin.units import W_PER_KW


def flow_frac(running_count: int, needed_count: int, speed_frac: float = 1.0) -> float:
    """Flow over the full one.

    >>> flow_frac(2, 4), flow_frac(5, 4), flow_frac(5, 4, 0.5)
    (0.5, 1.0, 0.5)
    """
    return min(running_count / needed_count, 1.0) * speed_frac


def draw_w(running_count: int, needed_count: int, pump_kw: float, speed_frac: float = 1.0) -> float:
    """Draw of all of them.

    Args:
        running_count: pumps that run.
        needed_count: pumps that give the full flow.
        pump_kw: draw of one at full speed, that many running.
        speed_frac: speed of all over that.

    >>> draw_w(5, 4, 10.0), draw_w(2, 4, 10.0), draw_w(4, 4, 10.0, 0.5)
    (40000.0, 20000.0, 5000.0)
    """
    return min(running_count, needed_count) * pump_kw * W_PER_KW * speed_frac**3
