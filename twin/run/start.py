"""Making a run directory from a scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from twin.errors import Fault, RequestError
from twin.log import Manifest, create_run
from twin.log.manifest import manifest_path
from twin.run.inputs import Inputs, resolve
from twin.run.kept import packed
from twin.run.world import world_of

_PACKAGES = {
    "switchyard": "switchyard-twin",
    "simpy": "simpy",
    "numpy": "numpy",
    "pyarrow": "pyarrow",
    "msgspec": "msgspec",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the caller wants otherwise than the scenario says.

    Attributes:
        sets: `path=value` assignments; those to the site begin with `site.`.
        seed: instead of the scenario's.
        span: how long to run, as `365d`, instead of the scenario's duration.
        start: first instant, in ISO 8601 with its offset, instead of the scenario's.
        plan: a conversion plan, by file or shipped name, that the run lives through; its site takes
            the place of the scenario's.
        policies: names or files that replace the scenario's policies; those it has already keep
            their settings. `none` alone means no policy. None keeps them.
        created_us: the caller's clock, noted in the manifest.
    """

    sets: Sequence[str] = ()
    seed: int | None = None
    span: str | None = None
    start: str | None = None
    plan: str | None = None
    policies: Sequence[str] | None = None
    created_us: int = 0


def create(name: str | Path, out: str | Path, wishes: Wishes | None = None) -> Path:
    """Make a run directory; nothing is run yet.

    Args:
        name: a scenario file, or the name of a shipped scenario.
        out: a folder that does not exist yet.
        wishes: what to do otherwise than the scenario says.

    Returns:
        The run's folder.

    Raises:
        TwinError: with every fault of the scenario, its site, its files and policies; or the
            folder exists.
    """
    wishes = wishes or Wishes()
    run_dir = Path(out)
    refuse_existing(run_dir)
    sets = sets_of(wishes, name)
    if wishes.plan is not None:
        from twin.run.plan_steps import plan_sets  # noqa: PLC0415 - a run without a plan needs none

        sets += plan_sets(name, sets, wishes.plan)
    inputs = resolve(name, sets, ends_early=wishes.span is not None)
    world_of(inputs.scenario, inputs.site, inputs.parts(), Path(inputs.kept.base_dir))
    create_run(run_dir, manifest_of(inputs, run_dir, wishes.created_us))
    return run_dir


def sets_of(wishes: Wishes, name: str | Path) -> list[str]:
    """All wishes as assignments."""
    sets = list(wishes.sets)
    if wishes.seed is not None:
        sets.append(f"seed={wishes.seed}")
    if wishes.span is not None:
        sets.append(f"duration={wishes.span}")
    if wishes.start is not None:
        sets.append(f"start={wishes.start}")
    if wishes.policies is not None:
        uses = [use.model_dump(mode="json") for use in resolve(name).scenario.policies]
        sets.append(policies_set(uses, wishes.policies))
    return sets


def policies_set(uses: Sequence[dict[str, object]], names: Sequence[str]) -> str:
    """The assignment that replaces a list of policies by others, keeping settings by name."""
    known = {str(use["policy"]): use for use in uses}
    wanted = tuple(name for name in names if name != "none")
    entries = [known.get(name, {"policy": name}) for name in wanted]
    return f"policies={msgspec.json.encode(entries).decode()}"


def manifest_of(inputs: Inputs, run_dir: Path, created_us: int) -> Manifest:
    """The manifest of a run with these inputs."""
    scenario_hash = _hash(inputs.kept.scenario)
    named = f"{inputs.site.digest} {scenario_hash} {run_dir.resolve()} {created_us}"
    return Manifest(
        run_id=_hash(named)[:16],
        created_us=created_us,
        site_hash=inputs.site.digest,
        scenario_hash=scenario_hash,
        seed=inputs.scenario.seed,
        title=inputs.scenario.title,
        versions={name: _version(package) for name, package in _PACKAGES.items()},
        scenario=packed(inputs.kept),
    )


def refuse_existing(run_dir: Path) -> None:
    """See that a folder does not exist yet, and that it would not lie inside a run.

    Raises:
        RequestError: it does, or would.
    """
    if run_dir.exists():
        remedy = "name a folder that does not exist yet"
        raise RequestError(Fault(what="exists already", file=str(run_dir), remedy=remedy))
    for folder in run_dir.resolve().parents:
        if manifest_path(folder).is_file():
            what, remedy = f"lies inside the run {folder}", "name a folder beside that run"
            raise RequestError(Fault(what=what, file=str(run_dir), remedy=remedy))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def engine_version() -> str:
    """The version of this program."""
    return _version(_PACKAGES["switchyard"])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
