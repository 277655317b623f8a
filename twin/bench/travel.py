"""Time travel: how long a run takes to say what was, at random instants and over random windows.

A run is opened once, as a server would; the first question warms it up and is not counted.
"""

from __future__ import annotations

import gc
from math import ceil, exp, log
from pathlib import Path
from time import perf_counter

from twin.bench.figures import Figure, figure
from twin.luck import Luck
from twin.run.reading import Run, open_run
from twin.units import US_PER_H

SIGNALS = (
    "site.import_w",
    "site.ai_w",
    "site.mining_w",
    "market.price_usd_per_mwh",
    "T1.hotspot_c",
    "T3.hotspot_c",
    "T3.load_pu",
    "H1.it_w",
)
POINT_COUNT = 2000
_PERCENTILE_FRAC = 0.99
_MS_PER_S = 1e3


def travel_figures(run_dir: Path, *, state_count: int, window_count: int) -> list[Figure]:
    """The 99th percentile of both kinds of question, asked as a server asks.

    What imports left behind lasts as long as the process; a server keeps the collector from looking
    through it again and again (30 ms each time), and so does this.

    Args:
        run_dir: a run.
        state_count: instants to ask for.
        window_count: windows to ask for.
    """
    run = open_run(run_dir)
    gc.collect()
    gc.freeze()
    try:
        states_ms = state_times_ms(run, state_count)
        windows_ms = window_times_ms(run, window_count)
    finally:
        gc.unfreeze()
        run.close()
    return [
        figure("state_p99_ms", percentile_ms(states_ms), f"{state_count} instants"),
        figure("signals_p99_ms", percentile_ms(windows_ms), f"{window_count} windows"),
    ]


def state_times_ms(run: Run, count: int) -> list[float]:
    """How long each state took, at instants spread evenly at random.

    Args:
        run: to ask.
        count: how often.
    """
    first_us, last_us = run.span_us
    draw = Luck(1).stream("bench", "state")
    run.state(first_us)
    took_ms: list[float] = []
    for n in range(count):
        at_us = first_us + round(draw.uniform(n) * (last_us - first_us))
        began_s = perf_counter()
        run.state(at_us)
        took_ms.append((perf_counter() - began_s) * _MS_PER_S)
    return took_ms


def window_times_ms(run: Run, count: int) -> list[float]:
    """How long each chart took: windows from an hour to the whole, evenly in the logarithm.

    Args:
        run: to ask.
        count: how often.
    """
    first_us, last_us = run.span_us
    whole_us = last_us - first_us
    shortest_us = min(US_PER_H, whole_us)
    lengths, starts = (Luck(1).stream("bench", name) for name in ("length", "start"))
    run.signals(SIGNALS, first_us, last_us, POINT_COUNT)
    took_ms: list[float] = []
    for n in range(count):
        length_us = round(shortest_us * exp(lengths.uniform(n) * log(whole_us / shortest_us)))
        from_us = first_us + round(starts.uniform(n) * (whole_us - length_us))
        began_s = perf_counter()
        run.signals(SIGNALS, from_us, min(from_us + length_us, last_us), POINT_COUNT)
        took_ms.append((perf_counter() - began_s) * _MS_PER_S)
    return took_ms


def percentile_ms(took_ms: list[float]) -> float:
    """The time that 99 % of the questions stay within.

    >>> percentile_ms([float(n) for n in range(1, 201)])
    198.0

    Args:
        took_ms: at least one time.
    """
    return sorted(took_ms)[ceil(len(took_ms) * _PERCENTILE_FRAC) - 1]
