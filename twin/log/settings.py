"""How a log is written: when it is acknowledged and where it is cut."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from twin.facts import ORIGINS


class Durability(StrEnum):
    """When an append is acknowledged."""

    EVERY_BATCH = "every batch"
    AT_CHECKPOINTS = "at checkpoints"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSettings:
    """How a log is written.

    Attributes:
        durability: acknowledge every batch, or only at checkpoints (and every fourth batch or so).
        segment_bytes: a segment that is longer than this is followed by a new one.
        anchor_batch_count: the manifest's anchor is renewed after as many batches, and on closing.
        origins: the closed set of origins.
    """

    durability: Durability = Durability.EVERY_BATCH
    segment_bytes: int = 64 << 20
    anchor_batch_count: int = 64
    origins: tuple[str, ...] = ORIGINS
