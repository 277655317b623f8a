"""The keys of a group of engine generators, the states of an engine, and its curves.

A demand ends in a start with `start_frac`; a start that comes at all comes at each attempt with
`attempt_frac`, so one drawn number says at which. Cycle cranking is that of NFPA 110: 15 s of
cranking, 15 s of rest, three times [M]. Fuel is `a0 + a1 x + a2 x^2` litres an hour per kilowatt of
rating at the load x: by default 0.255 L/kWh at three quarters and at full load, 0.30 at a
quarter [M]. For piped gas a litre stands for the heat of one.
"""

from __future__ import annotations

from math import sqrt
from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.units import J_PER_KWH, J_PER_MJ, M3_PER_L, W_PER_KW

STOPPED, CRANKING, PAUSED, RUN_UP, READY, LOADED, COOLING, LOCKED_OUT, TRIPPED, FAILED = range(10)
STATE_NAMES = (
    "stopped", "cranking", "paused", "run_up", "ready", "loaded", "cooling", "locked_out",
    "tripped", "failed",
)  # fmt: skip
RUNNING = (RUN_UP, READY, COOLING)

ORDERED, RELEASED, RESET, REPAIRED = "ordered", "released", "reset", "repaired"
FIRED, GAVE_UP, SPENT, RESTED = "fired", "gave_up", "start_failed", "rested"
ACCEPTS, COOLED, BROKE = "accepts_load", "cooled", "broke_down"
STARVED, OVERLOADED, UNDERSPEED, CAUGHT_UP = "starved", "overloaded", "underspeed", "caught_up"

NEXT: dict[tuple[int, str], int] = {
    (STOPPED, ORDERED): CRANKING,
    (CRANKING, FIRED): RUN_UP,
    (CRANKING, GAVE_UP): PAUSED,
    (CRANKING, SPENT): LOCKED_OUT,
    (CRANKING, RELEASED): STOPPED,
    (CRANKING, STARVED): STOPPED,
    (PAUSED, RESTED): CRANKING,
    (PAUSED, RELEASED): STOPPED,
    (PAUSED, STARVED): STOPPED,
    (RUN_UP, ACCEPTS): READY,
    (RUN_UP, RELEASED): COOLING,
    (RUN_UP, STARVED): TRIPPED,
    (RUN_UP, BROKE): FAILED,
    (READY, RELEASED): COOLING,
    (READY, STARVED): TRIPPED,
    (READY, OVERLOADED): TRIPPED,
    (READY, UNDERSPEED): TRIPPED,
    (READY, BROKE): FAILED,
    (COOLING, ORDERED): READY,
    (COOLING, COOLED): STOPPED,
    (COOLING, STARVED): TRIPPED,
    (COOLING, BROKE): FAILED,
    (LOCKED_OUT, RESET): STOPPED,
    (TRIPPED, RESET): STOPPED,
    (FAILED, REPAIRED): STOPPED,
}
"""Which state of an engine follows on which event; an engine is `LOADED` where it is `READY` and
its bus has a load."""


class GensetSpec(BaseModel, frozen=True, extra="forbid"):
    """Equal engine generators on one bus: the keys of a site document."""

    units_count: int = Field(1, ge=1, le=100, description="engines")
    rated_kw: float = Field(gt=0, le=100_000, description="of one engine, at its terminals")
    accept_s: float = Field(
        10.0, gt=0, le=600, description="order to load, 10 diesel (Type 10), 30 to 120 gas [M]"
    )
    fire_s: float = Field(3.0, ge=0, le=60, description="of that, cranking until it fires [A]")
    crank_s: float = Field(15.0, gt=0, le=120, description="cranking until it gives up [M]")
    pause_s: float = Field(15.0, ge=0, le=600, description="rest between two attempts [M]")
    attempts_count: int = Field(3, ge=1, le=10, description="attempts before it locks out [M]")
    start_frac: float = Field(
        0.99, ge=0, le=1, description="demands that end in a start, 0.985 to 0.995 [A]"
    )
    attempt_frac: float = Field(
        0.95, gt=0, le=1, description="attempts that succeed where a start comes at all [A]"
    )
    first_step_frac: float = Field(
        0.55, gt=0, le=1, description="of rating at once, diesel 0.5 to 0.6, lean gas 0.3 [S]"
    )
    ramp_per_s: float = Field(
        0.15, gt=0, le=1, description="of rating regained a second, diesel 0.1 to 0.2 [A]"
    )
    most_pu: float = Field(1.1, ge=1, le=1.5, description="load at the fuel stop [M]")
    sag_s: float = Field(2.0, gt=0, le=60, description="too slow for so long trips it [A]")
    overload_min: float = Field(60.0, gt=0, le=1440, description="above rating, from cold [M]")
    overload_rest_h: float = Field(11.0, gt=0, le=100, description="from worn to rested [M]")
    cool_min: float = Field(5.0, ge=0, le=120, description="run without load at the end [M]")
    failures_per_h: float = Field(0.001, ge=0, le=10, description="of one running engine [A]")
    fuel_a0_l_per_kwh: float = Field(0.02, ge=0, le=1, description="fuel without load [M]")
    fuel_a1_l_per_kwh: float = Field(0.21, ge=0, le=1, description="fuel linear in load [M]")
    fuel_a2_l_per_kwh: float = Field(0.025, ge=0, le=1, description="fuel square in load [M]")
    fuel_mj_per_l: float = Field(35.9, gt=0, le=100, description="lower heat of the fuel [M]")
    tank_l: float | None = Field(
        None, gt=0, le=10_000_000, description="fuel of the whole group; none where it is piped"
    )
    light_frac: float = Field(0.3, ge=0, le=1, description="wet stacking below this load [M]")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if not self.fire_s < self.accept_s or self.fire_s > self.crank_s:
            raise ValueError("fire_s must be below accept_s and not above crank_s")
        least = self.fuel_a1_l_per_kwh + 2.0 * sqrt(self.fuel_a0_l_per_kwh * self.fuel_a2_l_per_kwh)
        if least * self.fuel_mj_per_l * J_PER_MJ < J_PER_KWH:
            raise ValueError(
                "the fuel has less heat than the output at some load: check fuel_a0 to fuel_a2"
            )
        return self


def engine_w(spec: GensetSpec) -> float:
    """Rating of one engine.

    >>> engine_w(GensetSpec(rated_kw=2000))
    2000000.0
    """
    return spec.rated_kw * W_PER_KW


def tank_m3(spec: GensetSpec) -> float:
    """What its tank holds; nothing where fuel is piped.

    >>> tank_m3(GensetSpec(rated_kw=2000, tank_l=15_000))
    15.0
    """
    return (spec.tank_l or 0.0) * M3_PER_L


def attempts_needed_count(spec: GensetSpec, draw_frac: float) -> int:
    """At which attempt an engine starts, given the luck of this demand; 0 if at none.

    Args:
        spec: of its group.
        draw_frac: even between 0 and 1; the higher, the worse.

    >>> spec = GensetSpec(rated_kw=2000)
    >>> [attempts_needed_count(spec, draw_frac) for draw_frac in (0.5, 0.95, 0.98999, 0.99)]
    [1, 2, 3, 0]
    """
    if draw_frac >= spec.start_frac:
        return 0
    fails_frac = 1.0 - spec.attempt_frac
    within_frac = draw_frac / spec.start_frac * (1.0 - fails_frac**spec.attempts_count)
    attempts = range(1, spec.attempts_count)
    by_then = (one for one in attempts if within_frac < 1.0 - fails_frac**one)
    return next(by_then, spec.attempts_count)


def fuel_m3_per_s(spec: GensetSpec, running_count: int, on_bus_count: int, load_w: float) -> float:
    """Fuel of a group whose engines on the bus share a load; the others that run have none.

    >>> rate_m3_per_s = fuel_m3_per_s(GensetSpec(rated_kw=1000), 1, 1, 750e3)
    >>> round(rate_m3_per_s * 1000 * 3600 / 750, 9)
    0.255416667
    """
    share_pu = load_w / (on_bus_count * engine_w(spec)) if on_bus_count else 0.0
    loaded = spec.fuel_a1_l_per_kwh + spec.fuel_a2_l_per_kwh * share_pu
    per_rating = running_count * spec.fuel_a0_l_per_kwh + on_bus_count * share_pu * loaded
    return engine_w(spec) * per_rating * M3_PER_L / J_PER_KWH


def heat_j_per_m3(spec: GensetSpec) -> float:
    """Heat in its fuel."""
    return spec.fuel_mj_per_l * J_PER_MJ / M3_PER_L
