"""Megawatts that stand idle for a conversion, from a block's last day until its phase earns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twin.plan.document import PlanDocument
from twin.plan.effects import days_of, when_days
from twin.plan.loading import nameplate
from twin.plan.schedule import Schedule
from twin.site import Site

DAYS_PER_MONTH = 365.25 / 12.0
"""Of a mean calendar month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dark:
    """A block that is off until the phase it makes room for earns.

    Attributes:
        phase: of the task that switches it off.
        power_mw: what it drew, with its auxiliaries.
        since_days, until_days: after notice to proceed; the end of the plan where nothing earns.
    """

    block: str
    phase: str
    power_mw: float
    since_days: float
    until_days: float

    @property
    def mw_months(self) -> float:
        """Power times mean calendar months."""
        return self.power_mw * max(0.0, self.until_days - self.since_days) / DAYS_PER_MONTH


def dark_blocks(plan: PlanDocument, site: Site, schedule: Schedule) -> Iterator[Dark]:
    """Every block that a plan switches off, until it is on again or its phase earns.

    Args:
        plan: a plan without faults.
        site: the site it converts.
        schedule: its dates.
    """
    plate = nameplate(site)
    back_days = days_of(plan, schedule, "block_on")
    starts_days = days_of(plan, schedule, "contract_start")
    contract_of = {phase.id: phase.contract or "" for phase in plan.phases}
    end_days = float((plan.horizon_end - plan.ntp).days)
    for task in plan.tasks:
        for effect in task.effects:
            if effect.op != "block_off":
                continue
            since_days = when_days(schedule, task.id, effect)
            earns_days = starts_days.get(contract_of[task.phase], end_days)
            on_days = back_days.get(effect.target, end_days)
            yield Dark(
                block=effect.target,
                phase=task.phase,
                power_mw=sum(mva.real for mva in plate.block_mva[effect.target].values()),
                since_days=since_days,
                until_days=min(earns_days, on_days if on_days > since_days else end_days),
            )
