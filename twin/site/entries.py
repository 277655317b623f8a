"""Entries of a site document that name a catalogue model and may override any field of its spec.

The keys an entry accepts are its own and, all optional, those of the device's spec; so a new field
of a device is a new key of the document, with its range, and editors complete it.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Optional, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model


class Part(BaseModel):
    """Base of every part of a site: frozen, no unknown fields, finite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ModelEntry(Part):
    """Something of a catalogue model.

    Attributes:
        SPEC: the device's spec, whose fields an entry may override.
    """

    SPEC: ClassVar[type[BaseModel]]

    model: str = Field(min_length=1, description="Its name in the catalogue.")

    @property
    def overrides(self) -> dict[str, Any]:
        """Spec fields that the document gives, as plain values."""
        own = self.model_fields_set & set(self.SPEC.model_fields) - {"model"}
        given = self.model_dump(include=own, mode="json", exclude_none=True, exclude_unset=True)
        return {name: given[name] for name in self.SPEC.model_fields if name in given}


E = TypeVar("E", bound=ModelEntry)


def overridable(entry: type[E], spec: type[BaseModel]) -> type[E]:
    """The entry's model with every field of the spec as an optional one beside its own.

    Args:
        entry: own fields of the entry; they win over fields of the spec with the same name.
        spec: the device's spec.
    """
    fields: dict[str, Any] = {}
    for name, info in spec.model_fields.items():
        if name in entry.model_fields:
            continue
        kind: Any = info.annotation
        for rule in info.metadata:
            kind = Annotated[kind, rule]
        fields[name] = (
            Optional[kind],  # noqa: UP045 - `kind | None` fails for annotated kinds at run time
            Field(default=None, description=info.description),
        )
    made = create_model(
        entry.__name__.removesuffix("Base"), __base__=entry, __module__=entry.__module__, **fields
    )
    made.__doc__ = entry.__doc__
    made.SPEC = spec
    return made
