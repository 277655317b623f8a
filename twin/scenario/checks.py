"""What types can't say about a scenario: kinds that fit their quantity, columns, names twice."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from twin.documents import Path, Source
from twin.documents.near import among, meant
from twin.errors import Fault
from twin.scenario.document import ScenarioDocument
from twin.scenario.events import Break, Event, Fail, Permit
from twin.scenario.fault_events import Jam, ShortCircuit
from twin.scenario.generators import Constant
from twin.scenario.grid_events import Dispatch
from twin.scenario.peaks import coincident_faults
from twin.scenario.plan_checks import plan_faults
from twin.scenario.series import COLUMNS, KINDS, ONLY_FORMATS, SeriesSpec
from twin.scenario.workload import JOB_COLUMNS
from twin.units import US_PER_DAY

FIRST_YEAR, LAST_YEAR = 1970, 2200
MOST_DAYS = 50 * 366


def faults_of(source: Source, scenario: ScenarioDocument) -> list[Fault]:
    """Every fault of a scenario by itself, without its site and its files."""
    faults = list(_time(source, scenario))
    for name in COLUMNS:
        spec = (
            scenario.workload.inference if name == "inference" else getattr(scenario.series, name)
        )
        at: Path = ("workload", name) if name == "inference" else ("series", name)
        if spec is not None:
            faults += _series(source, at, name, spec)
    faults += _jobs(source, scenario)
    faults += _twice(source, scenario)
    faults += _failures(source, scenario)
    if scenario.market.coincident_peaks is not None:
        faults += coincident_faults(source, scenario.market.coincident_peaks)
    return faults


def faults_with_site(
    source: Source,
    scenario: ScenarioDocument,
    kind_of: Mapping[str, str],
    units: Mapping[str, int],
    *,
    ends_early: bool = False,
) -> list[Fault]:
    """Faults that show only beside the site: assets that it does not have, or not so many of.

    Args:
        source: the scenario's text.
        scenario: its model.
        kind_of: every asset of the site, in service or not, and its kind.
        units: how many may break of what events may name; 0 of what is not in service.
        ends_early: whether the run was asked to be shorter than its document says: what comes
            after its end is then no fault.
    """
    halls = [name for name, kind in kind_of.items() if kind == "hall"]
    faults = [
        _unknown(source, ("workload", "partitions", index, "hall"), partition.hall, "hall", halls)
        for index, partition in enumerate(scenario.workload.partitions)
        if partition.hall not in halls
    ]
    for index, event in enumerate(scenario.events):
        named = _named(event)
        if named is None:
            continue
        field, name, word, kinds = named
        if kind_of.get(name) not in kinds:
            may = [known for known, kind in kind_of.items() if kind in kinds]
            faults.append(_unknown(source, ("events", index, field), name, word, may))
        else:
            faults += _too_many(source, index, event, units.get(name, 0))
    if scenario.plan is not None:
        faults += plan_faults(source, scenario.plan, kind_of)
    return faults + list(_too_late(source, scenario, ends_early=ends_early))


def unprotected_faults(source: Source, scenario: ScenarioDocument) -> Iterator[Fault]:
    """Short circuits of a site without relays, that nothing would ever clear."""
    for index, event in enumerate(scenario.events):
        if isinstance(event, ShortCircuit | Jam):
            yield source.fault(
                ("events", index, "kind"),
                "needs relays, and the site has none",
                value=event.kind,
                remedy="give the site a protection key, empty for settings that are derived",
            )


def _too_many(source: Source, index: int, event: Event, there_count: int) -> Iterator[Fault]:
    """Nothing breaks that is not in service, nor more of it than there is."""
    named = _named(event)
    assert named is not None, "an event about an asset"
    field, name, word, _ = named
    if not there_count:
        what = f"is a {word} that is not in service"
        remedy = "put it in service, or name one that is"
        yield source.fault(("events", index, field), what, value=name, remedy=remedy)
    elif isinstance(event, Break) and event.units_count > there_count:
        what, allowed = f"is more than there are of {name}", f"1 to {there_count}"
        at: Path = ("events", index, "units_count")
        value, remedy = event.units_count, "break fewer"
        yield source.fault(at, what, value=value, allowed=allowed, remedy=remedy)


def _named(event: Event) -> tuple[str, str, str, tuple[str, ...]] | None:
    """The asset an event is about: its field, its name, what it must be in words and by kind."""
    found = _NAMED.get(type(event))
    if found is None:
        return None
    field, word, kinds = found
    return field, getattr(event, field), word, kinds


_NAMED: dict[type[Event], tuple[str, str, tuple[str, ...]]] = {
    Fail: ("asset", "transformer", ("transformer", "unit_transformer")),
    Break: ("group", "group of equipment", ("equipment", "ups")),
    Permit: ("gensets", "group of engines", ("gensets",)),
    ShortCircuit: (
        "asset",
        "feeder, unit transformer or bus",
        ("feeder", "unit_transformer", "bus"),
    ),
    Jam: ("breaker", "breaker or tie", ("breaker", "feeder", "tie")),
    Dispatch: ("battery", "battery", ("battery",)),
}


def _unknown(source: Source, at: Path, name: str, kind: str, known: list[str]) -> Fault:
    return source.fault(
        at,
        f"is no {kind} of the site",
        value=name,
        allowed=among(name, known) or f"none, the site has no {kind}",
        remedy=meant(name, known, f"name a {kind} of the site"),
    )


def _too_late(source: Source, scenario: ScenarioDocument, *, ends_early: bool) -> Iterator[Fault]:
    """Events before the run starts or after it ended never happen."""
    for index, event in enumerate(scenario.events):
        t_us = event.t_us(scenario.start_us)
        late = t_us > scenario.end_us and not ends_early
        if t_us < scenario.start_us or late:
            at: Path = ("events", index, "at" if event.at is not None else "after")
            yield source.fault(
                at,
                "lies outside the run",
                value=event.after or event.at,
                allowed=f"from {scenario.start.isoformat()} on, for {scenario.duration}",
                remedy="move it, or run for longer",
            )


def _time(source: Source, scenario: ScenarioDocument) -> Iterator[Fault]:
    """A span that can be lived through, and readings no closer than a second."""
    year = scenario.start.year
    if not FIRST_YEAR <= year < LAST_YEAR:
        allowed = f"{FIRST_YEAR} to {LAST_YEAR - 1}"
        yield source.fault(("start",), "lies outside the calendar", value=year, allowed=allowed)
    if scenario.span_us > MOST_DAYS * US_PER_DAY:
        what, allowed = "is longer than any run", f"up to {MOST_DAYS} days"
        yield source.fault(("duration",), what, value=scenario.duration, allowed=allowed)
    for name in ("period_s", "latency_s"):
        value_s = getattr(scenario.telemetry, name)
        if 0 < value_s < 1:
            yield source.fault(
                ("telemetry", name), "is too short", value=value_s, allowed="0, or 1 s and more"
            )


def _series(source: Source, at: Path, name: str, spec: SeriesSpec) -> Iterator[Fault]:
    kind = spec.generate.kind if spec.generate is not None else ""
    if kind and kind not in KINDS[name]:
        here = (*at, "generate", "kind")
        allowed = " or ".join(KINDS[name])
        yield source.fault(here, f"makes no {name}", value=kind, allowed=allowed)
    if spec.format is not None and ONLY_FORMATS.get(spec.format, name) != name:
        here = (*at, "format")
        yield source.fault(here, f"holds no {name}", value=spec.format, allowed="csv or parquet")
    if isinstance(spec.generate, Constant):
        yield from _columns(
            source, (*at, "generate", "values"), spec.generate.values, COLUMNS[name]
        )
        if not set(spec.generate.values) & _principal(name):
            here = (*at, "generate", "values")
            yield source.fault(
                here, f"gives no {name}", allowed=" or ".join(sorted(_principal(name)))
            )
        if name == "difficulty" and spec.generate.changes:
            here = (*at, "generate", "changes")
            remedy = "take kind: difficulty, or remove them"
            yield source.fault(here, "has no meaning for difficulty", remedy=remedy)
    yield from _columns(source, (*at, "columns"), spec.columns, COLUMNS[name])
    yield from _unused(source, at, spec)


def _principal(name: str) -> set[str]:
    """The columns of which a series needs one."""
    return set(COLUMNS[name]) if name in {"fees", "inference"} else {COLUMNS[name][0]}


def _unused(source: Source, at: Path, spec: SeriesSpec) -> Iterator[Fault]:
    """Settings that would be silently without effect."""
    if spec.generate is not None:
        for field in ("format", "columns", "time_column", "tz", "align", "stamp", "gap_max_s"):
            if field in spec.model_fields_set:
                yield source.fault(
                    (*at, field), "says nothing about a generated series", remedy="remove it"
                )
    if spec.interval_s is not None and spec.holds != "interval_mean":
        yield source.fault(
            (*at, "interval_s"),
            "is the length of an interval mean, but the series holds until the next value",
            remedy="add holds: interval_mean, or remove it",
        )


def _columns(
    source: Source, at: Path, given: Iterable[str], known: tuple[str, ...]
) -> Iterator[Fault]:
    for column in given:
        if column not in known:
            near = difflib.get_close_matches(column, known, n=1)
            yield source.fault(
                (*at, column),
                "is no column of this series",
                allowed=", ".join(known),
                remedy=f'did you mean "{near[0]}"?' if near else "name one of these",
            )


def _jobs(source: Source, scenario: ScenarioDocument) -> Iterator[Fault]:
    jobs = scenario.workload.jobs
    if jobs is not None:
        yield from _columns(source, ("workload", "jobs", "columns"), jobs.columns, JOB_COLUMNS)


def _twice(source: Source, scenario: ScenarioDocument) -> Iterator[Fault]:
    policies = [use.policy for use in scenario.policies]
    halls = [partition.hall for partition in scenario.workload.partitions]
    places = ((("policies",), "policy", policies), (("workload", "partitions"), "hall", halls))
    for at, field, names in places:
        for index, name in enumerate(names):
            if name in names[:index]:
                yield source.fault(
                    (*at, index, field), "is given twice", value=name, remedy="keep one of them"
                )


def _failures(source: Source, scenario: ScenarioDocument) -> Iterator[Fault]:
    failures = scenario.failures
    for kind in ("asic", "rack"):
        low_h = getattr(failures, f"{kind}_repair_min_h")
        high_h = getattr(failures, f"{kind}_repair_max_h")
        if low_h is not None and high_h is not None and low_h > high_h:
            yield source.fault(
                ("failures", f"{kind}_repair_min_h"),
                f"is above {kind}_repair_max_h",
                value=low_h,
                allowed=f"up to {high_h:g} h",
                remedy="swap them",
            )
