"""Envelopes of ride-through: which voltage must be stood for how long, as data with its source.

`Hold(pu, ms)` reads: this voltage, and any nearer to nominal until the next row, is stood for `ms`;
between `steady_min_pu` and `steady_max_pu` any time. ITIC is the default where nothing better is
known. The tables of NOGRR282 for large electronic loads were not found: `lel` has the holds of ITIC
and is only as good as that; what it adds is in `recovery`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from twin.units import S_PER_MIN, SUFFIXES, US_PER_S

_US_PER_MS = SUFFIXES["ms"].si_ratio * US_PER_S


class Hold(BaseModel, frozen=True, extra="forbid"):
    """A voltage and how long it is stood."""

    pu: float = Field(ge=0, le=5, description="voltage over nominal")
    ms: float = Field(ge=0, le=3_600_000, description="stood so long, not longer")


class EnvelopeSpec(BaseModel, frozen=True, extra="forbid"):
    """What a load rides through: the keys of a site document. Without any, ITIC."""

    title: str = Field("", description="what envelope this is")
    source: str = Field("", description="where its numbers come from")
    sags: tuple[Hold, ...] = Field(
        (Hold(pu=0.0, ms=20.0), Hold(pu=0.7, ms=500.0), Hold(pu=0.8, ms=10_000.0)),
        description="low voltages, deepest first [V]",
    )
    steady_min_pu: float = Field(0.9, gt=0, lt=1, description="lowest that is stood for ever [V]")
    swells: tuple[Hold, ...] = Field(
        (Hold(pu=2.0, ms=1.0), Hold(pu=1.4, ms=3.0), Hold(pu=1.2, ms=500.0)),
        description="high voltages, highest first [V]",
    )
    steady_max_pu: float = Field(1.1, gt=1, le=3, description="highest stood for ever [V]")
    rearm_s: float = Field(
        1.0, ge=0, le=10 * S_PER_MIN,
        description="steady so long, what has accumulated is forgotten [A]",
    )  # fmt: skip

    @model_validator(mode="after")
    def _is_monotone(self) -> Self:
        low = [(hold.pu, hold.ms) for hold in self.sags]
        high = [(-hold.pu, hold.ms) for hold in self.swells]
        for name, rows, edge in (
            ("sags", low, self.steady_min_pu), ("swells", high, -self.steady_max_pu),
        ):  # fmt: skip
            falls = any(b[0] <= a[0] or b[1] <= a[1] for a, b in pairwise(rows))
            if falls or any(pu >= edge for pu, _ in rows):
                raise ValueError(f"{name} must come nearer to the steady band and last longer")
        return self


class Timer(NamedTuple):
    """One accumulator of an envelope.

    Attributes:
        limit: name of its trip.
        swell: whether it counts high voltage, else low.
        edge_pu: it runs beyond this voltage, not at it.
        hold_us: it trips when it has run longer than this.
    """

    limit: str
    swell: bool
    edge_pu: float
    hold_us: int


def timers(spec: EnvelopeSpec) -> tuple[Timer, ...]:
    """The accumulators of an envelope; beyond its last row nothing is stood at all.

    >>> [(timer.edge_pu, timer.hold_us) for timer in timers(EnvelopeSpec())][:3]
    [(0.7, 20000), (0.8, 500000), (0.9, 10000000)]
    """
    return (
        *_timers(spec.sags, 0.0, spec.steady_min_pu, swell=False),
        *_timers(spec.swells, float("inf"), spec.steady_max_pu, swell=True),
    )


def _timers(
    rows: tuple[Hold, ...], last_pu: float, steady_pu: float, *, swell: bool
) -> list[Timer]:
    word = "swell_above" if swell else "sag_below"
    holds = [(last_pu, 0.0), *((row.pu, row.ms) for row in rows)]
    edges_pu = [*(row.pu for row in rows), steady_pu]
    return [
        Timer(f"{word}_{edge_pu:g}_pu", swell, edge_pu, round(ms * _US_PER_MS))
        for edge_pu, (from_pu, ms) in zip(edges_pu, holds, strict=True)
        if edge_pu != from_pu
    ]


def label(spec: EnvelopeSpec) -> str:
    """What an envelope is, for people: own numbers without a title are not called ITIC.

    >>> label(EnvelopeSpec()), label(EnvelopeSpec.model_validate({"steady_min_pu": 0.85}))
    ('ITIC (the default)', 'given by the site, without a title')
    """
    if spec.title:
        return spec.title
    itic = timers(spec) == timers(ITIC)
    return ITIC.title if itic else "given by the site, without a title"


ITIC = EnvelopeSpec.model_validate(
    {
        "title": "ITIC (the default)",
        "source": "ITI (CBEMA) application note of 2000, ticks as on Fluke's chart [V]",
    }
)

ASIC_PSU = EnvelopeSpec.model_validate(
    {
        "title": "power supply of a miner",
        "source": "drops out below 70 to 80 % after 10 to 20 ms [M]; high voltages as ITIC [A]",
        "sags": ({"pu": 0.0, "ms": 15.0},),
        "steady_min_pu": 0.75,
    }
)

LEL = EnvelopeSpec.model_validate(
    {
        "title": "large electronic load, after NOGRR282: holds of ITIC for want of its tables",
        "source": "second-hand: a public model quoting an ERCOT deck of Feb 2026 [S]; holds ITIC",
    }
)

ENVELOPES: dict[str, EnvelopeSpec] = {"itic": ITIC, "asic_psu": ASIC_PSU, "lel": LEL}
"""The envelopes that come along, by name; a site may give its own."""
