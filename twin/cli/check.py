"""`twin check FILE`: every fault of a document and of what it leads to, in one list.

A scenario leads to its site, its policies' settings and the files of its series; all are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from twin import shipped
from twin.documents import Document, Source, read, salvage, schema_of, validate
from twin.errors import DataError, Fault, RequestError, SiteError, TwinError
from twin.luck import Luck
from twin.policies import POLICIES
from twin.scenario import (
    ScenarioDocument,
    examine_scenario,
    faults_with_site,
    split_sets,
)
from twin.scenario.series import COLUMNS, SeriesSpec
from twin.site import Site, SiteDocument, examine_site
from twin.site.catalogue import Catalogue
from twin.sources import load, span_of

DOCUMENTS: dict[str, type[Document]] = {
    "site": SiteDocument,
    "scenario": ScenarioDocument,
    "catalogue": Catalogue,
}


def check(name: str, *, sets: Sequence[str] = ()) -> list[Fault]:
    """Every fault of a document; none when it is sound.

    Args:
        name: a file, or the name of a shipped site or scenario.
        sets: `path=value` assignments to try on it; `site.` in front leads to a scenario's site.
    """
    try:
        text, file, base = open_document(name)
        kind = schema_of(text, file=file, error=RequestError).rsplit("/", 1)[0]
        if kind == SiteDocument.SCHEMA.rsplit("/", 1)[0]:
            return examine_site(text, file=file, sets=sets)[1]
        if kind == ScenarioDocument.SCHEMA.rsplit("/", 1)[0]:
            return _scenario(text, file, base, sets)
        if kind == Catalogue.SCHEMA.rsplit("/", 1)[0]:
            return salvage(read(text, file=file, error=SiteError), Catalogue, SiteError)[2]
        return [_unknown_kind(text, file)]
    except TwinError as error:
        return list(error.faults)


def open_document(name: str, *folders: str) -> tuple[str, str, Path]:
    """The text of a document, its name in messages, and the folder its own paths start from.

    Args:
        name: a file, or a shipped name.
        folders: where to look among what is shipped; sites and scenarios when none is given.

    Raises:
        RequestError: there is neither such a file nor such a shipped document.
    """
    path = Path(name)
    if path.is_file():
        try:
            return path.read_text(encoding="utf-8"), name, path.parent
        except UnicodeDecodeError as trouble:
            what = f"is not UTF-8 text: byte {trouble.start}"
            raise RequestError(Fault(what=what, file=name, remedy="save it as UTF-8")) from None
        except OSError as trouble:
            what = f"can't be read: {trouble.strerror}"
            raise RequestError(Fault(what=what, file=name)) from None
    looked = folders or ("sites", "scenarios")
    for folder in looked:
        if name.removesuffix(shipped.SUFFIX) in shipped.names(folder):
            return shipped.text(folder, name), shipped.label(folder, name), Path()
    known = ", ".join(known for folder in looked for known in shipped.names(folder))
    raise RequestError(Fault(what="is no file", file=name, allowed=f"a file, or one of {known}"))


def open_site(
    scenario: ScenarioDocument, base: Path, sets: Sequence[str] = ()
) -> tuple[Site | None, list[Fault]]:
    """The site a scenario names, and every fault of it.

    Args:
        scenario: the scenario.
        base: the folder of its document.
        sets: assignments to the site.

    Raises:
        TwinError: the site can't be found, or is no site.
    """
    name = str(base / scenario.site) if scenario.site_is_file else scenario.site
    text, file, _ = open_document(name, "sites")
    return examine_site(text, file=file, sets=sets)


def _scenario(text: str, file: str, base: Path, sets: Sequence[str]) -> list[Fault]:
    own, to_site = split_sets(sets)
    source, scenario, faults = examine_scenario(text, file=file, sets=own)
    if scenario is None:
        return faults
    faults += _policies(source, scenario, base)
    site = None
    if ("site",) not in source.dropped:
        try:
            site, more = open_site(scenario, base, to_site)
            faults += more
        except TwinError as error:
            faults += error.faults
    if site is not None:
        faults += faults_with_site(source, scenario, [hall.id for hall in site.halls])
    faults += _files(source, scenario, base, site)
    return faults


def _policies(source: Source, scenario: ScenarioDocument, base: Path) -> Iterator[Fault]:
    for index, use in enumerate(scenario.policies):
        at = ("policies", index)
        if use.is_file:
            if not (base / use.policy).is_file():
                yield source.fault((*at, "policy"), "is no file", value=use.policy)
        elif use.policy not in POLICIES:
            allowed = f"{', '.join(POLICIES)}, or a .py file"
            yield source.fault((*at, "policy"), "is no policy", value=use.policy, allowed=allowed)
        else:
            params = POLICIES[use.policy].PARAMS
            yield from validate(params, use.params, source=source, at=(*at, "params"))[1]


def _files(
    source: Source, scenario: ScenarioDocument, base: Path, site: Site | None
) -> Iterator[Fault]:
    """Faults of the files a scenario takes its series from."""
    inference = scenario.workload.inference
    for name in COLUMNS:
        spec = inference if name == "inference" else getattr(scenario.series, name)
        if spec is None or spec.source is None:
            continue
        at = ("workload", name) if name == "inference" else ("series", name)
        if not (base / spec.source).is_file():
            yield source.fault((*at, "source"), "is no file", value=spec.source)
        elif site is not None:
            yield from _series(spec, name, scenario, base, site)
    jobs = scenario.workload.jobs
    if jobs is not None and jobs.source is not None and not (base / jobs.source).is_file():
        yield source.fault(("workload", "jobs", "source"), "is no file", value=jobs.source)


def _series(
    spec: SeriesSpec, name: str, scenario: ScenarioDocument, base: Path, site: Site
) -> tuple[Fault, ...]:
    span = span_of(scenario.start_us, scenario.end_us, site.document.tz)
    try:
        load(spec, name, base_dir=base, span=span, luck=Luck(scenario.seed))
    except DataError as error:
        return error.faults
    return ()


def _unknown_kind(text: str, file: str) -> Fault:
    source = read(text, file=file, error=RequestError)
    return source.fault(
        ("schema",),
        "names no kind of document that is known" if source.get(("schema",)) else "is missing",
        value=source.get(("schema",)),
        allowed=", ".join(model.SCHEMA for model in DOCUMENTS.values()),
        remedy="begin the document with schema: and one of these",
    )
