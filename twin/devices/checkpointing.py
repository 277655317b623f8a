"""How often large machines are interrupted and how often their work should be saved.

Closed forms only. A synchronous job stops when any of its nodes does, so its mean time between
interruptions falls with the number of nodes (exponential lifetimes, independent nodes). Sources: J.
W. Young, CACM 17 (1974); J. T. Daly, FGCS 22 (2006); rates from the Llama 3 report and arXiv
2410.21680.
"""

from __future__ import annotations

from math import sqrt

from twin.units import H_PER_YEAR, S_PER_DAY, S_PER_H

_H_PER_DAY = S_PER_DAY / S_PER_H


def observed_mttf_h(interruption_count: int, span_days: float) -> float:
    """Mean time between interruptions seen in a span [h].

    >>> round(observed_mttf_h(419, 54.0), 7)
    3.0930788
    """
    return span_days * _H_PER_DAY / interruption_count


def node_job_mttf_h(node_count: int, failures_per_1000_node_days: float) -> float:
    """Mean time between interruptions of a job on many nodes [h].

    >>> round(node_job_mttf_h(2048, 6.5), 5)
    1.80288
    """
    return 1000.0 * _H_PER_DAY / (node_count * failures_per_1000_node_days)


def gpu_job_mttf_h(gpu_count: int, interruptions_per_gpu_year: float = 0.173) -> float:
    """Mean time between interruptions of a job on many GPUs [h].

    >>> round(gpu_job_mttf_h(2448), 1)
    20.7
    """
    return H_PER_YEAR / (gpu_count * interruptions_per_gpu_year)


def young_interval_s(write_s: float, mttf_s: float) -> float:
    """Work between checkpoints that wastes least, first order [s].

    >>> round(young_interval_s(60.0, 3.0930788 * 3600), 4)
    1155.9455
    """
    return sqrt(2.0 * write_s * mttf_s)


def daly_interval_s(write_s: float, mttf_s: float) -> float:
    """Work between checkpoints that wastes least, higher order [s].

    Where a write lasts twice the mean time between interruptions or more, that mean itself.

    >>> round(daly_interval_s(60.0, 3.0930788 * 3600), 2)
    1116.29
    """
    if write_s >= 2.0 * mttf_s:
        return mttf_s
    share = write_s / (2.0 * mttf_s)
    return young_interval_s(write_s, mttf_s) * (1.0 + sqrt(share) / 3.0 + share / 9.0) - write_s


def wasted_frac(interval_s: float, write_s: float, restart_s: float, mttf_s: float) -> float:
    """Share of time lost to writing, to work done twice and to restarts, first order, at most 1.

    Args:
        interval_s: work between checkpoints.
        write_s: time to write one.
        restart_s: time from an interruption to work again.
        mttf_s: mean time between interruptions.

    >>> round(wasted_frac(1200.0, 60.0, 600.0, 72_000.0), 5)
    0.06667
    """
    waste = write_s / interval_s + interval_s / (2.0 * mttf_s) + restart_s / mttf_s
    return min(1.0, waste)
