"""Liquid cooling of miners as a site document names it: hydro loops and immersion tanks.

Hydro: water through every machine, its inlet held between 20 and 50 °C, 8 to 10 L/min a machine; it
goes to a dry cooler itself, or by a plate exchanger to a tower's water. Immersion: machines hang in
a tank of oil whose heat leaves by a plate exchanger. Defaults are one container of each: 210 hydro
machines, 1.1 MW; 720 kW in oil.
"""

from __future__ import annotations

from typing import NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.cooling.dry_cooler import DryCoolerSpec
from twin.devices.cooling.exchanger import Exchanger, impossible, rated_exchanger
from twin.devices.cooling.rejection import RejectionSpec
from twin.devices.cooling.staging import StagingSpec
from twin.units import J_PER_KJ, L_PER_M3, S_PER_MIN, W_PER_KW

HYDRO_COOLER = DryCoolerSpec.model_validate(
    {"unit_kw": 1200.0, "approach_k": 7.0, "range_k": 9.0, "fan_kw": 22.0}
)
HYDRO_FANS = StagingSpec(up_c=38.0, down_c=33.0, dwell_s=60.0)
TANK_COOLER = DryCoolerSpec.model_validate(
    {"unit_kw": 800.0, "approach_k": 6.0, "range_k": 8.0, "fan_kw": 15.0}
)
TANK_FANS = StagingSpec(up_c=34.0, down_c=30.0, dwell_s=60.0)


class PlateSpec(BaseModel, frozen=True, extra="forbid"):
    """A plate exchanger to a loop of its own, at the rated heat of what it cools."""

    approach_k: float = Field(4.0, gt=0, le=40, description="coolant leaving over water [S]")
    water_range_k: float = Field(8.0, gt=0, le=40, description="water warms by, rated [M]")
    hot_share_frac: float = Field(0.5, ge=0, le=1, description="of resistance, coolant side [A]")
    water_m3: float = Field(4.0, gt=0, le=1e4, description="in the loop outdoors [A]")
    water_j_per_kg_k: float = Field(4179.2, gt=1000, le=4500, description="water at 40 °C [V]")
    water_kg_per_m3: float = Field(992.26, gt=700, le=1500, description="water at 40 °C [V]")


class _MinerLoopSpec(BaseModel, frozen=True, extra="forbid"):
    """What hydro loops and tanks have in common."""

    pumps_installed_count: int = Field(2, ge=1, le=64, description="pumps that stand there")
    pumps_needed_count: int = Field(1, ge=1, le=64, description="pumps that give the full flow")
    pump_kw: float = Field(11.0, ge=0, le=1e4, description="of one, all loops together [A]")
    warm_c: float = Field(45.0, gt=0, le=90, description="machines should slow down above [A]")
    stop_c: float = Field(50.0, gt=0, le=95, description="machines stop above [M]")
    cold_c: float = Field(20.0, ge=-20, le=60, description="too cold to start below [M]")
    band_k: float = Field(2.0, ge=1, le=20, description="limits clear this far inside [A]")
    inlet_band_k: float = Field(
        2.0, gt=0, le=20, description="change of coolant that is worth telling the machines [A]"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        wrong: list[str] = []
        if not self.cold_c + self.band_k < self.warm_c <= self.stop_c - 1.0:
            wrong.append("cold_c, warm_c and stop_c must rise, by band_k and by 1 K: move one")
        if self.pumps_needed_count > self.pumps_installed_count:
            wrong.append("pumps_needed_count is above pumps_installed_count: install as many")
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


class HydroSpec(_MinerLoopSpec, frozen=True):
    """A loop of water-cooled miners."""

    miners_count: int = Field(210, ge=1, le=1e6, description="machines in the loop [A]")
    miner_kw: float = Field(5.36, gt=0, le=100, description="heat of one when rated [S]")
    flow_l_per_min: float = Field(9.0, gt=0, le=100, description="through one; 8 to 10 [M]")
    fluid_m3: float = Field(1.5, gt=0, le=1e4, description="in the loop [A]")
    fluid_kg_per_m3: float = Field(992.26, gt=700, le=1500, description="water at 40 °C [V]")
    fluid_j_per_kg_k: float = Field(4179.2, gt=1000, le=4500, description="water at 40 °C [V]")
    miner_kj_per_k: float = Field(8.0, ge=0, le=1000, description="metal of one machine [A]")
    plate: PlateSpec | None = Field(None, description="exchanger to outdoors; none if left out")
    rejection: RejectionSpec = Field(HYDRO_COOLER, description="dry coolers or a tower [A]")
    fans: StagingSpec = Field(HYDRO_FANS, description="water from outdoors that steps fans [A]")
    rise_most_k: float = Field(
        15.0, gt=0, le=80, description="machines stop: outlet over inlet beyond this [A]"
    )

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        plate, range_k = self.plate, self.miner_kw * W_PER_KW / self.stream_w_per_k()
        if plate and (wrong := impossible(plate.approach_k, range_k, plate.water_range_k)):
            raise ValueError(wrong)
        return self

    def stream_w_per_k(self) -> float:
        """Mass flow times specific heat through one machine."""
        m3_per_s = self.flow_l_per_min / L_PER_M3 / S_PER_MIN
        return m3_per_s * self.fluid_kg_per_m3 * self.fluid_j_per_kg_k


class ImmersionSpec(_MinerLoopSpec, frozen=True):
    """A tank of oil with miners in it."""

    rated_kw: float = Field(720.0, gt=0, le=1e5, description="heat of its machines, rated [S]")
    warm_c: float = Field(55.0, gt=0, le=90, description="machines should slow down above [A]")
    stop_c: float = Field(60.0, gt=0, le=95, description="machines stop above [A]")
    oil_m3: float = Field(20.0, gt=0, le=1e4, description="oil in the tank [A]")
    oil_kg_per_m3: float = Field(800.0, gt=500, le=2000, description="density [S]")
    oil_j_per_kg_k: float = Field(2100.0, gt=800, le=3000, description="2.0 to 2.2 kJ/(kg K) [S]")
    metal_kj_per_k: float = Field(2000.0, ge=0, le=1e7, description="machines and tank [A]")
    oil_range_k: float = Field(
        8.0, gt=0, le=40, description="oil cools by in the exchanger, rated [A]"
    )
    plate: PlateSpec = Field(PlateSpec.model_validate({}), description="exchanger to outdoors")
    rejection: RejectionSpec = Field(TANK_COOLER, description="dry coolers or a tower [A]")
    fans: StagingSpec = Field(TANK_FANS, description="water from outdoors that steps fans [A]")

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        plate = self.plate
        if wrong := impossible(plate.approach_k, self.oil_range_k, plate.water_range_k):
            raise ValueError(wrong)
        return self


MinerLoopSpec = HydroSpec | ImmersionSpec


class Coolant(NamedTuple):
    """What a loop or a tank is to its equations.

    Attributes:
        heat_j_per_k: coolant with the metal in it.
        stream_w_per_k: mass flow times specific heat of the coolant, rated.
        rated_w: heat of its machines, rated.
        plate: its exchanger; None where the coolant itself goes outdoors.
        water_j_per_k: of the loop outdoors; 0 without one.
        mixed: the exchanger draws from where the machines hang, as in a tank.
        rise_most_k: outlet over inlet at which machines stop; None where none is measured.
    """

    heat_j_per_k: float
    stream_w_per_k: float
    rated_w: float
    plate: Exchanger | None
    water_j_per_k: float
    mixed: bool
    rise_most_k: float | None


def coolant_of(spec: MinerLoopSpec) -> Coolant:
    """What a document describes."""
    if isinstance(spec, ImmersionSpec):
        oil_j_per_k = spec.oil_m3 * spec.oil_kg_per_m3 * spec.oil_j_per_kg_k
        heat_w = spec.rated_kw * W_PER_KW
        heat_j_per_k = oil_j_per_k + spec.metal_kj_per_k * J_PER_KJ
        stream_w_per_k, rise_most_k = heat_w / spec.oil_range_k, None
    else:
        volume_j_per_k = spec.fluid_kg_per_m3 * spec.fluid_j_per_kg_k
        heat_w = spec.miners_count * spec.miner_kw * W_PER_KW
        metal_j_per_k = spec.miners_count * spec.miner_kj_per_k * J_PER_KJ
        heat_j_per_k = spec.fluid_m3 * volume_j_per_k + metal_j_per_k
        stream_w_per_k = spec.miners_count * spec.stream_w_per_k()
        rise_most_k = spec.rise_most_k
    plate, water_j_per_k = None, 0.0
    if spec.plate is not None:
        one = spec.plate
        range_k = heat_w / stream_w_per_k
        plate = rated_exchanger(
            heat_w, one.approach_k, range_k, one.water_range_k, one.hot_share_frac
        )
        water_j_per_k = one.water_m3 * one.water_kg_per_m3 * one.water_j_per_kg_k
    mixed = isinstance(spec, ImmersionSpec)
    return Coolant(heat_j_per_k, stream_w_per_k, heat_w, plate, water_j_per_k, mixed, rise_most_k)
