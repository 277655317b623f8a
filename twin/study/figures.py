"""Everything that is reckoned from a plan's dates, each once and when it is first asked for.

Two speeds: schedule and money (dates with crews, flows of money), and steady state (every plant
that the plan passes at nameplate in the hottest hour, and the loss of each transformer in it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from twin.plan import Breach, Plan, Topology, topologies
from twin.plan.capital import Capital, capital
from twin.plan.crews import CrewPeak, crew_peaks
from twin.plan.dark import Dark, dark_blocks
from twin.plan.handover import Handover
from twin.plan.loading import Contingency, Loading, Nameplate, contingencies, loadings, nameplate
from twin.plan.money import Money, Purse, money, purse

HARD_BY_RULE: Mapping[str, tuple[str, bool]] = {
    "V11": ("contracted_power", True),
    "V12": ("bus_loading", True),
    "V13": ("n_minus_1", True),
    "V14": ("crew", False),
    "V15": ("outage", False),
    "V18": ("ancillary", False),
}
"""Each rule as constraints of a plan name it, and whether it is hard where none does [A]."""


class Figures:
    """One plan's figures."""

    def __init__(self, plan: Plan) -> None:
        """Nothing is reckoned yet.

        Args:
            plan: a plan without faults.
        """
        self.plan = plan

    @cached_property
    def purse(self) -> Purse:
        """What of its money no date changes."""
        return purse(self.plan.document, self.plan.site)

    @cached_property
    def money(self) -> Money:
        """Its flows by its dates with crews."""
        return money(self.purse, self.plan.level)

    @cached_property
    def capital(self) -> Capital:
        """What it costs to build."""
        return capital(self.plan.document)

    @cached_property
    def dark(self) -> tuple[Dark, ...]:
        """Blocks that stand idle for it."""
        return tuple(dark_blocks(self.plan.document, self.plan.site, self.plan.level))

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        """What it does that it should not."""
        return tuple(self.plan.breaches)

    @cached_property
    def hard(self) -> tuple[Breach, ...]:
        """Those of its breaches that disqualify it."""
        said = {one.rule: one.hard for one in self.plan.document.constraints}
        return tuple(one for one in self.breaches if said.get(*HARD_BY_RULE[one.rule]))

    @cached_property
    def handovers(self) -> tuple[Handover, ...]:
        """The end of each phase."""
        return self.plan.handovers

    @cached_property
    def ready(self) -> dict[str, date]:
        """When each phase is ready for service, with crews."""
        return {one.phase: self.plan.level.finish(one.task) for one in self.handovers}

    @cached_property
    def plate(self) -> Nameplate:
        """Loads and ratings of the site."""
        return nameplate(self.plan.site)

    @cached_property
    def plants(self) -> tuple[Topology, ...]:
        """The plants that it passes through."""
        return tuple(topologies(self.plan.document, self.plan.site, self.plan.level))

    @cached_property
    def peaks(self) -> tuple[CrewPeak, ...]:
        """The largest demand for each crew at the earliest dates."""
        return tuple(crew_peaks(self.plan.early))

    @cached_property
    def loadings(self) -> tuple[tuple[Topology, Loading], ...]:
        """What each main transformer carries in each plant, nothing lost."""
        return tuple((here, one) for here in self.plants for one in loadings(self.plate, here))

    @cached_property
    def losses(self) -> tuple[tuple[Topology, Contingency], ...]:
        """The loss of each main transformer in each plant."""
        return tuple((here, one) for here in self.plants for one in contingencies(self.plate, here))

    @cached_property
    def worst_loading(self) -> tuple[Topology, Loading] | None:
        """The highest of them."""
        return max(self.loadings, key=lambda one: one[1].load_pu, default=None)

    @cached_property
    def worst_losses(self) -> tuple[tuple[Topology, Contingency], ...]:
        """In each plant with AI the loss that leaves the least room for it."""
        return tuple(self._worst_losses())

    def _worst_losses(self) -> Iterator[tuple[Topology, Contingency]]:
        for here in self.plants:
            found = [one for there, one in self.losses if there is here and one.ai_mw > 0.0]
            if found:
                yield here, min(found, key=lambda one: one.deliverable_ai_mw - one.unserved_ai_mw)
