"""Every fault of a scenario and of all it leads to: its site, its policies' settings, its files.

What `twin check` lists and what `twin run` refuses is found here, once. The content of series
files is read only when asked for, because a run reads them anyway.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from twin import shipped
from twin.documents import Path as At
from twin.documents import Source, validate
from twin.errors import DataError, Fault, RequestError, TwinError
from twin.facility import sight
from twin.facility.assemble import assemble
from twin.luck import Luck
from twin.policies import POLICIES
from twin.scenario import ScenarioDocument, examine_scenario, faults_with_site, split_sets
from twin.scenario.checks import unprotected_faults
from twin.scenario.fault_events import ShortCircuit
from twin.scenario.grid_checks import grid_event_faults
from twin.scenario.series import COLUMNS, SeriesSpec
from twin.site import Site, examine_site
from twin.sources import load, span_of
from twin.units import VA_PER_MVA

_BYTES_MAX = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A scenario as far as it is sound.

    Attributes:
        source: its text, for faults found later.
        scenario: what of it is sound; None when nothing can be made of it.
        file: its name in messages.
        base_dir: folder that its own paths start from.
        site: what of its site is sound.
        site_text, site_file: the site's text and its name in messages.
        site_sets: assignments to the site.
        faults: everything wrong, file by file, in the order of the lines.
    """

    source: Source
    scenario: ScenarioDocument | None
    file: str
    base_dir: Path
    site: Site | None = None
    site_text: str = ""
    site_file: str = ""
    site_sets: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def examine(
    document: tuple[str, str, Path], sets: Sequence[str] = (), *, ends_early: bool = False
) -> Examined:
    """A scenario, its site, policies and files.

    Args:
        document: the scenario's text, its name in messages, the folder its paths start from.
        sets: `path=value` assignments; those to the site begin with `site.`.
        ends_early: whether a run shorter than the document is asked for.

    Raises:
        TwinError: the text is no scenario at all.
    """
    text, file, base_dir = document
    own, to_site = split_sets(sets)
    source, scenario, faults = examine_scenario(text, file=file, sets=own)
    found = Examined(source=source, scenario=scenario, file=file, base_dir=base_dir)
    if scenario is None:
        return dataclasses.replace(found, faults=tuple(faults))
    faults += reference_faults(source, scenario, base_dir)
    if ("site",) not in source.dropped:
        try:
            site_text, site_file, _ = site_document(scenario, base_dir)
            site, more = examine_site(site_text, file=site_file, sets=to_site)
            found = dataclasses.replace(
                found,
                site=site,
                site_text=site_text,
                site_file=site_file,
                site_sets=tuple(to_site),
            )
        except TwinError as error:
            more = error.faults
        faults += (led_by_site(fault) for fault in more)
    if found.site is not None:
        kinds, units = found.site.kind_of, found.site.units_in_service
        faults += faults_with_site(source, scenario, kinds, units, ends_early=ends_early)
        if found.site.document.protection is None:
            faults += unprotected_faults(source, scenario)
        faults += _grid_events(source, scenario, found.site)
        if not faults and found.site.relays:
            faults += _unseen(source, scenario, found.site)
    return dataclasses.replace(found, faults=tuple(by_file(faults)))


def _grid_events(source: Source, scenario: ScenarioDocument, site: Site) -> Iterator[Fault]:
    document = site.document
    batteries = {battery.id: battery for battery in document.batteries}
    contracted_mw, nominal_hz = document.interconnect.contracted_mw, document.frequency.nominal_hz
    return grid_event_faults(source, scenario, batteries, contracted_mw, nominal_hz)


def _unseen(source: Source, scenario: ScenarioDocument, site: Site) -> Iterator[Fault]:
    """Short circuits whose current stays under every pickup on its way: nothing would clear them.

    Asked only of sound documents, because it takes the site as a plant.
    """
    shorts = [
        (index, event)
        for index, event in enumerate(scenario.events)
        if isinstance(event, ShortCircuit)
    ]
    if not shorts:
        return
    parts = assemble(site, scenario.seed, scenario.failures, scenario.workload)
    plant = sight.as_written(parts, scenario.start_us)
    for index, event in shorts:
        seen = sight.seen_of(
            plant,
            event.asset,
            resistance_ohm=event.resistance_ohm,
            power_va=(event.mva or 0.0) * VA_PER_MVA,
            nearest_fail=event.breaker_fails,
        )
        if seen and seen[0].share_ratio <= 1.0:
            yield _blind(source, index, event, seen[0])


def _blind(source: Source, index: int, event: ShortCircuit, best: sight.Seen) -> Fault:
    """The fault of a short circuit that no relay sees, at the field that makes it small."""
    if event.mva is not None:
        field, remedy = "mva", "give it more power"
    elif event.resistance_ohm > 0.0:
        field, remedy = "resistance_ohm", "give it less resistance"
    else:
        field, remedy = "breaker_fails", "let its breaker open"
    who = "no relay behind the breaker that fails" if event.breaker_fails else "no relay"
    found = source.fault(
        ("events", index, field),
        f"is a short circuit that {who} sees: it would never be cleared",
        allowed=f"more than the pickup of {best.relay}, {best.pickup_a:g} A",
        remedy=f"{remedy}, or lower pickup_a of {best.relay} in the site's protection",
    )
    return dataclasses.replace(found, value=f"{best.current_a:.3g} A through {best.relay}")


def site_document(scenario: ScenarioDocument, base_dir: Path) -> tuple[str, str, Path]:
    """The text of the site a scenario names, its name in messages, and its folder.

    Raises:
        RequestError: there is none.
    """
    name = str(base_dir / scenario.site) if scenario.site_is_file else scenario.site
    return document_text(name, "sites")


def document_text(name: str, *folders: str) -> tuple[str, str, Path]:
    """The text of a document, its name in messages, and the folder its own paths start from.

    Args:
        name: a file, or a shipped name.
        folders: where to look among what is shipped: `sites` or `scenarios`.

    Raises:
        RequestError: there is neither such a file nor such a shipped document, or it is no text.
    """
    path = Path(name)
    if path.is_file():
        return _text_of(path), name, path.parent
    for folder in folders:
        if name.removesuffix(shipped.SUFFIX) in shipped.names(folder):
            return shipped.text(folder, name), shipped.label(folder, name), Path()
    what = "is a folder, not a document" if path.is_dir() else "is no file"
    known = ", ".join(known for folder in folders for known in shipped.names(folder))
    raise RequestError(Fault(what=what, file=name, allowed=f"a file, or one of {known}"))


def _text_of(path: Path) -> str:
    file = str(path)
    try:
        size = path.stat().st_size
        if size > _BYTES_MAX:
            value, allowed = f"{size} bytes", f"up to {_BYTES_MAX} bytes"
            what = "is too large for a document"
            raise RequestError(Fault(what=what, file=file, value=value, allowed=allowed))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as trouble:
        what = f"is not UTF-8 text: byte {trouble.start}"
        raise RequestError(Fault(what=what, file=file, remedy="save it as UTF-8")) from None
    except OSError as trouble:
        raise RequestError(Fault(what=f"can't be read: {trouble.strerror}", file=file)) from None


def reference_faults(source: Source, scenario: ScenarioDocument, base_dir: Path) -> list[Fault]:
    """Policies that are none, settings they don't take, and files that are not there."""
    found = list(_policies(source, scenario, base_dir))
    for at, spec in _series(scenario):
        if spec.source is not None and not (base_dir / spec.source).is_file():
            found.append(_no_file(source, (*at, "source"), spec.source, base_dir))
    jobs = scenario.workload.jobs
    if jobs is not None and jobs.source is not None and not (base_dir / jobs.source).is_file():
        found.append(_no_file(source, ("workload", "jobs", "source"), jobs.source, base_dir))
    return found


def series_faults(found: Examined) -> Iterator[Fault]:
    """Faults inside the series files of a scenario whose site is known."""
    scenario, site = found.scenario, found.site
    if scenario is None or site is None:
        return
    span = span_of(scenario.start_us, scenario.end_us, site.document.tz)
    for at, spec in _series(scenario):
        if spec.source is not None and (found.base_dir / spec.source).is_file():
            try:
                luck = Luck(scenario.seed)
                load(spec, str(at[-1]), base_dir=found.base_dir, span=span, luck=luck)
            except DataError as error:
                yield from error.faults


def by_file(faults: Iterable[Fault]) -> list[Fault]:
    """Faults each once, those of a file together in the order of its lines."""
    each = list(dict.fromkeys(faults))
    files = list(dict.fromkeys(fault.file for fault in each))
    return sorted(each, key=lambda fault: (files.index(fault.file), fault.line))


def _policies(source: Source, scenario: ScenarioDocument, base_dir: Path) -> Iterator[Fault]:
    for index, use in enumerate(scenario.policies):
        at = ("policies", index)
        if use.is_file:
            if not (base_dir / use.policy).is_file():
                yield _no_file(source, (*at, "policy"), use.policy, base_dir)
        elif use.policy not in POLICIES:
            allowed = f"{', '.join(POLICIES)}, or a .py file"
            yield source.fault((*at, "policy"), "is no policy", value=use.policy, allowed=allowed)
        else:
            params = POLICIES[use.policy].PARAMS
            yield from validate(params, use.params, source=source, at=(*at, "params"))[1]


def _series(scenario: ScenarioDocument) -> Iterator[tuple[At, SeriesSpec]]:
    """Every series a scenario names, with its place."""
    for name in COLUMNS:
        inference = name == "inference"
        spec = scenario.workload.inference if inference else getattr(scenario.series, name)
        if spec is not None:
            yield ("workload" if inference else "series", name), spec


def _no_file(source: Source, at: At, name: str, base_dir: Path) -> Fault:
    remedy = f"paths start from {base_dir.resolve()}"
    return source.fault(at, "is no file", value=name, remedy=remedy)


def led_by_site(fault: Fault) -> Fault:
    """A fault of an assignment to the site, told as it was typed: with `site.` in front."""
    file = fault.file.removeprefix("--set ")
    if file == fault.file:
        return fault
    path = f"site.{fault.path}" if fault.path else ""
    return dataclasses.replace(fault, file=f"--set site.{file}", path=path)
