"""What the contract suite must know of a device kind to run it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Example:
    """How to run one kind.

    Attributes:
        spec: as in a document.
        calm: inputs.
        stressed: other inputs.
        rising: an input, the value that replaces its calm one, and outputs that must not fall with
            it.
        energy: an accumulator and the power whose integral it is; empty for what stores nothing.
    """

    spec: dict
    calm: dict
    stressed: dict
    rising: tuple
    energy: tuple = ("energy_j", "power_w")
    bounds: dict = field(default_factory=dict)
