"""From a scenario's name to everything a run is made of, and back from what a run keeps.

All faults of scenario, site and the assignments to both come out together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from twin.errors import ScenarioError
from twin.facility import Parts
from twin.facility.assemble import assemble
from twin.run.examine import by_file, document_text, examine, reference_faults, series_faults
from twin.run.kept import Kept, file_hash
from twin.scenario import ScenarioDocument, examine_scenario, load_scenario
from twin.site import Site, load_site


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A run's inputs, checked.

    Attributes:
        scenario: as resolved.
        site: complete.
        kept: the same as the manifest keeps it.
    """

    scenario: ScenarioDocument
    site: Site
    kept: Kept

    def parts(self) -> Parts:
        """Columns of the plant that never change."""
        scenario = self.scenario
        idle = scenario.plan.not_yet if scenario.plan is not None else ()
        return assemble(self.site, scenario.seed, scenario.failures, scenario.workload, idle)


def resolve(name: str | Path, sets: Sequence[str] = (), *, ends_early: bool = False) -> Inputs:
    """A scenario and its site, with assignments applied.

    Args:
        name: a scenario file, or the name of a shipped scenario.
        sets: `path=value` assignments; those to the site begin with `site.`.
        ends_early: whether a run shorter than the scenario says is asked for: its later events
            do not happen then, which is no fault.

    Raises:
        TwinError: with every fault of the scenario and its site.
    """
    found = examine(document_text(str(name), "scenarios"), sets, ends_early=ends_early)
    scenario, site = found.scenario, found.site
    if found.faults or scenario is None or site is None:
        raise ScenarioError(by_file([*found.faults, *series_faults(found)]))
    kept = Kept(
        scenario=scenario_json(scenario),
        scenario_file=found.file,
        site=found.site_text,
        site_file=found.site_file,
        site_sets=found.site_sets,
        base_dir=str(found.base_dir.resolve()),
        files=hashes_of(scenario, found.base_dir),
    )
    return Inputs(scenario=scenario, site=site, kept=kept)


def inputs_of(kept: Kept) -> Inputs:
    """The inputs of a run that exists, from what it keeps alone.

    Raises:
        TwinError: the texts fit no more (a newer catalogue or schema).
    """
    scenario, _ = load_scenario(kept.scenario, file=kept.scenario_file)
    site = load_site(kept.site, file=kept.site_file, sets=kept.site_sets)
    return Inputs(scenario=scenario, site=site, kept=kept)


def changed(inputs: Inputs, sets: Sequence[str]) -> ScenarioDocument:
    """The scenario of a run with assignments applied.

    Raises:
        ScenarioError: they lead nowhere, to an illegal value, to a policy or a file that is none.
    """
    kept = inputs.kept
    source, scenario, faults = examine_scenario(kept.scenario, file=kept.scenario_file, sets=sets)
    if scenario is not None:
        faults += reference_faults(source, scenario, Path(kept.base_dir)) if sets else []
    if faults or scenario is None:
        raise ScenarioError(by_file(faults))
    return scenario


def scenario_json(scenario: ScenarioDocument) -> str:
    """A scenario as JSON text that reads back as the same."""
    return scenario.model_dump_json(by_alias=True, exclude_unset=True)


def files_of(scenario: ScenarioDocument) -> list[str]:
    """Every file that a scenario reads, as it names them: series, jobs, policies."""
    specs = [getattr(scenario.series, name) for name in type(scenario.series).model_fields]
    specs += [scenario.workload.inference, scenario.workload.jobs]
    found = [spec.source for spec in specs if spec is not None and spec.source is not None]
    return [*found, *(use.policy for use in scenario.policies if use.is_file)]


def hashes_of(scenario: ScenarioDocument, base_dir: Path) -> dict[str, str]:
    """SHA-256 of every file that a scenario reads."""
    return {name: file_hash(base_dir / name) for name in files_of(scenario)}
