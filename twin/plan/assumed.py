"""Figures of a plan's money that nobody stands behind, to be named wherever they are used."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from twin.plan.document import PlanDocument

_ASSUMED = "[A]"


def assumptions(plan: PlanDocument) -> Iterator[tuple[str, str]]:
    """Figures that no source stands behind and that the plan has not given itself."""
    parts: list[tuple[str, BaseModel]] = [
        ("finance", plan.finance),
        ("finance.depr_years", plan.finance.depr_years),
        ("market", plan.market),
        *((f"colo[{one.id}]", one) for one in plan.colo),
    ]
    for place, part in parts:
        for name, field in type(part).model_fields.items():
            if name not in part.model_fields_set and _ASSUMED in (field.description or ""):
                yield f"{place}.{name}", str(getattr(part, name))
