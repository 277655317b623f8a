"""Sentences for facts of a conversion plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twin.facts import Fact, planned

Say = Callable[[str, Any], str]


def _named(subject: str, name: str) -> str:
    return subject if name == subject else f"{subject}, {name}"


PLAN: dict[type[Fact], Say] = {
    planned.TaskStarted: lambda s, f: (
        f"work began on {_named(s, f.name)}" + (f", with {f.crews}" if f.crews else "")
    ),
    planned.TaskFinished: lambda s, f: (
        f"work ended on {_named(s, f.name)}" + (f"; gate: {f.gate}" if f.gate else "")
    ),
    planned.ItemOrdered: lambda s, _f: f"{s} was ordered",
    planned.ItemDelivered: lambda s, _f: f"{s} was delivered",
    planned.PermitGranted: lambda s, _f: f"permit {s} was granted",
    planned.BlockRetired: lambda s, f: f"{s} was taken out of service by {f.task}",
    planned.BlockCommissioned: lambda s, f: f"{s} came into service by {f.task}",
    planned.HallEnergised: lambda s, f: (
        f"{s} was energised by {f.task}, under load banks of {f.it_mw:g} MW"
    ),
    planned.HallCapacityChanged: lambda s, f: f"{s} has racks for {f.it_mw:g} MW, by {f.task}",
    planned.TieCommissioned: lambda s, f: f"tie {s} came into service by {f.task}",
    planned.MainCommissioned: lambda s, f: f"transformer {s} came into service by {f.task}",
    planned.RedundancyChanged: lambda s, f: (
        f"{s} stands the loss of a unit: {f.level}, by {f.task}"
    ),
    planned.ContractStarted: lambda s, f: f"contract {s} began, by {f.task}",
    planned.AreaChanged: lambda s, f: f"area {s} is {f.status} from now on, by {f.task}",
    planned.OutageBegan: lambda s, f: f"{', '.join(f.assets)} dead for work on {s}",
    planned.OutageEnded: lambda s, f: f"{', '.join(f.assets)} back after work on {s}",
    planned.BreachBegan: lambda _s, f: f"breach of {f.rule}: {f.says}",
    planned.BreachEnded: lambda s, f: f"{s} keeps {f.rule} again",
}
