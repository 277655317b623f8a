"""Plans drawn many times, in a process beside the server's so that runs are served meanwhile."""

from __future__ import annotations

import time
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from threading import Lock

from api.luck_views import LuckDraft, LuckPhaseView, LuckView, SwingView
from api.plan_work import days
from api.reckoning import Desk, digest
from twin.plan import Plan
from twin.study import Chunk, Report, job_of, report, simulate
from twin.study.report import quantile
from twin.study.tornado import Swing, tornado

_KEPT_COUNT = 8
_TWENTIETHS = 20


class Luck:
    """One plan is drawn at a time; what was drawn last is known."""

    def __init__(self, desk: Desk) -> None:
        """Drawing the drafts of a desk."""
        self._desk = desk
        self._lock = Lock()
        self._known: OrderedDict[tuple[str, int, int, str], LuckView] = OrderedDict()

    def drawn(self, wanted: LuckDraft) -> LuckView:
        """A draft drawn many times.

        Raises:
            PlanError: it has faults.
        """
        plan = self._desk.draft(wanted.text, "plan").plan
        key = (digest(wanted.text), wanted.runs, wanted.seed, wanted.outlook)
        with self._lock:
            known = self._known.pop(key, None) or _drawn(plan, wanted)
            self._known[key] = known
            while len(self._known) > _KEPT_COUNT:
                self._known.popitem(last=False)
            return known


def _drawn(plan: Plan, wanted: LuckDraft) -> LuckView:
    began_s = time.perf_counter()
    job = job_of(plan, seed=wanted.seed, outlook=wanted.outlook)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        found = simulate(job, wanted.runs, executor=executor)
    said = report(plan.document.ntp, plan.handovers, found)
    return LuckView(
        speed="schedule and money",
        hash=digest(wanted.text),
        runs=said.runs_count,
        seed=wanted.seed,
        outlook=wanted.outlook,
        phases=_phases(plan, found, said),
        p10_usd=said.money.p10_usd,
        p50_usd=said.money.p50_usd,
        p90_usd=said.money.p90_usd,
        p50_error_usd=said.money.p50_error_usd,
        gains_frac=said.money.gains_frac,
        fan_usd=[list(year) for year in said.money.fan_usd],
        swings=[_swing(one) for one in tornado(plan).swings],
        took_ms=(time.perf_counter() - began_s) * 1000.0,
    )


def _phases(plan: Plan, found: Chunk, said: Report) -> list[LuckPhaseView]:
    shares_frac = [nth / _TWENTIETHS for nth in range(1, _TWENTIETHS)]
    return [
        LuckPhaseView(
            phase=one.phase,
            target_days=days(plan, one.target),
            p50_days=days(plan, one.p50),
            p80_days=days(plan, one.p80),
            p90_days=days(plan, one.p90),
            p80_error_days=one.p80_error_days,
            on_time_frac=one.on_time_frac,
            curve_days=_curve_days([row[nth] for row in found.finishes_days], shares_frac),
            critical_frac=one.critical_frac,
        )
        for nth, one in enumerate(said.phases)
    ]


def _swing(one: Swing) -> SwingView:
    return SwingView(
        variable=one.variable,
        kind=one.kind,
        words=f"{one.low:.4g} to {one.high:.4g} {one.unit}, planned {one.planned:.4g}",
        npv_usd=[one.at_low.npv_usd, one.at_high.npv_usd],
        ready_days={
            phase: [days_low, one.at_high.ready_days[phase]]
            for phase, days_low in one.at_low.ready_days.items()
        },
    )


def _curve_days(finishes_days: list[float], shares_frac: list[float]) -> list[float]:
    ordered_days = sorted(finishes_days)
    return [quantile(ordered_days, share) for share in shares_frac]
