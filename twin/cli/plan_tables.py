"""A plan's dates, breaches and contingencies as tables and as records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from twin.cli.tables import number, table
from twin.plan import Breach, Plan, day_of, topologies, total_floats_days
from twin.plan.capital import capital
from twin.plan.dark import dark_blocks
from twin.plan.hinges import Hinge
from twin.plan.loading import Contingency, changing_losses, nameplate

_CRITICAL_DAYS = 0.5
_MILLION = 1e6


def breach_text(plan: Plan, found: Sequence[Breach]) -> str:
    """Breaches in lines, or that there are none; what N-1 hangs on; the hash of the site."""
    document = plan.document
    head = f"{document.plan_id} revision {document.revision}: valid"
    if found:
        count = f"{len(found)} breach{'es' if len(found) > 1 else ''}"
        rows = [[one.rule, *_span(one), one.what, one.remedy] for one in found]
        lines = table(["rule", "from", "to", "breach", "what to do"], rows)
        parts = [f"{head}, {count} (it can run all the same)", lines]
    else:
        parts = [f"{head}, no breach"]
    parts += [_hinge_line(one) for one in plan.hinges]
    parts.append(f"site {plan.site.document.site_id}, sha256 {plan.site.digest}")
    return "\n\n".join(parts)


def _hinge_line(one: Hinge) -> str:
    worst = one.worst
    return (
        f"N-1 hangs on {one.task}: without {' and '.join(one.assets)} the loss of {worst.lost} "
        f"would leave {worst.after_shed.transformer} at {worst.after_shed.ai_pu:.2f} pu with AI "
        f"alone, {worst.unserved_ai_mw:.1f} MW of it unserved, from {one.since} on"
    )


def breach_records(found: Sequence[Breach]) -> list[dict[str, Any]]:
    """Breaches as plain values; `at` is a path into the document."""
    return [
        {
            **asdict(one),
            "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until else None,
        }
        for one in found
    ]


def schedule_text(plan: Plan) -> str:
    """When phases are ready, what drives each, and the dates of every activity."""
    return "\n\n".join((_phases(plan), _drivers(plan), _figures(plan), _activities(plan)))


def _figures(plan: Plan) -> str:
    """What stands idle meanwhile, and what all of it costs."""
    dark = sum(one.mw_months for one in dark_blocks(plan.document, plan.site, plan.level))
    cost = capital(plan.document)
    per_mw = f", {number(cost.usd_per_mw / _MILLION, 2)} a MW of IT" if cost.it_mw else ""
    return (
        f"blocks stand idle for {number(dark)} MW-months, with crews\n"
        f"capital {number(cost.total_usd / _MILLION)} million {plan.document.currency} at prices "
        f"of {plan.document.finance.price_base}, contingency included{per_mw}"
    )


def schedule_record(plan: Plan) -> dict[str, Any]:
    """The same as plain values."""
    floats = total_floats_days(plan.early)
    return {
        "plan_id": plan.document.plan_id,
        "revision": plan.document.revision,
        "dark_mw_months": sum(
            one.mw_months for one in dark_blocks(plan.document, plan.site, plan.level)
        ),
        "capital_usd": capital(plan.document).total_usd,
        "phases": [
            {
                "id": one.phase,
                "target": one.target.isoformat(),
                "earliest": plan.early.finish(one.task).isoformat(),
                "levelled": plan.level.finish(one.task).isoformat(),
                "driving_path": plan.early.driving_path(one.task),
            }
            for one in plan.handovers
        ],
        "activities": [
            {
                "id": one.id,
                "kind": one.kind,
                "earliest_start": plan.early.start(one.id).isoformat(),
                "earliest_finish": plan.early.finish(one.id).isoformat(),
                "float_days": floats[index],
                "levelled_start": plan.level.start(one.id).isoformat(),
                "levelled_finish": plan.level.finish(one.id).isoformat(),
            }
            for index, one in enumerate(plan.network.activities)
        ],
    }


def contingency_text(plan: Plan) -> str:
    """The N-1 table: every plant that the plan passes, and each main transformer lost in it."""
    heads = ["from", "lost", "bus fed by", "worst", "pu", "pu, AI only"]
    heads += ["AI MW", "deliverable", "unserved", "relief s"]
    rows = [
        [
            since.isoformat(),
            one.lost,
            one.tie or "–",
            one.before_shed.transformer,
            number(one.before_shed.load_pu, 2),
            number(one.after_shed.ai_pu, 2),
            number(one.ai_mw),
            number(one.deliverable_ai_mw) if one.ai_mw else "–",
            number(one.unserved_ai_mw),
            number(one.relief_s),
        ]
        for since, one in _losses(plan)
    ]
    said = (
        "Nameplate loads in the hottest hour. The dead bus is fed through one tie, break before"
        " make, and no two units are in parallel."
    )
    return f"{said}\n\n{table(heads, rows)}"


def contingency_records(plan: Plan) -> list[dict[str, Any]]:
    """The same as plain values."""
    return [
        {
            "since": since.isoformat(),
            "lost": one.lost,
            "tie": one.tie,
            "worst_transformer": one.before_shed.transformer,
            "load_pu": one.before_shed.load_pu,
            "ai_only_pu": one.after_shed.ai_pu,
            "ai_mw": one.ai_mw,
            "deliverable_ai_mw": one.deliverable_ai_mw,
            "unserved_ai_mw": one.unserved_ai_mw,
            "relief_s": one.relief_s,
        }
        for since, one in _losses(plan)
    ]


def _losses(plan: Plan) -> Iterator[tuple[date, Contingency]]:
    plants = topologies(plan.document, plan.site, plan.level)
    return changing_losses(nameplate(plan.site), plants)


def _phases(plan: Plan) -> str:
    rows = [
        [
            one.phase,
            one.task,
            one.target.isoformat(),
            plan.early.finish(one.task).isoformat(),
            plan.level.finish(one.task).isoformat(),
            str((plan.level.finish(one.task) - one.target).days),
        ]
        for one in plan.handovers
    ]
    heads = ["phase", "handed over by", "target", "earliest", "with crews", "days late"]
    return table(heads, rows)


def _drivers(plan: Plan) -> str:
    lines = [
        f"{one.phase} is driven by {' > '.join(plan.early.driving_path(one.task))}"
        for one in plan.handovers
    ]
    return "\n".join(lines)


def _activities(plan: Plan) -> str:
    floats = total_floats_days(plan.early)
    ntp, rows = plan.document.ntp, list[list[str]]()
    for index in sorted(range(len(floats)), key=lambda n: plan.early.starts_days[n]):
        one = plan.network.activities[index]
        rows.append(
            [
                one.id,
                one.kind,
                *(
                    day_of(ntp, days).isoformat()
                    for days in (
                        plan.early.starts_days[index],
                        plan.early.finishes_days[index],
                        plan.level.starts_days[index],
                        plan.level.finishes_days[index],
                    )
                ),
                number(floats[index]),
                "critical" if floats[index] < _CRITICAL_DAYS else "",
            ]
        )
    heads = ["activity", "kind", "earliest start", "finish", "with crews start", "finish"]
    return table([*heads, "float days", ""], rows)


def _span(one: Breach) -> tuple[str, str]:
    return one.since.isoformat(), one.until.isoformat() if one.until else "end"
