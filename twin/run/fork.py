"""Forking: a run that shares another's past up to an instant and goes on by itself.

Nothing is copied. What may change at the fork is what drives the plant from outside and what rules
it: policies, series, luck, failure rates, how long it runs. What the plant is (the site, its halls'
partitions) can't change in mid-run without facts that build it, and is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from twin.errors import Fault, RequestError
from twin.facts.control import AnyCommand, FailTransformer
from twin.log import fork_run
from twin.run.inputs import Inputs, changed, hashes_of, scenario_json
from twin.run.lineage import Member, open_member
from twin.run.live import standing_us
from twin.run.progress import Progress, read_progress, write_progress
from twin.run.start import manifest_of, policies_set, refuse_existing
from twin.run.times import Instant, inside, instant_us
from twin.run.world import world_of

_LIVE = (
    *("policies", "series", "workload.inference", "workload.queue_max_count", "failures"),
    *("seed", "duration", "market", "telemetry", "title"),
)
_REFUSED = {
    "site": "the site is built by facts; a fork keeps the one its past was made with",
    "start": "the past is shared, so it began when it began",
    "workload": "jobs and partitions of the past are in its halls' racks and queues",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a fork does otherwise than its parent.

    Attributes:
        sets: `path=value` assignments that hold from the fork on.
        policies: names or files that replace the policies; `none` alone means no policy.
        fail: transformers that fail at the fork instant, as by an operator's drill.
        orders: further commands from outside with their instants.
        created_us: the caller's clock, noted in the manifest.
    """

    sets: Sequence[str] = ()
    policies: Sequence[str] | None = None
    fail: Sequence[str] = ()
    orders: Sequence[tuple[Instant, AnyCommand]] = ()
    created_us: int = 0


def fork(run_dir: str | Path, at: Instant, out: str | Path, change: Changed | None = None) -> Path:
    """Make a run that leaves another at an instant; `resume` runs it on.

    Args:
        run_dir: the run to leave.
        at: the instant; facts at it are shared.
        out: a folder that does not exist yet.
        change: what is different from there on; nothing by default, and then the fork makes the
            very facts its parent made.

    Returns:
        The fork's folder.

    Raises:
        RequestError: the instant is outside the run, the folder exists, a path can't change in
            mid-run, or there is no such transformer; all faults at once.
        ScenarioError: a value is illegal.
    """
    change = change or Changed()
    out_dir = Path(out)
    refuse_existing(out_dir)
    line = open_member(Path(run_dir))
    known = read_progress(Path(run_dir))
    span_us = (line.start_us, standing_us(line, known))
    fork_us = inside(instant_us(at), span_us, tz=line.inputs.site.document.tz)
    owner = line.owner_at(fork_us)
    sets = _sets_of(owner, change)
    faults = [*_refused(sets), *_unknown(owner, change.fail)]
    if faults:
        raise RequestError(faults)
    inputs = _inputs_of(owner, fork_us, sets, change)
    kept = inputs.kept
    world_of(inputs.scenario, inputs.site, inputs.parts(), Path(kept.base_dir), orders=kept.orders)
    seq = line.reader.seq_at(fork_us)
    fork_run(Path(run_dir), out_dir, seq, manifest_of(inputs, out_dir, change.created_us))
    end_us = inputs.scenario.end_us
    write_progress(out_dir, Progress(reached_us=fork_us, end_us=end_us, fact_count=seq, took_s=0.0))
    line.close()
    return out_dir


def _sets_of(owner: Member, change: Changed) -> list[str]:
    sets = list(change.sets)
    if change.policies is not None:
        uses = [use.model_dump(mode="json") for use in owner.inputs.scenario.policies]
        sets.append(policies_set(uses, change.policies))
    return sets


def _inputs_of(owner: Member, fork_us: int, sets: Sequence[str], change: Changed) -> Inputs:
    before = owner.inputs
    scenario = changed(before, sets)
    if scenario.end_us < fork_us:
        raise RequestError(Fault(what="the fork would end before it begins", path="duration"))
    orders = [order for order in before.kept.orders if order[0] > fork_us]
    orders += [(fork_us, FailTransformer("an operator's drill", unit)) for unit in change.fail]
    orders += [(instant_us(when, "orders"), command) for when, command in change.orders]
    kept = msgspec.structs.replace(
        before.kept,
        scenario=scenario_json(scenario),
        files=hashes_of(scenario, Path(before.kept.base_dir)),
        orders=tuple(sorted(orders, key=lambda order: order[0])),
        fork_us=fork_us,
        changes=tuple(sets),
        luck_index=before.kept.luck_index + (scenario.seed != before.scenario.seed),
    )
    return Inputs(scenario=scenario, site=before.site, kept=kept)


def _refused(sets: Sequence[str]) -> list[Fault]:
    """Assignments to what can't change in mid-run."""
    faults: list[Fault] = []
    for text in sets:
        path = text.partition("=")[0].strip()
        if any(_leads(path, live) for live in _LIVE):
            continue
        why = next((why for root, why in _REFUSED.items() if _leads(path, root)), "")
        faults.append(
            Fault(
                what="can't change in mid-run" + (f": {why}" if why else ""),
                path=path,
                allowed=", ".join(_LIVE),
                remedy="start a new run with it instead",
            )
        )
    return faults


def _leads(path: str, root: str) -> bool:
    return path == root or path.startswith((f"{root}.", f"{root}["))


def _unknown(owner: Member, units: Sequence[str]) -> list[Fault]:
    known = owner.parts.unit_index
    return [
        Fault(what="is no transformer of this site", path="fail", value=unit, allowed=_some(known))
        for unit in units
        if unit not in known
    ]


def _some(names: dict[str, int]) -> str:
    shown = list(names)[:8]
    return ", ".join(shown) + (f" and {len(names) - 8} more" if len(names) > len(shown) else "")
