"""What a scenario or a site says of the whole plant: how often things break, how blocks restart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureRates:
    """How often things break, as the scenario says.

    Attributes:
        transformer_per_s: failures of one transformer.
        transformer_repair_s: usual repair of a transformer.
    """

    transformer_per_s: float
    transformer_repair_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartRules:
    """How blocks come back after an outage.

    Attributes:
        spacing_us: least time between energising one block and the next.
        limit_pu: loading of a main transformer up to which blocks are energised.
        look_us: how often to look for room while a block waits.
    """

    spacing_us: int
    limit_pu: float
    look_us: int
