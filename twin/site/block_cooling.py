"""Cooling of a mining block as a document gives it: air containers, hydro loops, immersion tanks.

A block's cooling takes the heat of all its rows together: equal containers, loops or tanks side by
side are written as one of their size. What follows from the block's machines is left out and filled
in: how many they are and what they draw.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from twin.devices.cooling.container import ContainerSpec
from twin.devices.cooling.dry_cooler import DryCoolerSpec
from twin.devices.cooling.miner_loop_spec import HydroSpec, ImmersionSpec
from twin.devices.cooling.pad import PadSpec
from twin.devices.cooling.rejection import RejectionSpec

MEDIA = {"container": ("air",), "hydro": ("hydro",), "immersion": ("immersion", "air")}
"""Machines that each kind of cooling can take, by how their makers cool them."""


class BlockPad(PadSpec, frozen=True):
    """The evaporative pad of a block: all of its rows breathe what leaves it."""

    failure_per_year: float = Field(
        default=0.2, ge=0, le=100, description="Failures of its pump or water supply [A]."
    )
    repair_h: float = Field(default=24.0, gt=0, le=8760, description="Until it is wet again [A].")


class _Breaks(BaseModel, frozen=True, extra="forbid"):
    """How often a unit breaks: a pump, a cooler, a fan, the pump of a pad."""

    unit_per_year: float = Field(0.1, ge=0, le=100, description="Failures of one unit [A].")
    repair_h: float = Field(24.0, gt=0, le=8760, description="Of one unit [A].")
    common_cause_frac: float = Field(
        0.05, ge=0, le=1, description="Failures that take all of a group, 2 to 10 % [A]."
    )


class BlockContainer(ContainerSpec, _Breaks, frozen=True):
    """Air-cooled containers: fans, damper, recirculation, and a pad if one is given."""

    kind: Literal["container"]
    miners_count: int = Field(1, ge=1, le=100_000, description="the block's when left out")


class BlockHydro(HydroSpec, _Breaks, frozen=True):
    """A loop of water-cooled machines; `miners_count`, `miner_kw`: the block's when left out."""

    kind: Literal["hydro"]


class BlockImmersion(ImmersionSpec, _Breaks, frozen=True):
    """Machines in tanks of oil; `rated_kw`: the block's when left out."""

    kind: Literal["immersion"]


BlockCooling = Annotated[BlockContainer | BlockHydro | BlockImmersion, Field(discriminator="kind")]


def sized(cooling: BlockCooling, miners_count: int, heat_kw: float) -> dict[str, Any]:
    """The values of a block's cooling, with what follows from its machines.

    Args:
        cooling: as written.
        miners_count: machines of the block.
        heat_kw: what they draw together, rated.
    """
    given = cooling.model_dump(mode="json", exclude_unset=True)
    if isinstance(cooling, BlockImmersion):
        return {"rated_kw": heat_kw} | given
    if isinstance(cooling, BlockHydro):
        each_kw = heat_kw / miners_count
        return {"miners_count": miners_count, "miner_kw": each_kw} | given
    return {"miners_count": miners_count} | given


def limits_of(cooling: BlockCooling) -> dict[str, float]:
    """What machines of a block make of their coolant: fields of their spec.

    Limits of a loop or tank replace those of a machine in air; a rise over the air outdoors is
    what its cooling works out.
    """
    if isinstance(cooling, BlockContainer):
        return {"inlet_rise_k": 0.0}
    release_c = cooling.warm_c - cooling.band_k
    return {
        "inlet_rise_k": 0.0,
        "throttle_c": cooling.warm_c,
        "release_c": release_c,
        "stop_c": cooling.stop_c,
        "restart_c": release_c,
    }


def rejects_kw(rejection: RejectionSpec) -> float | None:
    """Rated heat of dry coolers; None of a tower, whose fit says how far it goes."""
    if isinstance(rejection, DryCoolerSpec):
        return rejection.unit_kw * rejection.units_count
    return None
