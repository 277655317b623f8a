"""From a scenario's name to everything a run is made of, and back from what a run keeps.

All faults of scenario, site and the assignments to both come out together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from twin import shipped
from twin.errors import Fault, RequestError, ScenarioError, TwinError
from twin.facility import Parts
from twin.facility.assemble import assemble
from twin.run.kept import Kept, file_hash
from twin.scenario import (
    ScenarioDocument,
    examine_scenario,
    faults_with_site,
    load_scenario,
    split_sets,
)
from twin.site import Site, examine_site, load_site


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
        return assemble(self.site, scenario.seed, scenario.failures, scenario.workload)


def resolve(name: str | Path, sets: Sequence[str] = ()) -> Inputs:
    """A scenario and its site, with assignments applied.

    Args:
        name: a scenario file, or the name of a shipped scenario.
        sets: `path=value` assignments; those to the site begin with `site.`.

    Raises:
        TwinError: with every fault of the scenario and its site.
    """
    text, file, base_dir = document_text(str(name), "scenarios")
    own, to_site = split_sets(sets)
    source, scenario, faults = examine_scenario(text, file=file, sets=own)
    site_text = site_file = ""
    site = None
    if scenario is not None:
        try:
            site_name = str(base_dir / scenario.site) if scenario.site_is_file else scenario.site
            site_text, site_file, _ = document_text(site_name, "sites")
            site, more = examine_site(site_text, file=site_file, sets=to_site)
            faults += more
        except TwinError as error:
            faults += error.faults
    if scenario is not None and site is not None:
        faults += faults_with_site(source, scenario, [hall.id for hall in site.halls])
        faults += _missing_files(scenario, base_dir)
    if faults or scenario is None or site is None:
        raise ScenarioError(faults)
    kept = Kept(
        scenario=scenario_json(scenario),
        scenario_file=file,
        site=site_text,
        site_file=site_file,
        site_sets=tuple(to_site),
        base_dir=str(base_dir.resolve()),
        files=hashes_of(scenario, base_dir),
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
        ScenarioError: they lead nowhere or to an illegal value.
    """
    text = inputs.kept.scenario
    return load_scenario(text, file=inputs.kept.scenario_file, sets=sets)[0]


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


def document_text(name: str, folder: str) -> tuple[str, str, Path]:
    """The text of a document, its name in messages, and the folder its own paths start from.

    Args:
        name: a file, or a shipped name.
        folder: where to look among what is shipped: `sites` or `scenarios`.

    Raises:
        RequestError: there is neither such a file nor such a shipped document.
    """
    path = Path(name)
    if path.is_file():
        try:
            return path.read_text(encoding="utf-8"), name, path.parent
        except (UnicodeDecodeError, OSError) as trouble:
            raise RequestError(Fault(what=f"can't be read: {trouble}", file=name)) from trouble
    known = shipped.names(folder)
    if name.removesuffix(shipped.SUFFIX) in known:
        return shipped.text(folder, name), shipped.label(folder, name), Path()
    allowed = f"a file, or one of {', '.join(known)}"
    raise RequestError(Fault(what="is no file", file=name, allowed=allowed))


def _missing_files(scenario: ScenarioDocument, base_dir: Path) -> list[Fault]:
    return [
        Fault(what="is no file", file=name, remedy=f"paths start from {base_dir or '.'}")
        for name in files_of(scenario)
        if not (base_dir / name).is_file()
    ]
