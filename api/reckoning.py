"""Drafts of plans: edited in their text, checked, dated and reckoned.

Nothing is kept but the last few that were sound, since what is edited is mostly the draft of a
moment ago.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from api.plan_forms import LinkEdit, MoveEdit, PlanEdit, StretchEdit
from api.plan_power import breach_views, hinge_views, losses, power
from api.plan_views import MoneyView, PlanReckonedView, PowersView
from api.plan_work import activities, crews, outages, phases, seasons
from twin.documents import Source, read
from twin.documents.editing import Edit, Put, edited
from twin.errors import Fault, PlanError
from twin.plan import Plan
from twin.plan.assumed import assumptions
from twin.plan.capital import capital
from twin.plan.dark import dark_blocks
from twin.plan.edits import Gesture, Move, Stretch, Tie, Untie, edits_of
from twin.plan.money import ACCOUNTS, mining_words, money, purse
from twin.plan.schedule import day_of
from twin.run.planning import examine_plan_file

_KEPT_COUNT = 8
_NEAR_DAYS = 1e-6
_NAMED_COUNT = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """A sound plan with its text."""

    text: str
    source: Source
    plan: Plan


class Desk:
    """Where drafts are looked at, one at a time, so that runs are served meanwhile."""

    def __init__(self, folder: Path) -> None:
        """Beside the documents of a folder.

        Args:
            folder: where a site is looked for that a plan names.
        """
        self._folder = folder
        self._lock = Lock()
        self._drafts: OrderedDict[str, Draft] = OrderedDict()

    def reckoned(
        self, text: str, edits: Sequence[PlanEdit] = (), *, cascade: bool = True, file: str = "plan"
    ) -> PlanReckonedView:
        """A draft with edits made, dated and reckoned.

        Args:
            text: of the plan.
            edits: made first, in order.
            cascade: whether what waits for what is edited may move too.
            file: the plan's name in messages.

        Raises:
            PlanError: the draft has faults, before or after the edits, or an edit can't be made.
        """
        with self._lock:
            began_s = time.perf_counter()
            draft = self._draft(text, file)
            before, touched = draft, set[str]()
            for edit in edits:
                touched.add(edit.id)
                draft = self._edited(draft, edit, file)
            if edits and not cascade:
                draft = self._held(before, draft, touched, file)
            return _view(draft, began_s)

    def faults(self, text: str, file: str) -> list[Fault]:
        """Everything that makes a plan invalid."""
        try:
            with self._lock:
                self._draft(text, file)
        except PlanError as wrong:
            return list(wrong.faults)
        return []

    def draft(self, text: str, file: str) -> Draft:
        """A draft that is sound.

        Raises:
            PlanError: it is not.
        """
        with self._lock:
            return self._draft(text, file)

    def _draft(self, text: str, file: str) -> Draft:
        key = digest(text)
        known = self._drafts.pop(key, None)
        if known is None:
            plan, faults = examine_plan_file((text, file, self._folder), confined=True)
            if plan is None:
                raise PlanError(faults)
            known = Draft(text, read(text, file=file, error=PlanError), plan)
        self._drafts[key] = known
        while len(self._drafts) > _KEPT_COUNT:
            self._drafts.popitem(last=False)
        return known

    def _edited(self, draft: Draft, edit: PlanEdit, file: str) -> Draft:
        wanted = edits_of(_gesture(edit), draft.source, draft.plan)
        return self._draft(edited(draft.text, wanted, file=file, error=PlanError), file)

    def _held(self, before: Draft, after: Draft, touched: set[str], file: str) -> Draft:
        """The draft with everything else where it was; a fault for what would come later."""
        was, now = before.plan.early, after.plan.early
        later, sooner = list[str](), list[str]()
        for one in after.plan.network.activities:
            if one.id in touched or one.id not in was.network.index_of:
                continue
            moved_days = now.start_days(one.id) - was.start_days(one.id)
            if moved_days > _NEAR_DAYS:
                later.append(f"{one.id} by {moved_days:g} d")
            elif moved_days < -_NEAR_DAYS:
                sooner.append(one.id)
        if later:
            more = f" and {len(later) - _NAMED_COUNT} more" if len(later) > _NAMED_COUNT else ""
            what = f"would move {', '.join(later[:_NAMED_COUNT])}{more}"
            remedy = "turn cascade on, or stay within the free float"
            raise PlanError(Fault(what=what, value=", ".join(sorted(touched)), remedy=remedy))
        for name in sooner:
            pin = MoveEdit(op="move", id=name, start_days=round(was.start_days(name)))
            after = self._edited(after, pin, file)
        return after


def digest(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def as_revision(text: str, revision: int, file: str) -> str:
    """A plan's text with another revision number.

    Raises:
        PlanError: it can't be written there.
    """
    edit: Edit = Put(path=("revision",), value=revision, after=("plan_id",))
    return edited(text, [edit], file=file, error=PlanError)


def _gesture(edit: PlanEdit) -> Gesture:
    if isinstance(edit, MoveEdit):
        return Move(name=edit.id, start_days=edit.start_days)
    if isinstance(edit, StretchEdit):
        return Stretch(name=edit.id, span_days=edit.span_days)
    if isinstance(edit, LinkEdit):
        return Tie(name=edit.id, pred=edit.pred, type=edit.type, lag_days=edit.lag_days)
    return Untie(name=edit.id, pred=edit.pred)


def _view(draft: Draft, began_s: float) -> PlanReckonedView:
    source, plan, document = draft.source, draft.plan, draft.plan.document
    tasks = [one.id for one in document.tasks]
    ends = [one.finish_days(task) for one in (plan.early, plan.level) for task in tasks]
    end_days = max(ends, default=0.0)
    return PlanReckonedView(
        speed="schedule and money",
        text=draft.text,
        hash=digest(draft.text),
        plan_id=document.plan_id,
        revision=document.revision,
        title=document.title,
        site=plan.site.document.site_id,
        tz=plan.site.document.tz,
        ntp=day_of(document.ntp, 0.0).isoformat(),
        end_days=end_days,
        contracted_mw=plan.site.document.interconnect.contracted_mw,
        activities=list(activities(source, plan)),
        phases=list(phases(source, plan)),
        crews=list(crews(source, plan)),
        outages=list(outages(plan)),
        seasons=list(seasons(plan, end_days)),
        power=PowersView(early=list(power(plan, plan.early)), level=list(power(plan, plan.level))),
        dark_mw_months=sum(one.mw_months for one in dark_blocks(document, plan.site, plan.level)),
        breaches=list(breach_views(source, plan)),
        losses=list(losses(plan)),
        hinges=list(hinge_views(plan)),
        money=_money(plan),
        took_ms=(time.perf_counter() - began_s) * 1000.0,
    )


def _money(plan: Plan) -> MoneyView:
    ready = purse(plan.document, plan.site)
    found = money(ready, plan.level)
    worth, cost = found.appraisal, capital(plan.document)
    return MoneyView(
        currency=plan.document.currency,
        wacc_frac=plan.document.finance.wacc_frac,
        npv_usd={account: found.npv_usd(account) for account in ACCOUNTS},
        total_usd={account: found.total_usd(account) for account in ACCOUNTS},
        cumulative_usd=found.cumulative_usd(),
        whole_npv_usd=found.whole_npv_usd,
        after_tax_npv_usd=found.after_tax_npv_usd,
        irr_words=worth.returns.words,
        payback_years=worth.payback_years,
        peak_cash_usd=worth.peak_cash_usd,
        capital_usd=cost.total_usd,
        capital_usd_per_mw=cost.usd_per_mw,
        assumptions=dict(assumptions(plan.document)),
        mining_words=mining_words(plan.document, ready.bridge, plan.level),
    )
