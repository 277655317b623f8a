"""A path from the grid to a load: protective devices and what lies between them, as a document.

Each link is a device at its head (or none) and then a feeder, a transformer or a bare busbar. A
device's zone reaches to the next device, or to the end of the path.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.breaker import BreakerSpec
from twin.devices.line import LineSpec
from twin.devices.protection.elements import TripUnit, with_breaker
from twin.devices.protection.fault import SourceSpec, Stretch
from twin.devices.protection.fuse import FuseSpec
from twin.devices.protection.fuse import trip_unit as fuse_unit
from twin.devices.protection.moulded_case import MouldedCaseSpec
from twin.devices.protection.moulded_case import trip_unit as moulded_case_unit
from twin.devices.protection.relay import RelaySpec
from twin.devices.protection.relay import trip_unit as relay_unit
from twin.devices.transformer_spec import TransformerSpec
from twin.units import SUFFIXES


class CurrentTransformerSpec(BaseModel, frozen=True, extra="forbid"):
    """The current transformers of a relay, whose settings are in primary amperes."""

    primary_a: float = Field(gt=0, le=100_000, description="rated primary current")
    secondary_a: float = Field(5.0, ge=1, le=5, description="rated secondary current [M]")
    limit_ratio: float = Field(
        20.0, ge=1, le=200, description="multiple of the primary up to which it is true [M]"
    )


class DeviceSpec(BaseModel, frozen=True, extra="forbid"):
    """A relay with its breaker, a moulded-case breaker or a fuse."""

    relay: RelaySpec | None = Field(None, description="needs a breaker to open")
    breaker: BreakerSpec | None = Field(None, description="that the relay opens")
    transformers: CurrentTransformerSpec | None = Field(
        None, description="that the relay measures by; not checked if none"
    )
    moulded_case: MouldedCaseSpec | None = Field(None, description="opens itself")
    fuse: FuseSpec | None = Field(None, description="opens itself")
    load_a: float = Field(0.0, ge=0, le=100_000, description="largest continuous current")

    @model_validator(mode="after")
    def _is_one_device(self) -> Self:
        kinds = (self.relay, self.moulded_case, self.fuse)
        if sum(kind is not None for kind in kinds) != 1:
            message = "give one of relay, moulded_case, fuse"
            raise ValueError(message)
        if (self.relay is None) != (self.breaker is None):
            message = "relay and breaker belong together"
            raise ValueError(message)
        if self.transformers is not None and self.relay is None:
            message = "transformers belong to a relay"
            raise ValueError(message)
        return self


class LinkSpec(BaseModel, frozen=True, extra="forbid"):
    """One link of a path."""

    name: str = Field(min_length=1, max_length=48, description="as findings call it")
    device: DeviceSpec | None = Field(None, description="at its head")
    line: LineSpec | None = Field(None, description="then this feeder")
    transformer: TransformerSpec | None = Field(None, description="or this transformer")
    delta_wye: bool = Field(
        default=True, description="transformer: delta to star, as most that feed low voltage [M]"
    )

    @model_validator(mode="after")
    def _is_one_stretch(self) -> Self:
        if self.line is not None and self.transformer is not None:
            message = "give line or transformer, not both: each is a link"
            raise ValueError(message)
        return self

    @property
    def stretch(self) -> Stretch:
        """What lies behind its head."""
        return self.transformer or self.line


class PathSpec(BaseModel, frozen=True, extra="forbid"):
    """A path from the grid to a load."""

    source: SourceSpec = Field(description="the grid")
    links: tuple[LinkSpec, ...] = Field(min_length=1, description="from the grid to the load")


@dataclass(frozen=True, slots=True, kw_only=True)
class Protector:
    """A device of a path as checks need it.

    Attributes:
        link: index of its link, which is the node it stands at.
        name: of the link.
        unit: its elements, opening included.
        rated_a, continuous_frac, breaking_a: of what opens.
        load_a: largest continuous current.
        transformers: that its relay measures by.
    """

    link: int
    name: str
    unit: TripUnit
    rated_a: float
    continuous_frac: float
    breaking_a: float
    load_a: float
    transformers: CurrentTransformerSpec | None


def protectors(path: PathSpec) -> list[Protector]:
    """The devices of a path, from the grid on."""
    return [
        _protector(n, link.name, link.device)
        for n, link in enumerate(path.links)
        if link.device is not None
    ]


def _protector(link: int, name: str, spec: DeviceSpec) -> Protector:
    opens = spec.breaker or spec.moulded_case or spec.fuse
    assert opens is not None, "a device is one of three kinds"
    return Protector(
        link=link,
        name=name,
        unit=_trip_unit(spec),
        rated_a=opens.rated_a,
        continuous_frac=opens.continuous_frac,
        breaking_a=opens.breaking_ka * SUFFIXES["ka"].si_ratio,
        load_a=spec.load_a,
        transformers=spec.transformers,
    )


def _trip_unit(spec: DeviceSpec) -> TripUnit:
    if spec.fuse is not None:
        return fuse_unit(spec.fuse)
    if spec.moulded_case is not None:
        return moulded_case_unit(spec.moulded_case)
    assert spec.relay is not None
    assert spec.breaker is not None
    return with_breaker(relay_unit(spec.relay), spec.breaker)
