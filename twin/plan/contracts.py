"""What is bought and sold: power, colocation, reserves; and how money is reckoned."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from twin.documents.fields import Id
from twin.plan.dist import Dist
from twin.site.entries import Part

CreditStep = tuple[float, float]
"""An availability, and the share of rent given back from there up to the next step."""


class PowerContract(Part):
    """How energy is paid for."""

    id: Id
    kind: Literal["index", "block_index", "ppa", "tariff"]
    block_mw: float = Field(default=0.0, ge=0, le=5000)
    block_usd_per_mwh: float = Field(default=0.0, ge=-500, le=5000)
    sellback: bool = Field(default=False, description="Whether an unused block is sold at index.")
    index_node: str = ""
    adders_usd_per_mwh: float = Field(default=0.0, ge=0, le=500)
    tx_method: Literal["4CP", "12CP", "none"] = Field(
        default="none", description="Coincident peaks that the transmission charge is metered at."
    )
    tx_interval_min: int = Field(default=15, ge=1, le=60, description="Length of a peak.")
    tx_usd_per_kw_yr: float = Field(default=70.0, ge=0, le=1000, description="Rate [A].")
    tx_min_bill_frac: float = Field(
        default=0.0, ge=0, le=1, description="Share of the charge that stays [A]."
    )
    demand_usd_per_kw_mo: float = Field(default=0.0, ge=0, le=1000)
    currency: str | None = None


class ColoContract(Part):
    """Rent for critical IT power."""

    id: Id
    it_kw: float = Field(gt=0, le=5e6)
    usd_per_kw_month: float = Field(ge=0, le=10_000)
    escalator_frac: float = Field(default=0.025, ge=-0.5, le=0.5, description="A year [A].")
    term_years: float = Field(default=15.0, gt=0, le=50)
    take_or_pay_frac: float = Field(default=1.0, ge=0, le=1, description="Paid if used or not [A].")
    power_pass_through: bool = Field(default=True, description="The tenant pays its energy [A].")
    sla_frac: float = Field(default=0.99999, gt=0, le=1, description="Availability promised.")
    credit_table: tuple[CreditStep, ...] = Field(
        default=(), description="Availability from which, and the share of rent given back."
    )
    late_grace_days: float = Field(default=30.0, ge=0, le=3650)
    late_ld_usd_per_kw_day: float = Field(default=0.0, ge=0, le=1000, description="Damages.")
    terminate_after_days: float = Field(default=180.0, ge=0, le=3650)
    prepay_frac: float = Field(default=0.0, ge=0, le=1)
    currency: str | None = None

    @model_validator(mode="after")
    def _falling(self) -> Self:
        steps = [step for step, _ in self.credit_table]
        if steps != sorted(steps, reverse=True):
            what = {"allowed": "the highest availability first", "remedy": "sort them"}
            raise PydanticCustomError("order", "has credits in the wrong order", what)
        return self


class Ancillary(Part):
    """Reserve sold on blocks that can be shed."""

    id: Id
    product: Literal["RRS", "ECRS", "NSPIN", "REGUP", "REGDN", "ERS10", "ERS30", "CLR"]
    mw: float = Field(gt=0, le=5000)
    usd_per_mw_h: Dist
    blocks: tuple[Id, ...] = Field(min_length=1)


class Salvage(Part):
    """What a machine brings that is sold when its block goes off."""

    model: str = Field(min_length=1, description="Its name in the catalogue.")
    each_usd: float = Field(ge=0, le=1e6)


class Market(Part):
    """What mining earns and pays while the plan lasts."""

    hashprice_usd_per_ph_day: float = Field(
        default=28.68, ge=0, le=10_000, description="On the day of the price base [S]."
    )
    hashprice_drift_per_year: float = Field(
        default=-0.25, ge=-3, le=3, description="Of its logarithm, halvings aside [A]."
    )
    next_halving: date = Field(
        default=date(2028, 4, 11), description="Halves it, and again every four years [S]."
    )
    power_usd_per_mwh: float = Field(
        default=42.0, ge=-500, le=5000, description="Of a metered megawatt-hour, adders in it [A]."
    )
    pool_fee_frac: float = Field(default=0.01, ge=0, le=1, description="[A]")
    salvage: tuple[Salvage, ...] = ()
    salvage_drift_per_year: float = Field(
        default=0.0, ge=-5, le=3, description="Of the logarithm of what machines bring [A]."
    )


class DepreciationYears(Part):
    """Straight line, by class of asset."""

    asic: float = Field(default=3.0, gt=0, le=60, description="[A]")
    gpu: float = Field(default=5.0, gt=0, le=60, description="Operators claim 6 [S].")
    electrical: float = Field(default=20.0, gt=0, le=60, description="[A]")
    mechanical: float = Field(default=15.0, gt=0, le=60, description="[A]")
    building: float = Field(default=39.0, gt=0, le=60, description="[A]")


class Finance(Part):
    """How money over years is weighed."""

    wacc_frac: float = Field(default=0.10, ge=0, le=1, description="Discount rate, a year [A].")
    tax_frac: float = Field(default=0.21, ge=0, le=1, description="Of profit [A].")
    horizon_years: int = Field(default=15, ge=1, le=60)
    price_base: date = Field(description="Day whose prices the plan is written in.")
    depr_years: DepreciationYears = DepreciationYears()
    inflation_frac: float = Field(default=0.0, ge=-0.2, le=0.5, description="A year [A].")
    contingency_frac: float = Field(default=0.1, ge=0, le=1, description="Of capital cost [A].")
    escalation_frac: float = Field(
        default=0.0, ge=-0.2, le=0.5, description="Of capital cost until ordered, a year [A]."
    )
    ai_running_usd_per_kw_month: float = Field(
        default=20.0, ge=0, le=1000, description="Staff, upkeep and insurance of a hall [A]."
    )
