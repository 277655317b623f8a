"""The first words of a fork: what was changed, and what the changed world stands at.

Said once, at the fork instant, before anything else of the fork. A fork without changes says
nothing and so goes on exactly as its parent did.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from twin.documents import Plain, read
from twin.drivers.changes import Said
from twin.errors import RequestError
from twin.facility import Plant
from twin.facts.control import CommandAccepted, ParameterChanged, RestoreRows

if TYPE_CHECKING:
    from twin.run.lineage import Member


def restated_series(member: Member) -> set[str]:
    """Series that a fork follows differently from its parent, by the scenario or by its luck."""
    assert member.parent is not None
    own, other = member.inputs.scenario, member.parent.inputs.scenario
    found: set[str] = set()
    for name in (*type(own.series).model_fields, "inference"):
        where = (
            (own.workload, other.workload) if name == "inference" else (own.series, other.series)
        )
        spec, before = (getattr(place, name) for place in where)
        made_up = spec is not None and spec.generate is not None and own.seed != other.seed
        if spec != before or made_up:
            found.add(name)
    return found


def first_words(member: Member, plant: Plant) -> list[Said]:
    """What a fork says first: each changed parameter, and rows that a dropped policy lets go."""
    assert member.parent is not None
    said: list[Said] = []
    for text in member.kept.changes:
        path, _, value = text.partition("=")
        fact = ParameterChanged(path.strip(), json.dumps(_plain(value), sort_keys=True))
        said.append((plant.parts.site_id, fact))
    dropped = {use.policy for use in member.parent.inputs.scenario.policies}
    dropped -= {use.policy for use in member.inputs.scenario.policies}
    for name in sorted(dropped):
        said += _let_go(plant, name)
    return said


def _let_go(plant: Plant, policy: str) -> list[Said]:
    """Wake what a policy keeps asleep: nobody is left to do it."""
    parts = plant.parts
    held: dict[str, list[str]] = {}
    for row, holders in enumerate(plant.control.holds):
        if policy in holders:
            held.setdefault(parts.row_block[row], []).append(parts.row_ids[row])
    why = f"{policy} does not rule here any more"
    return [
        (block, CommandAccepted(RestoreRows(why, block, tuple(rows)), policy))
        for block, rows in held.items()
    ]


def _plain(value: str) -> Plain:
    return read(value if value.strip() else "null", file="--set", error=RequestError).value
