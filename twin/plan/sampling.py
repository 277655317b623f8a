"""Drawn durations: every activity's, in every run, from keyed luck.

The draw of an activity in a run depends on the seed, the activity's id and the run's number alone,
so two plans share their luck wherever they have the same activities, and any part of a simulation
can be made anywhere. Tasks of a kind move together, and so do electrical items, which come from
the same factories: a normal copula with the correlations below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp, sqrt
from typing import Literal

import numpy as np

from twin.luck import Luck
from twin.plan.document import PlanDocument
from twin.plan.network import Network
from twin.plan.quantiles import Floats, quantiles, shares

Outlook = Literal["optimist", "industry", "reference_class"]
"""How late things may come: distributions alone; with correlations and risks; or the whole project
stretched as projects of this kind were."""

TASKS_CORRELATION_RATIO = 0.3
"""Of durations of one kind of task [A]."""
ELECTRICAL_CORRELATION_RATIO = 0.5
"""Of lead times of electrical items [A]."""
STRETCH_LOG_MEAN_RATIO, STRETCH_LOG_SIGMA_RATIO = 0.270, 0.211
"""Lognormal stretch of a whole project: nine of ten late, by 34 % on average [S]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """What durations are drawn from.

    Attributes:
        plan, network: whose activities they are.
        groups: of each activity, the group it moves with; empty for those that move alone.
        group_ratio: the correlation of each group.
        seed: of the luck.
        outlook: how late things may come.
    """

    plan: PlanDocument
    network: Network
    groups: tuple[str, ...]
    group_ratio: Mapping[str, float]
    seed: int
    outlook: Outlook

    def durations_days(self, first: int, count: int) -> Floats:
        """Durations of every activity in runs `first`, `first + 1`, ...: a row a run [days]."""
        luck = Luck(self.seed)
        if self.outlook == "reference_class":
            z = luck.stream("plan stretch").normals(first, count)
            stretch = np.exp(STRETCH_LOG_MEAN_RATIO + STRETCH_LOG_SIGMA_RATIO * z)
            return stretch[:, None] * np.array(self.network.planned_days())[None, :]
        drawn = np.empty((count, len(self.network.activities)))
        for index, activity in enumerate(self.network.activities):
            z = luck.stream("plan duration", activity.id).normals(first, count)
            z = self._together(luck, index, z, first)
            drawn[:, index] = np.maximum(0.0, quantiles(activity.duration, shares(z)))
        if self.outlook == "industry":
            for index, late_days in self._risks(luck, first, count):
                drawn[:, index] += late_days
        return drawn

    def _together(self, luck: Luck, index: int, z: Floats, first: int) -> Floats:
        """A normal draw with the share of it that its group has in common."""
        group = self.groups[index]
        if not group or self.outlook == "optimist":
            return z
        ratio = self.group_ratio[group]
        common = luck.stream("plan group", group).normals(first, len(z))
        return sqrt(ratio) * common + sqrt(1.0 - ratio) * z

    def _risks(self, luck: Luck, first: int, count: int) -> Iterator[tuple[int, Floats]]:
        """Days that each risk adds to each activity it is on."""
        for risk in self.plan.risks:
            happens = luck.stream("plan risk", risk.id).uniforms(first, count) < risk.prob
            drawn = luck.stream("plan risk size", risk.id).uniforms(first, count)
            late_days = np.where(happens, np.maximum(0.0, quantiles(risk.impact_days, drawn)), 0.0)
            for name in risk.on:
                yield self.network.index_of[name], late_days


def sampling(
    plan: PlanDocument, network: Network, *, seed: int = 0, outlook: Outlook = "industry"
) -> Sampling:
    """What a plan's durations are drawn from.

    Args:
        plan: a plan without faults.
        network: its network.
        seed: of the luck; plans with the same seed share it.
        outlook: how late things may come.
    """
    group_of = {task.id: task.kind for task in plan.tasks}
    group_of |= {
        item.id: "electrical items" for item in plan.procurement if item.asset_class == "electrical"
    }
    group_ratio = dict.fromkeys(group_of.values(), TASKS_CORRELATION_RATIO)
    group_ratio["electrical items"] = ELECTRICAL_CORRELATION_RATIO
    return Sampling(
        plan=plan,
        network=network,
        groups=tuple(group_of.get(one.id, "") for one in network.activities),
        group_ratio=group_ratio,
        seed=seed,
        outlook=outlook,
    )


def mean_stretch_ratio() -> float:
    """Mean stretch of a project of the reference class.

    >>> round(mean_stretch_ratio(), 2)
    1.34
    """
    return exp(STRETCH_LOG_MEAN_RATIO + STRETCH_LOG_SIGMA_RATIO**2 / 2.0)
