"""`twin plan money`: a plan's flows by account, its worth, and every assumption that is in it."""

from __future__ import annotations

import json
from dataclasses import asdict

from twin.cli.tables import number, table
from twin.plan import Plan
from twin.plan.assumed import assumptions
from twin.plan.money import ACCOUNTS, Money, mining_words, money, purse

_MILLION, _PERCENT = 1e6, 100.0


def text(plan: Plan) -> str:
    """A plan's money in tables and sentences."""
    ready = purse(plan.document, plan.site)
    found, document = money(ready, plan.level), plan.document
    head = (
        f"{document.plan_id} revision {document.revision}, schedule and money alone, dates with "
        f"crews, against going on mining; million {document.currency}"
    )
    rows = [
        [
            account,
            number(found.npv_usd(account) / _MILLION),
            number(found.total_usd(account) / _MILLION),
        ]
        for account in ACCOUNTS
    ]
    whole = sum(found.total_usd(account) for account in ACCOUNTS) / _MILLION
    rows.append(["all of it", number(found.whole_npv_usd / _MILLION), number(whole)])
    rate = f"at {_PERCENT * document.finance.wacc_frac:g} %"
    accounts = table(["account", rate, "not discounted"], rows)
    assumed = "\n".join(f"  {name}: {value}" for name, value in assumptions(plan.document))
    worth = f"{_worth(found)}\n{mining_words(plan.document, ready.bridge, plan.level)}"
    return "\n\n".join((head, accounts, worth, f"assumed, edit in the plan:\n{assumed}"))


def record(plan: Plan) -> str:
    """The same as JSON, in dollars."""
    found = money(purse(plan.document, plan.site), plan.level)
    document = {
        "plan_id": plan.document.plan_id,
        "revision": plan.document.revision,
        "speed": "schedule and money",
        "currency": plan.document.currency,
        "npv_usd": {account: found.npv_usd(account) for account in ACCOUNTS},
        "total_usd": {account: found.total_usd(account) for account in ACCOUNTS},
        "yearly_usd": {account: found.yearly_usd(account) for account in ACCOUNTS},
        "appraisal": asdict(found.appraisal),
        "after_tax_npv_usd": found.after_tax_npv_usd,
        "assumptions": dict(assumptions(plan.document)),
    }
    return json.dumps(document, indent=2)


def _worth(found: Money) -> str:
    worth = found.appraisal
    payback = "never" if worth.payback_years is None else f"after {worth.payback_years:.1f} years"
    return (
        f"return {worth.returns.words}, paid back {payback} from notice to proceed, at most "
        f"{number(worth.peak_cash_usd / _MILLION)} out at once, "
        f"{number(found.after_tax_npv_usd / _MILLION)} after tax"
    )
