"""A plan's text as a checked plan: its document, its site, its network and its dates."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from twin.documents import Source, read, salvage, with_sets
from twin.documents.model import in_order
from twin.errors import Fault, PlanError
from twin.plan import effects, rules
from twin.plan.breaches import Breach, breaches
from twin.plan.document import PlanDocument
from twin.plan.handover import Handover, handovers
from twin.plan.hinges import Hinge, hinges
from twin.plan.levelling import levelled
from twin.plan.names import name_faults, reference_faults
from twin.plan.network import Network, cycle_faults, network_of
from twin.plan.schedule import Schedule, earliest
from twin.site import Site

_TO_SITE = "site."


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan that is valid.

    Attributes:
        document: as written.
        site: that it converts.
        network: its activities and what they wait for.
        early: its earliest dates.
        level: its dates with the crews there are.
    """

    document: PlanDocument
    site: Site
    network: Network
    early: Schedule
    level: Schedule

    @property
    def breaches(self) -> list[Breach]:
        """What it does that it should not; none of it stops a run."""
        return breaches(self.document, self.site, self.early, self.level)

    @property
    def handovers(self) -> tuple[Handover, ...]:
        """The end of each phase."""
        return tuple(handovers(self.document, self.early))

    @property
    def digest(self) -> str:
        """SHA-256 of the plan and its site: same content, same digest, however laid out."""
        text = self.document.model_dump_json(by_alias=True, exclude_unset=True)
        return hashlib.sha256(f"{text}{self.site.digest}".encode()).hexdigest()

    @property
    def hinges(self) -> list[Hinge]:
        """Tasks without which AI would not survive the loss of a transformer."""
        return list(hinges(self.document, self.site, self.level))


def examine_document(
    text: str, *, file: str, sets: Sequence[str] = ()
) -> tuple[Source, PlanDocument | None, list[Fault]]:
    """A plan's source, what of it is sound, and every fault of types, ids, rings and orders.

    Args:
        text: the YAML document.
        file: its name in messages.
        sets: `path=value` assignments.

    Raises:
        PlanError: when the text is no YAML, or another kind of document.
    """
    source = with_sets(read(text, file=file, error=PlanError), sets, PlanError)
    source, plan, faults = salvage(source, PlanDocument, PlanError)
    if plan is not None:
        faults += name_faults(source, plan)
        faults += cycle_faults(source, plan)
        faults += rules.order_faults(source, plan)
    return source, plan, in_order(faults)


def examine_plan(
    source: Source, plan: PlanDocument, site: Site | None, faults: list[Fault]
) -> tuple[Plan | None, list[Fault]]:
    """A plan beside its site.

    Args:
        source: the plan's text.
        plan: what of it is sound.
        site: what of its site is sound; None when nothing is.
        faults: found so far.

    Returns:
        The plan, None when anything is wrong with it; every fault.
    """
    kind_of = site.kind_of if site is not None else None
    faults = faults + list(reference_faults(source, plan, kind_of))
    if site is not None:
        faults += _hash_faults(source, plan, site)
    if faults or site is None:
        return None, in_order(faults)
    network = network_of(plan)
    faults += effects.value_faults(source, plan, site)
    faults += rules.rule_faults(source, plan, site, network)
    early = earliest(network)
    if not faults:
        faults += effects.order_faults(source, plan, site, early)
    if faults:
        return None, in_order(faults)
    level = levelled(network)
    return Plan(document=plan, site=site, network=network, early=early, level=level), []


def split_sets(sets: Sequence[str]) -> tuple[list[str], list[str]]:
    """Assignments to the plan, and those to its site without their `site.` in front.

    `site.file` and `site.sha256` are the plan's own.

    >>> split_sets(["revision=2", "site.transformers[T1].z_pct=9", "site.file=mine.yaml"])
    (['revision=2', 'site.file=mine.yaml'], ['transformers[T1].z_pct=9'])
    """
    own, to_site = list[str](), list[str]()
    for text in sets:
        mine = text.startswith((_TO_SITE + "file", _TO_SITE + "sha256"))
        if text.startswith(_TO_SITE) and not mine:
            to_site.append(text.removeprefix(_TO_SITE))
        else:
            own.append(text)
    return own, to_site


def _hash_faults(source: Source, plan: PlanDocument, site: Site) -> list[Fault]:
    named = plan.site.sha256
    if named in (None, site.digest):
        return []
    what = "is not the hash of the site as it is now"
    remedy = "look at what changed in the site, then write this hash in a new revision"
    return [source.fault(("site", "sha256"), what, value=named, allowed=site.digest, remedy=remedy)]
