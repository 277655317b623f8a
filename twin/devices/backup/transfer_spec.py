"""The keys of static and automatic transfer switches, and the times that both come down to.

A static switch changes side within a quarter of a cycle, its look at the voltage included. An
automatic one is sure only after `sense_s`, calls an engine, waits until that has been good for
`qualify_s` (per switch: so loads come back one after the other), and is dark for `transfer_ms`
while its contacts travel. Neither ever joins its two sources.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from twin.units import S_PER_MIN, US_PER_MS, US_PER_S

A, B = range(2)
SIDE_NAMES = ("a", "b")


class Times(NamedTuple):
    """What a transfer switch waits for, in microseconds.

    Attributes:
        sense_us: its source must be bad for so long before it counts as lost.
        qualify_us: the other must be good for so long before it is gone to.
        return_us: the preferred one must be good for so long before it is gone back to.
        phase_us: until two live sources are in phase.
        gap_us: on the way, without either.
    """

    sense_us: int
    qualify_us: int
    return_us: int
    phase_us: int
    gap_us: int


class _TransferSpec(BaseModel, frozen=True, extra="forbid"):
    """What both kinds have."""

    preferred: Literal["a", "b"] = Field("a", description="the side it returns to")
    min_pu: float = Field(0.85, ge=0, lt=1, description="lowest voltage of a good source [A]")
    max_pu: float = Field(1.1, gt=1, le=2, description="highest voltage of a good source [A]")


class StaticTransferSpec(_TransferSpec, frozen=True):
    """A static transfer switch between two live sources: the keys of a site document."""

    transfer_ms: float = Field(
        4.0, ge=0.001, le=20, description="loss to the other source, sensing included, 4 to 5 [M]"
    )
    retransfer_s: float = Field(
        10.0, ge=0, le=86_400, description="preferred source good before the return [A]"
    )

    def times(self) -> Times:
        """The times of its machine: it senses while it moves, and a good source is good at once."""
        return Times(0, 0, _us(self.retransfer_s), 0, round(self.transfer_ms * US_PER_MS))


class AutomaticTransferSpec(_TransferSpec, frozen=True):
    """An automatic transfer switch, grid to engines: the keys of a site document."""

    sense_s: float = Field(1.0, ge=0, le=60, description="bad before it is lost, 0.5 to 3 [M]")
    transfer_ms: float = Field(
        100.0, ge=0.001, le=60_000, description="between its contacts, 50 to 150 [M]"
    )
    qualify_s: float = Field(
        0.5, ge=0, le=3600, description="other source good before it is gone to: its stagger [A]"
    )
    retransfer_min: float = Field(
        15.0, ge=0, le=1440, description="preferred good before the return, 5 to 30 [M]"
    )
    transition: Literal["open", "in_phase"] = Field(
        "open", description="in_phase returns between live sources when they agree"
    )
    in_phase_s: float = Field(
        5.0, ge=0, le=600, description="until they do: one turn at 0.2 Hz apart [A]"
    )

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.retransfer_min * S_PER_MIN < self.qualify_s:
            raise ValueError("retransfer_min is shorter than qualify_s: the return is the slow way")
        return self

    def times(self) -> Times:
        """The times of its machine."""
        return Times(
            sense_us=_us(self.sense_s),
            qualify_us=_us(self.qualify_s),
            return_us=_us(self.retransfer_min * S_PER_MIN),
            phase_us=_us(self.in_phase_s) if self.transition == "in_phase" else 0,
            gap_us=round(self.transfer_ms * US_PER_MS),
        )


TransferSpec = StaticTransferSpec | AutomaticTransferSpec


def is_good(spec: TransferSpec, voltage_pu: float) -> bool:
    """Whether a source of this voltage may feed.

    >>> [is_good(StaticTransferSpec(), voltage_pu) for voltage_pu in (0.84, 0.85, 1.1, 1.11)]
    [False, True, True, False]
    """
    return spec.min_pu <= voltage_pu <= spec.max_pu


def _us(span_s: float) -> int:
    return round(span_s * US_PER_S)
