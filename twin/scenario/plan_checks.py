"""What a scenario's plan names must be there in its site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twin.documents import Path, Source
from twin.documents.near import among
from twin.errors import Fault
from twin.scenario.plan_steps import HallStep, OutageStep, PlanRun, PlanStep, ServiceStep

_OF_SERVICE = {
    "block_off": ("block",),
    "block_on": ("block",),
    "bus_tie_add": ("tie",),
    "transformer_add": ("transformer",),
}
_ANY = ("block", "hall", "tie", "transformer", "unit_transformer", "feeder", "bus")
_Named = tuple[Path, str, tuple[str, ...]]


def plan_faults(source: Source, plan: PlanRun, kind_of: Mapping[str, str]) -> Iterator[Fault]:
    """Assets of a plan within a run that the site does not have, and steps out of order.

    Args:
        source: the scenario's text.
        plan: what of it is under way.
        kind_of: every asset of the site and its kind.
    """
    for at, name, kinds in _named(plan):
        if kind_of.get(name) not in kinds:
            known = [asset for asset, kind in kind_of.items() if kind in kinds]
            word = " or ".join(kind.replace("_", " ") for kind in kinds)
            yield source.fault(
                at,
                f"is no {word} of the site",
                value=name,
                allowed=among(name, known) or "none, the site has none",
                remedy="make the run from the plan again, with twin run --plan",
            )
    for index, (one, after) in enumerate(zip(plan.steps, plan.steps[1:], strict=False)):
        if after.at < one.at:
            yield source.fault(
                ("plan", "steps", index + 1, "at"),
                "is before the step before it",
                value=after.at.isoformat(),
                allowed=f"from {one.at.isoformat()} on",
                remedy="put the steps in the order they happen",
            )


def _named(plan: PlanRun) -> Iterator[_Named]:
    for index, name in enumerate(plan.not_yet):
        yield ("plan", "not_yet", index), name, _ANY
    for index, step in enumerate(plan.steps):
        yield from _of_step(("plan", "steps", index), step)


def _of_step(at: Path, step: PlanStep) -> Iterator[_Named]:
    if isinstance(step, ServiceStep):
        yield (*at, "asset"), step.asset, _OF_SERVICE[step.kind]
    elif isinstance(step, HallStep):
        yield (*at, "hall"), step.hall, ("hall",)
    elif isinstance(step, OutageStep):
        for nth, name in enumerate(step.assets):
            yield (*at, "assets", nth), name, _ANY
