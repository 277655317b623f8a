"""The figures that are held to a bound, and how each compares. A miss is shown, never hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Sense = Literal["at least", "at most"]
Measured = float | None
"""In the unit that stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a figure is held to.

    Attributes:
        unit: as printed behind the figure, empty for a pure number.
        sense: which side of the limit is good.
        limit_ratio: the limit in that unit; None where only the figure itself is of interest.
        meaning: the figure in words.
    """

    unit: str
    sense: Sense
    limit_ratio: float | None
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number beside its bound.

    Attributes:
        name: as in `BOUNDS`.
        value: what was measured, None when it could not be.
        unit: of both.
        bound: as `<= 12`, empty without one.
        met: whether it holds; None without a bound or a value.
        note: what to know when reading it.
    """

    name: str
    value: Measured
    unit: str
    bound: str
    met: bool | None
    note: str = ""


def _at_least(limit_ratio: float | None, unit: str, meaning: str) -> Bound:
    return Bound(unit=unit, sense="at least", limit_ratio=limit_ratio, meaning=meaning)


def _at_most(limit_ratio: float | None, unit: str, meaning: str) -> Bound:
    return Bound(unit=unit, sense="at most", limit_ratio=limit_ratio, meaning=meaning)


BOUNDS: dict[str, Bound] = {
    "site_year_facts": _at_least(300_000, "", "facts of a year of the 100 MW site"),
    "site_year_jobs": _at_least(100_000, "", "jobs that arrived in it"),
    "site_year_s": _at_most(None, "s", "time the year took, log on"),
    "site_year_ratio": _at_most(12, "", "that time over the bare loop of 300 processes"),
    "site_year_rss_mb": _at_most(400, "MB", "most memory the year held"),
    "log_bytes_per_fact": _at_most(40, "B", "events and commits on disk"),
    "power_fact_share": _at_least(0.6, "", "facts of a kind that changes power"),
    "power_moved_share": _at_least(None, "", "facts after which the site's import differed"),
    "gw_per_fact_ratio": _at_most(1.5, "", "cost of a fact at ten times the site"),
    "state_p99_ms": _at_most(20, "ms", "the whole state at a random instant of the year"),
    "signals_p99_ms": _at_most(150, "ms", "eight signals, 2,000 points, any window"),
    "help_s": _at_most(0.3, "s", "twin --help"),
    "first_fact_s": _at_most(1, "s", "from the command to the first durable fact"),
}


def figure(name: str, measured_ratio: float | None, note: str = "") -> Figure:
    """A measured number beside the bound of its name.

    >>> figure("help_s", 0.41).met
    False

    Args:
        name: one of `BOUNDS`.
        measured_ratio: in the unit of its bound.
        note: what to know when reading it.
    """
    bound = BOUNDS[name]
    limit = bound.limit_ratio
    met = None
    if limit is not None and measured_ratio is not None:
        met = measured_ratio >= limit if bound.sense == "at least" else measured_ratio <= limit
    sign = ">=" if bound.sense == "at least" else "<="
    return Figure(
        name=name,
        value=None if measured_ratio is None else float(f"{measured_ratio:.6g}"),
        unit=bound.unit,
        bound=""
        if limit is None
        else f"{sign} {limit:,g}"
        if limit < 10_000
        else f"{sign} {limit:,}",
        met=met,
        note=note,
    )


def in_order(measured: Iterable[Figure]) -> list[Figure]:
    """Figures in the order of `BOUNDS`."""
    places = list(BOUNDS)
    return sorted(measured, key=lambda one: places.index(one.name))


def as_json_values(
    figures: Iterable[Figure], machine: str, commit: str, mix: Mapping[str, int]
) -> dict[str, Any]:
    """The report as plain values: machine, commit, figures, and the year's facts by kind."""
    return {
        "machine": machine,
        "commit": commit,
        "figures": [asdict(one) for one in figures],
        "mix": dict(mix),
    }
