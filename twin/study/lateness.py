"""What it costs that a plan's phases are ready later than they were meant to be (E23)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import fsum

from twin.economics.colocation import late_damages_usd
from twin.economics.delay import DelayCost, IdleHall, delay_cost
from twin.plan.dark import DAYS_PER_MONTH
from twin.study.figures import Figures


def lateness(found: Figures, meant: Mapping[str, date]) -> DelayCost:
    """Rent lost, interest and damages of every phase that is late; what is early costs nothing.

    Capital is shared among phases by their IT power, and all of it stands idle [A]. Damages are
    those that were not owed on the day meant.

    Args:
        found: the plan's figures.
        meant: when each phase was meant to be ready.
    """
    late = [one for phase, day in meant.items() if (one := _phase(found, phase, day)) is not None]
    return DelayCost(
        rent_usd=fsum(one.rent_usd for one in late),
        carry_usd=fsum(one.carry_usd for one in late),
        damages_usd=fsum(one.damages_usd for one in late),
        bridge_usd=fsum(one.bridge_usd for one in late),
    )


def _phase(found: Figures, name: str, day: date) -> DelayCost | None:
    plan = found.plan.document
    phase = next(one for one in plan.phases if one.id == name)
    terms = found.purse.terms.get(phase.contract or "")
    late_days = (found.ready[name] - day).days
    if terms is None or late_days <= 0:
        return None
    hall = IdleHall(
        it_kw=terms.it_kw,
        usd_per_kw_month=terms.usd_per_kw_month,
        spent_usd=found.capital.usd_per_mw * phase.it_mw,
        rate_frac=plan.finance.wacc_frac,
    )
    target = phase.ready_for_service_target
    owed_usd, meant_usd = (
        late_damages_usd(terms, (one - target).days) for one in (found.ready[name], day)
    )
    return delay_cost(hall, late_days / DAYS_PER_MONTH, owed_usd - meant_usd)
