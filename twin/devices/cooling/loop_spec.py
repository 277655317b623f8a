"""A cooling plant of an AI hall as a site document names it; the defaults are one hall of 34 racks.

That hall: 34 racks of up to 132 kW and what stands beside them, 4.9 MW; 85 % of it into liquid, the
rest into air. Four of five coolant distribution units (CDU) carry it, six dry coolers (five needed)
reject it, and four chillers (three needed on the design day of 42 °C) chill the coils of the air
side and trim the facility water where dry air is too warm.
"""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.cooling.chiller_curves import ChillerSpec
from twin.devices.cooling.dry_cooler import DryCoolerSpec, unit_of
from twin.devices.cooling.exchanger import Exchanger, impossible, rated_exchanger
from twin.devices.cooling.room import RoomSpec, coil_of
from twin.devices.cooling.staging import StagingSpec
from twin.devices.cooling.tower_cells import TowerCellsSpec, cells_of
from twin.units import J_PER_KJ, L_PER_M3, S_PER_MIN, W_PER_KW

_LONGEST_TRIM_DWELL_S = 30.0
_ROUNDED_RATIO = 1.001

FANS_WARM = StagingSpec(up_c=36.0, down_c=32.0, dwell_s=120.0)
FANS_FREE = StagingSpec(up_c=19.0, down_c=16.0, dwell_s=120.0)
COILS_CALL = StagingSpec(up_c=22.0, down_c=19.5, dwell_s=300.0)
TRIM_CALL = StagingSpec(up_c=40.0, down_c=37.0, dwell_s=10.0)
HALL_COOLERS = DryCoolerSpec.model_validate({"unit_kw": 1000.0, "units_count": 6, "fan_kw": 22.0})
HALL_CHILLER = ChillerSpec.model_validate({"rated_kw": 1000.0, "rated_cop_ratio": 4.5})
HALL_ROOM = RoomSpec.model_validate(
    {
        "volume_m3": 2200.0,
        "mass_kj_per_k": 20_000.0,
        "exchange_kw_per_k": 40.0,
        "coils_count": 8,
        "coil_kw": 120.0,
        "fan_kw": 6.0,
    }
)


class CduSpec(BaseModel, frozen=True, extra="forbid"):
    """Equal coolant distribution units with their technology loop, which runs through the racks."""

    installed_count: int = Field(5, ge=1, le=64, description="units that stand there")
    needed_count: int = Field(4, ge=1, le=64, description="units whose pumps give the full flow")
    rated_kw: float = Field(1100.0, gt=0, le=1e5, description="heat of one unit when rated [A]")
    approach_k: float = Field(
        4.0, gt=0, le=40, description="technology supply over facility supply, rated; 4 to 5 [S]"
    )
    flow_l_per_min: float = Field(
        1650.0, gt=0, le=1e6, description="of one unit when rated: 1.5 L/min per kW [S]"
    )
    facility_range_k: float = Field(
        10.0, gt=0, le=40, description="facility water warms by, when rated [M]"
    )
    hot_share_frac: float = Field(0.5, ge=0, le=1, description="of the resistance, racks' side [A]")
    fluid_m3: float = Field(4.0, gt=0, le=1e4, description="in the technology loop [A]")
    metal_kj_per_k: float = Field(
        3400.0, ge=0, le=1e7, description="cold plates and pipes of all racks, 100 a rack [A]"
    )
    fluid_kg_per_m3: float = Field(1009.9, gt=700, le=1500, description="PG25 at 40 °C [V]")
    fluid_j_per_kg_k: float = Field(3968.6, gt=1000, le=4500, description="PG25 at 40 °C [V]")
    pump_kw: float = Field(15.0, ge=0, le=1e4, description="pumps of one unit at full speed [A]")


class FacilityLoopSpec(BaseModel, frozen=True, extra="forbid"):
    """The water between exchangers and dry coolers, and its equal pumps."""

    fluid_m3: float = Field(40.0, gt=0, le=1e5, description="in the facility loop [A]")
    metal_kj_per_k: float = Field(3000.0, ge=0, le=1e7, description="pipes and coils [A]")
    fluid_kg_per_m3: float = Field(992.26, gt=700, le=1500, description="water at 40 °C [V]")
    fluid_j_per_kg_k: float = Field(4179.2, gt=1000, le=4500, description="water at 40 °C [V]")
    pumps_installed_count: int = Field(4, ge=1, le=64, description="pumps that stand there")
    pumps_needed_count: int = Field(3, ge=1, le=64, description="pumps that give the full flow")
    pump_kw: float = Field(22.0, ge=0, le=1e4, description="one at full speed [A]")


class HallChillerSpec(BaseModel, frozen=True, extra="forbid"):
    """Equal chillers that chill the coils of the air side and trim the facility water."""

    chiller: ChillerSpec = Field(HALL_CHILLER, description="each, condensers cooled by air [A]")
    count: int = Field(4, ge=0, le=64, description="chillers that stand there")
    supply_c: float = Field(18.0, ge=5, le=40, description="water that they give [A]")
    coils: StagingSpec = Field(
        COILS_CALL, description="facility supply at which they take over the coils, and leave [A]"
    )
    trim: StagingSpec = Field(
        TRIM_CALL, description="facility supply at which they trim it; none at `down_c` [A]"
    )
    trim_kw_per_k: float = Field(
        600.0, gt=0, le=1e6, description="trimmed per kelvin of facility supply over that [A]"
    )
    condenser_over_k: float = Field(
        6.0, ge=0, le=30, description="condenser fluid entering, over dry bulb [A]"
    )
    auxiliary_frac: float = Field(
        0.03, ge=0, le=0.5, description="condenser fans and water pumps, of the heat taken [A]"
    )
    loaded_frac: float = Field(0.9, gt=0.1, le=1, description="one more runs above this load [A]")


class LoopSpec(BaseModel, frozen=True, extra="forbid"):
    """The cooling plant of an AI hall."""

    cdu: CduSpec = Field(CduSpec.model_validate({}), description="units to the racks")
    facility: FacilityLoopSpec = Field(
        FacilityLoopSpec.model_validate({}), description="water to outdoors"
    )
    coolers: DryCoolerSpec = Field(HALL_COOLERS, description="dry coolers, rated flow in all [A]")
    towers: TowerCellsSpec | None = Field(
        None, description="cells of a wet tower, in place of the dry coolers; none if left out"
    )
    fans: StagingSpec = Field(FANS_WARM, description="facility supply that steps their fans [A]")
    free_fans: StagingSpec = Field(FANS_FREE, description="the same while air cools freely [A]")
    set_low_c: float = Field(
        16.0, ge=-40, le=90, description="least facility supply that fans may be set to hold [A]"
    )
    set_high_c: float = Field(45.0, ge=-40, le=90, description="the most [A]")
    free_below_c: float = Field(
        10.0, ge=-40, le=40, description="dry bulb, of towers wet bulb, that cools it alone [A]"
    )
    free_band_k: float = Field(2.0, ge=1, le=10, description="no longer this far above [A]")
    chillers: HallChillerSpec = Field(
        HallChillerSpec.model_validate({}), description="for coils and trim"
    )
    room: RoomSpec = Field(HALL_ROOM, description="air side: room, coils and class of racks [A]")
    throttle_c: float = Field(50.0, gt=0, le=90, description="racks slow down: supply over it [M]")
    stop_c: float = Field(60.0, gt=0, le=95, description="racks stop: supply over it [M]")
    limit_band_k: float = Field(2.0, ge=1, le=20, description="limits clear this far below [A]")
    air_stop_k: float = Field(
        5.0, ge=1, le=20, description="racks stop: inlet this far over their class [A]"
    )

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        cdu, facility = self.cdu, self.facility
        wrong: list[str] = []
        if cdu.needed_count > cdu.installed_count:
            wrong.append("needed_count of cdu is above installed_count: install as many")
        if facility.pumps_needed_count > facility.pumps_installed_count:
            wrong.append("pumps_needed_count is above pumps_installed_count: install as many")
        if self.throttle_c > self.stop_c - 1.0:
            wrong.append("throttle_c is less than 1 K below stop_c: racks slow down before")
        if self.set_low_c > self.set_high_c:
            wrong.append("set_low_c is above set_high_c: swap them")
        wrong += _water_faults(self)
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


def _water_faults(spec: LoopSpec) -> list[str]:
    """What can't be of the facility water of a plant."""
    wrong: list[str] = []
    if spec.towers is not None and "coolers" in spec.model_fields_set:
        wrong.append("coolers stand beside towers: give one of the two")
    if spec.chillers.trim.dwell_s > _LONGEST_TRIM_DWELL_S:
        wrong.append("dwell_s of trim is so long that water below down_c is trimmed: shorten it")
    cdu = spec.cdu
    if tight := impossible(cdu.approach_k, technology_range_k(cdu), cdu.facility_range_k):
        wrong.append(tight)
    elif branches_w_per_k(spec) > facility_w_per_k(spec) * _ROUNDED_RATIO:
        wrong.append(
            f"exchangers and coils ask for {branches_w_per_k(spec) / W_PER_KW:.0f} kW/K of "
            f"facility water, dry coolers or towers are rated for "
            f"{facility_w_per_k(spec) / W_PER_KW:.0f}: widen the water's ranges"
        )
    return wrong


def technology_range_k(cdu: CduSpec) -> float:
    """What the racks warm the technology loop by, when rated.

    >>> round(technology_range_k(CduSpec()), 2)
    9.98
    """
    m3_per_s = cdu.flow_l_per_min / L_PER_M3 / S_PER_MIN
    return cdu.rated_kw * W_PER_KW / (m3_per_s * cdu.fluid_kg_per_m3 * cdu.fluid_j_per_kg_k)


def cdu_of(cdu: CduSpec) -> Exchanger:
    """One unit's exchanger: technology loop hot, facility loop cold."""
    return rated_exchanger(
        cdu.rated_kw * W_PER_KW,
        cdu.approach_k,
        technology_range_k(cdu),
        cdu.facility_range_k,
        cdu.hot_share_frac,
    )


def facility_w_per_k(spec: LoopSpec) -> float:
    """Mass flow times specific heat of the facility water, at full flow."""
    if spec.towers is not None:
        return cells_of(spec.towers).water_w_per_k
    return spec.coolers.units_count * unit_of(spec.coolers).hot_w_per_k


def rejectors_count(spec: LoopSpec) -> int:
    """Dry coolers, or cells of a tower."""
    return spec.coolers.units_count if spec.towers is None else spec.towers.cells_count


def branches_w_per_k(spec: LoopSpec) -> float:
    """The same of what units and coils ask for together; the rest goes past them."""
    coils_w_per_k = spec.room.coils_count * coil_of(spec.room).cold_w_per_k
    return spec.cdu.needed_count * cdu_of(spec.cdu).cold_w_per_k + coils_w_per_k


def capacities_j_per_k(spec: LoopSpec) -> tuple[float, float, float, float]:
    """What technology loop, facility loop, air and mass of the room store per kelvin."""
    one, two, room = spec.cdu, spec.facility, spec.room
    return (
        one.fluid_m3 * one.fluid_kg_per_m3 * one.fluid_j_per_kg_k + one.metal_kj_per_k * J_PER_KJ,
        two.fluid_m3 * two.fluid_kg_per_m3 * two.fluid_j_per_kg_k + two.metal_kj_per_k * J_PER_KJ,
        room.volume_m3 * room.air_kg_per_m3 * room.air_j_per_kg_k,
        room.mass_kj_per_k * J_PER_KJ,
    )
