"""The catalogue: what a model of machine, rack, transformer or supply is rated for, and its source.

One shipped YAML file a device kind. Each entry has its `source` and its provenance class: V
verified, S a published secondary source, M engineering memory, A assumption. A site may override
any field.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Literal

from pydantic import Field, JsonValue

from twin import shipped
from twin.documents import Document, parse
from twin.documents.fields import Id
from twin.errors import SiteError
from twin.site.entries import Part

__all__ = ["KINDS", "Catalogue", "CatalogueEntry", "Kind", "entries", "spec_values"]

Kind = Literal["asics", "racks", "transformers", "supplies", "gensets"]
KINDS: tuple[Kind, ...] = ("asics", "racks", "transformers", "supplies", "gensets")


class CatalogueEntry(Part):
    """One model."""

    name: str = Field(description="As the maker calls it.")
    source: str = Field(min_length=1, description="Where the ratings come from.")
    provenance: Literal["V", "S", "M", "A"] = Field(description="How far to trust them.")
    note: str = Field(default="", description="Conflicts between sources, doubts.")
    stated_j_per_th: float | None = Field(
        default=None, gt=0, le=200, description="Efficiency as published, a check on the ratings."
    )
    spec: dict[str, JsonValue] = Field(description="Fields of the device's spec.")


class Catalogue(Document):
    """The models of one device kind."""

    SCHEMA: ClassVar[str] = "switchyard.catalogue/1"

    entries: dict[Id, CatalogueEntry]


@cache
def entries(kind: Kind) -> dict[str, CatalogueEntry]:
    """The shipped models of a kind, by their names in site documents.

    Args:
        kind: one of `KINDS`.
    """
    return dict(
        parse(
            shipped.text("catalogue", kind),
            file=shipped.label("catalogue", kind),
            model=Catalogue,
            error=SiteError,
        ).entries
    )


def spec_values(kind: Kind, model: str) -> dict[str, Any]:
    """The spec fields of a model, `model` being its full name where the spec has such a field."""
    entry = entries(kind)[model]
    named = {"model": entry.name} if kind in ("asics", "racks") else {}
    return {**named, **entry.spec}
