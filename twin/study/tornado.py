"""What a plan hangs on most: each uncertain variable alone at its P10 and its P90.

All others stand where the plan takes them (the mode of a PERT, the median of a lognormal). A
variable is the duration of a task, an item or a permit, a risk, the price of a reserve, or a number
that the plan itself calls random. Schedule and money alone, with the crews there are. One at a
time says nothing of what moves together: that is what a simulation is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from twin.documents import Source, apply_sets, validate
from twin.errors import PlanError
from twin.plan import Plan, PlanDocument, levelled
from twin.plan.chances import Risk
from twin.plan.dist import Dist, Fixed
from twin.plan.money import Purse, money, purse
from twin.plan.quantiles import quantiles

LOW_FRAC, HIGH_FRAC = 0.1, 0.9
VariableKind = Literal["task", "item", "permit", "risk", "reserve", "random"]
_DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where a plan stands.

    Attributes:
        npv_usd: against going on mining, before tax.
        ready_days: of each phase, after notice to proceed, with the crews there are.
    """

    npv_usd: float
    ready_days: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """One variable alone.

    Attributes:
        variable: its id, or the path it stands for.
        kind: what it is.
        unit: of its values.
        low, planned, high: its P10, what the plan takes, and its P90.
        at_low, at_high: where the plan stands with it there.
    """

    variable: str
    kind: VariableKind
    unit: str
    low: float
    planned: float
    high: float
    at_low: Outcome
    at_high: Outcome

    @property
    def npv_usd(self) -> float:
        """How far the present value swings."""
        return abs(self.at_high.npv_usd - self.at_low.npv_usd)

    def ready_days(self, phase: str) -> float:
        """How far the date of a phase swings."""
        return abs(self.at_high.ready_days[phase] - self.at_low.ready_days[phase])


@dataclass(frozen=True, slots=True, kw_only=True)
class Tornado:
    """Every variable of a plan.

    Attributes:
        planned: where the plan stands.
        swings: of its variables, the largest on present value first.
    """

    planned: Outcome
    swings: tuple[Swing, ...]

    def by_phase(self, phase: str) -> tuple[Swing, ...]:
        """Those that move the date of a phase, the largest first."""
        moving = (one for one in self.swings if one.ready_days(phase) > 0.0)
        return tuple(sorted(moving, key=lambda one: -one.ready_days(phase)))


def tornado(plan: Plan) -> Tornado:
    """Every uncertain variable of a plan, one at a time.

    Args:
        plan: a plan without faults.
    """
    ready = purse(plan.document, plan.site)
    durations_days = plan.network.planned_days()
    swings = [
        *_durations(plan, ready, durations_days),
        *_risks(plan, ready, durations_days),
        *_prices(plan, durations_days),
    ]
    return Tornado(
        planned=_outcome(plan, ready, durations_days),
        swings=tuple(sorted(swings, key=lambda one: -one.npv_usd)),
    )


def _outcome(plan: Plan, ready: Purse, durations_days: Sequence[float]) -> Outcome:
    level = levelled(plan.network, durations_days)
    return Outcome(
        npv_usd=money(ready, level).whole_npv_usd,
        ready_days={one.phase: level.finish_days(one.task) for one in plan.handovers},
    )


def _ends(dist: Dist) -> tuple[float, float]:
    """P10 and P90."""
    low, high = quantiles(dist, np.array([LOW_FRAC, HIGH_FRAC])).tolist()
    return low, high


def _durations(plan: Plan, ready: Purse, planned_days: Sequence[float]) -> Iterator[Swing]:
    for index, activity in enumerate(plan.network.activities):
        if isinstance(activity.duration, Fixed):
            continue
        ends = tuple(max(0.0, days) for days in _ends(activity.duration))
        found = [
            _outcome(plan, ready, [*planned_days[:index], days, *planned_days[index + 1 :]])
            for days in ends
        ]
        yield Swing(
            variable=activity.id,
            kind=activity.kind,
            unit=_DAYS,
            low=ends[0],
            planned=planned_days[index],
            high=ends[1],
            at_low=found[0],
            at_high=found[1],
        )


def _risks(plan: Plan, ready: Purse, planned_days: Sequence[float]) -> Iterator[Swing]:
    for risk in plan.document.risks:
        ends = tuple(_risk_days(risk, share) for share in (LOW_FRAC, HIGH_FRAC))
        found = [_outcome(plan, ready, _with_risk(plan, planned_days, risk, days)) for days in ends]
        yield Swing(
            variable=risk.id,
            kind="risk",
            unit=_DAYS,
            low=ends[0],
            planned=0.0,
            high=ends[1],
            at_low=found[0],
            at_high=found[1],
        )


def _risk_days(risk: Risk, share_frac: float) -> float:
    """Days that a risk stays below with a probability: none as long as it does not happen."""
    not_frac = 1.0 - risk.prob
    if share_frac <= not_frac:
        return 0.0
    inside_frac = (share_frac - not_frac) / risk.prob
    return max(0.0, float(quantiles(risk.impact_days, np.array([inside_frac]))[0]))


def _with_risk(
    plan: Plan, planned_days: Sequence[float], risk: Risk, late_days: float
) -> list[float]:
    found = list(planned_days)
    for name in risk.on:
        found[plan.network.index_of[name]] += late_days
    return found


def _prices(plan: Plan, planned_days: Sequence[float]) -> Iterator[Swing]:
    """Prices of reserves, and numbers that the plan calls random; dates stay."""
    plain = plan.document.model_dump(mode="json", by_alias=True, exclude_unset=True)
    rows: list[tuple[str, VariableKind, Dist, tuple[str, ...]]] = [
        *(
            (one.id, "reserve", one.usd_per_mw_h, (f"ancillary[{one.id}].usd_per_mw_h",))
            for one in plan.document.ancillary
            if not isinstance(one.usd_per_mw_h, Fixed)
        ),
        *((one.id, "random", one.dist, one.applies_to) for one in plan.document.random),
    ]
    for name, kind, dist, paths in rows:
        ends = _ends(dist)
        found = [
            _outcome(plan, _purse_with(plan, plain, kind, paths, value), planned_days)
            for value in ends
        ]
        yield Swing(
            variable=name,
            kind=kind,
            unit=paths[0],
            low=ends[0],
            planned=dist.planned,
            high=ends[1],
            at_low=found[0],
            at_high=found[1],
        )


def _purse_with(
    plan: Plan, plain: Mapping[str, Any], kind: VariableKind, paths: Sequence[str], value: float
) -> Purse:
    """The plan's money with a number at some paths of its document.

    Raises:
        PlanError: a path leads nowhere, or the number is not allowed there.
    """
    text = f"{{kind: fixed, value: {value!r}}}" if kind == "reserve" else repr(value)
    changed = apply_sets(plain, [f"{path}={text}" for path in paths], PlanError)
    source = Source(file=plan.document.plan_id, value=changed, root=None)
    document, faults = validate(PlanDocument, changed, source=source)
    if document is None or faults:
        raise PlanError(faults)
    return purse(document, plan.site)
