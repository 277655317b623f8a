"""A plan's file, and the site it names, as a checked plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from twin import shipped
from twin.errors import Fault, PlanError, RequestError, TwinError
from twin.plan import Plan, PlanDocument, examine_document, examine_plan, split_sets
from twin.plan.ms_project import read_project
from twin.plan.skeleton import skeleton
from twin.plan.task_table import read_tasks
from twin.run.examine import by_file, document_text, led_by_site
from twin.site import Site, examine_site

_NEAR_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.ya?ml")
_NAME_LENGTH_MAX = 200


def examine_plan_file(
    document: tuple[str, str, Path], sets: Sequence[str] = (), *, confined: bool = False
) -> tuple[Plan | None, list[Fault]]:
    """A plan with its site, None when anything is wrong; and every fault of both.

    Args:
        document: the plan's text, its name in messages, the folder its paths start from.
        sets: `path=value` assignments; those to the site begin with `site.`.
        confined: whether its site must be a shipped one or a file right beside it, as for whoever
            does not sit at the machine.

    Raises:
        PlanError: the text is no plan at all.
    """
    text, file, base_dir = document
    own, to_site = split_sets(sets)
    source, plan, faults = examine_document(text, file=file, sets=own)
    if plan is None:
        return None, by_file(faults)
    if confined and not _is_near(plan):
        what, remedy = "is neither a shipped site nor a file beside the plan", "name one of them"
        allowed = ", ".join(shipped.names("sites"))
        named = plan.site.file[:_NAME_LENGTH_MAX]
        far = source.fault(("site", "file"), what, value=named, allowed=allowed, remedy=remedy)
        return None, by_file([*faults, far])
    site, site_faults = _site(plan, base_dir, to_site)
    found, faults = examine_plan(source, plan, site, faults)
    if site_faults:
        return None, by_file([*faults, *site_faults])
    return found, by_file(faults)


def load_plan(name: str, sets: Sequence[str] = ()) -> Plan:
    """A plan by its file or its shipped name.

    Raises:
        PlanError: with every fault.
        RequestError: there is no such plan.
    """
    plan, faults = examine_plan_file(document_text(name, "plans"), sets)
    if plan is None:
        raise PlanError(faults)
    return plan


def imported(path: Path, *, site: str, start: str | None = None) -> str:
    """The text of a plan's skeleton made from a task list.

    Args:
        path: an XML file of Microsoft Project, or a CSV file.
        site: the site's file or shipped name.
        start: notice to proceed, as 2027-01-04; a project file has its own.

    Raises:
        PlanError: the list can't be read, with every fault.
        RequestError: there is no such file, or no such date.
    """
    text, file, _ = document_text(str(path), "plans")
    begins = _date(start) if start is not None else None
    if path.suffix.lower() == ".xml":
        project = read_project(text, file=file)
        rows, title, begins = project.rows, project.title, begins or project.start
    else:
        rows, title = read_tasks(text, file=file), path.stem
    if begins is None:
        remedy = "give the day of notice to proceed, as --start 2027-01-04"
        raise RequestError(Fault(what="has no start", file=file, remedy=remedy))
    return skeleton(rows, title=title, start=begins, site=site)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        what, allowed = "is no date", "as 2027-01-04"
        raise RequestError(Fault(what=what, path="--start", value=text, allowed=allowed)) from None


def _is_near(plan: PlanDocument) -> bool:
    name = plan.site.file
    if plan.site.is_file:
        return _NEAR_FILE.fullmatch(name) is not None
    return name in shipped.names("sites")


def _site(
    plan: PlanDocument, base_dir: Path, sets: Sequence[str]
) -> tuple[Site | None, list[Fault]]:
    """The site a plan names: a file beside it, or one that is shipped."""
    name = plan.site.file
    if plan.site.is_file:
        name = str(base_dir / name)
    try:
        text, file, _ = document_text(name, "sites")
        site, faults = examine_site(text, file=file, sets=sets)
    except TwinError as error:
        return None, [led_by_site(fault) for fault in error.faults]
    return site, [led_by_site(fault) for fault in faults]
