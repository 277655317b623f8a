"""`twin check FILE`: every fault of a document and of what it leads to, in one list.

A scenario leads to its site, its policies' settings and the files of its series, a plan leads to
its site; all are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from twin.documents import Document, read, salvage, schema_of
from twin.errors import Fault, RequestError, SiteError, TwinError
from twin.plan import PlanDocument
from twin.run.examine import by_file, document_text, examine, series_faults
from twin.run.planning import examine_plan_file
from twin.scenario import ScenarioDocument
from twin.site import SiteDocument, examine_site
from twin.site.catalogue import Catalogue

DOCUMENTS: dict[str, type[Document]] = {
    "site": SiteDocument,
    "scenario": ScenarioDocument,
    "plan": PlanDocument,
    "catalogue": Catalogue,
}


def check(name: str, *, sets: Sequence[str] = ()) -> list[Fault]:
    """Every fault of a document; none when it is sound.

    Args:
        name: a file, or the name of a shipped site, scenario or plan.
        sets: `path=value` assignments to try on it; `site.` in front leads to a scenario's site.
    """
    try:
        text, file, base_dir = document_text(name, "sites", "scenarios", "plans")
        kind = schema_of(text, file=file, error=RequestError).rsplit("/", 1)[0]
        if kind == SiteDocument.SCHEMA.rsplit("/", 1)[0]:
            return examine_site(text, file=file, sets=sets)[1]
        if kind == ScenarioDocument.SCHEMA.rsplit("/", 1)[0]:
            found = examine((text, file, base_dir), sets)
            return by_file([*found.faults, *series_faults(found)])
        if kind == PlanDocument.SCHEMA.rsplit("/", 1)[0]:
            return examine_plan_file((text, file, base_dir), sets)[1]
        if kind == Catalogue.SCHEMA.rsplit("/", 1)[0]:
            return salvage(read(text, file=file, error=SiteError), Catalogue, SiteError)[2]
        return [_unknown_kind(text, file)]
    except TwinError as error:
        return list(error.faults)


def _unknown_kind(text: str, file: str) -> Fault:
    source = read(text, file=file, error=RequestError)
    return source.fault(
        ("schema",),
        "names no kind of document that is known" if source.get(("schema",)) else "is missing",
        value=source.get(("schema",)),
        allowed=", ".join(model.SCHEMA for model in DOCUMENTS.values()),
        remedy="begin the document with schema: and one of these",
    )
