"""`twin plan tornado`: what a plan's worth and dates hang on most, one variable at a time."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from twin.cli.documents import Sets
from twin.cli.tables import number, table

if TYPE_CHECKING:
    from twin.plan import Plan
    from twin.study.tornado import Swing, Tornado

_MILLION = 1e6


def tornado(
    file: Annotated[str, typer.Argument(help="A plan, or the name of a shipped one.")],
    sets: Sets = None,
    *,
    top: Annotated[int, typer.Option(min=1, max=10_000, help="So many of each.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, all of them.")] = False,
) -> None:
    """Put each uncertain variable at its P10 and its P90, the others as planned; sort by swing.

    Schedule and money alone, with the crews there are: no plant is run.
    """
    from twin.run.planning import load_plan  # noqa: PLC0415 - loads the twin
    from twin.study.tornado import tornado as swung  # noqa: PLC0415

    plan = load_plan(file, sets or ())
    found = swung(plan)
    typer.echo(_record(plan, found) if as_json else _text(plan, found, top))


def _record(plan: Plan, found: Tornado) -> str:
    document = {
        "plan_id": plan.document.plan_id,
        "revision": plan.document.revision,
        "speed": "schedule and money",
        **asdict(found),
    }
    return json.dumps(document, indent=2)


def _text(plan: Plan, found: Tornado, top: int) -> str:
    document = plan.document
    head = (
        f"{document.plan_id} revision {document.revision}, schedule and money alone, dates with "
        "crews; each variable at its P10 and its P90, the others as planned"
    )
    worth = [
        [
            *_variable(one),
            number((one.at_low.npv_usd - found.planned.npv_usd) / _MILLION, 2),
            number((one.at_high.npv_usd - found.planned.npv_usd) / _MILLION, 2),
            number(one.npv_usd / _MILLION, 2),
        ]
        for one in found.swings[:top]
        if one.npv_usd
    ]
    heads = ["variable", "kind", "P10", "planned", "P90"]
    money_heads = [f"NPV at P10, million {document.currency}", "at P90", "swing"]
    parts = [head, table([*heads, *money_heads], worth)]
    for phase, planned_days in found.planned.ready_days.items():
        rows = [
            [
                *_variable(one),
                number(one.at_low.ready_days[phase] - planned_days, 0),
                number(one.at_high.ready_days[phase] - planned_days, 0),
                number(one.ready_days(phase), 0),
            ]
            for one in found.by_phase(phase)[:top]
        ]
        parts.append(table([*heads, f"{phase} ready at P10, days", "at P90", "swing"], rows))
    return "\n\n".join(parts)


def _variable(one: Swing) -> list[str]:
    return [one.variable, one.kind, number(one.low), number(one.planned), number(one.high)]
