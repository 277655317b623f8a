"""The error tree: bad input, said in full.

Only the first of the three kinds of wrong lives here. Trouble in the plant is a fact, our own bug
is an assert. Every error carries *all* faults found; a fault says where, what the value was, what
is allowed and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with an input.

    Attributes:
        what: the trouble in plain words, without a full stop.
        file: name of the document, empty when it has none.
        line: line in the document, counted from 1; 0 when unknown.
        path: where in the document, as `transformers[2].z_pct`.
        value: the offending value with its unit, as text.
        allowed: the allowed range or choices.
        remedy: what to do.
    """

    what: str
    file: str = ""
    line: int = 0
    path: str = ""
    value: str = ""
    allowed: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """In a line: file and line, path, what, the value, what is allowed, what to do."""
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        parts = [part for part in (place, self.path, self.what) if part]
        text = ": ".join(parts)
        if self.value:
            text += f" (is {self.value})"
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.remedy:
            text += f"; {self.remedy}"
        return text


class TwinError(Exception):
    """Bad input. Holds every fault found, in document order."""

    def __init__(self, faults: Iterable[Fault] | Fault | str) -> None:
        if isinstance(faults, str):
            faults = Fault(what=faults)
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class SiteError(TwinError):
    """A site document that describes no plant."""


class ScenarioError(TwinError):
    """A scenario document that can't be run."""


class PlanError(TwinError):
    """A conversion plan that is invalid."""


class LogError(TwinError):
    """A run directory or log that can't be read or written as asked."""


class DataError(TwinError):
    """A series, table or file of measurements that can't be used."""


class RequestError(TwinError):
    """A question that makes no sense: an unknown signal, an instant outside the run."""


class PolicyError(TwinError):
    """A control policy or its settings that can't be used."""
