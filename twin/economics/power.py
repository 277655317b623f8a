"""What energy costs under a contract, settled interval by interval (E11 and its siblings).

Four kinds of contract: all at the index; a fixed block with the rest at the index, where an unused
block is sold back or lost; a power purchase agreement (energy as taken at a fixed price, up to its
size, the rest at the index, with a least take); a tariff (all energy at a fixed price). A block is
netted within each settlement interval, as the market does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import Literal, NamedTuple, assert_never

from twin.economics.curtailment import EnergyValue
from twin.economics.intervals import MeterInterval

Kind = Literal["index", "block_index", "ppa", "tariff"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerContract:
    """How energy is paid for.

    Attributes:
        kind: of contract.
        block_mw: size of the block or of the agreement; an agreement of 0 covers all energy.
        block_usd_per_mwh: fixed price of a block, an agreement or a tariff.
        sellback: whether an unused block is sold at the index; else it is paid for and lost.
        adders_usd_per_mwh: on every megawatt-hour taken.
        min_take_frac: share of an agreement's energy that is paid for, taken or not. 0 is an
            assumption [A].
    """

    kind: Kind
    block_mw: float = 0.0
    block_usd_per_mwh: float = 0.0
    sellback: bool = False
    adders_usd_per_mwh: float = 0.0
    min_take_frac: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyBill:
    """What energy cost, by part.

    Attributes:
        energy_mwh: taken.
        fixed_usd: at the contract's own price.
        index_usd: bought at the index.
        sale_usd: received for an unused block; negative where the index was.
        adders_usd: on all energy.
        shortfall_usd: for what an agreement's least take exceeds the energy taken.
        unused_mwh: of a block, sold or lost.
    """

    energy_mwh: float
    fixed_usd: float
    index_usd: float
    sale_usd: float
    adders_usd: float
    shortfall_usd: float
    unused_mwh: float

    @property
    def total_usd(self) -> float:
        """What is owed; negative where a sale brings more than energy costs."""
        owed = (self.fixed_usd, self.index_usd, self.adders_usd, self.shortfall_usd)
        return fsum((*owed, -self.sale_usd))


class _Part(NamedTuple):
    fixed_mwh: float
    index_mwh: float
    sold_mwh: float
    lost_mwh: float


def energy_bill(contract: PowerContract, intervals: Iterable[MeterInterval]) -> EnergyBill:
    """What the energy of some settlement intervals costs.

    Args:
        contract: how it is paid for.
        intervals: metered energy with the index price of each.

    >>> block = PowerContract(kind="block_index", block_mw=60.0, block_usd_per_mwh=38.0,
    ...                       sellback=True, adders_usd_per_mwh=4.0)
    >>> hour = MeterInterval(start_us=0, end_us=3_600_000_000, energy_j=5 * 3.6e9,
    ...                      price_usd_per_mwh=3_740.0)
    >>> bill = energy_bill(block, [hour])
    >>> bill.fixed_usd, bill.sale_usd, bill.adders_usd, bill.total_usd
    (2280.0, 205700.0, 20.0, -203400.0)
    """
    metered = list(intervals)
    parts = [_part(contract, one) for one in metered]
    priced = list(zip(parts, metered, strict=True))
    energy_mwh = fsum(one.energy_mwh for one in metered)
    return EnergyBill(
        energy_mwh=energy_mwh,
        fixed_usd=fsum(part.fixed_mwh for part in parts) * contract.block_usd_per_mwh,
        index_usd=fsum(part.index_mwh * one.price_usd_per_mwh for part, one in priced),
        sale_usd=fsum(part.sold_mwh * one.price_usd_per_mwh for part, one in priced),
        adders_usd=energy_mwh * contract.adders_usd_per_mwh,
        shortfall_usd=_shortfall_usd(contract, metered, parts),
        unused_mwh=fsum(part.sold_mwh + part.lost_mwh for part in parts),
    )


def energy_value(contract: PowerContract, lmp_usd_per_mwh: float, load_mw: float) -> EnergyValue:
    """What the next megawatt-hour of a load is worth at the fence, for who decides to run.

    Args:
        contract: how energy is paid for.
        lmp_usd_per_mwh: index price now.
        load_mw: metered power with the machines in question.

    >>> held = PowerContract(kind="block_index", block_mw=60.0, block_usd_per_mwh=38.0)
    >>> energy_value(held, 900.0, 50.0).sunk
    True
    """
    inside = load_mw <= contract.block_mw
    price, sunk = lmp_usd_per_mwh, False
    match contract.kind:
        case "index":
            pass
        case "block_index":
            sunk = inside and not contract.sellback
        case "ppa":
            if inside or not contract.block_mw:
                price = contract.block_usd_per_mwh
        case "tariff":
            price = contract.block_usd_per_mwh
        case _:
            assert_never(contract.kind)
    return EnergyValue(
        lmp_usd_per_mwh=price, adders_usd_per_mwh=contract.adders_usd_per_mwh, sunk=sunk
    )


def _part(contract: PowerContract, one: MeterInterval) -> _Part:
    """Energy of an interval: at the fixed price, at the index, sold and lost."""
    energy_mwh, block_mwh = one.energy_mwh, contract.block_mw * one.span_h
    match contract.kind:
        case "index":
            return _Part(0.0, energy_mwh, 0.0, 0.0)
        case "block_index":
            more_mwh, unused_mwh = (
                max(0.0, energy_mwh - block_mwh),
                max(0.0, block_mwh - energy_mwh),
            )
            sold_mwh = unused_mwh if contract.sellback else 0.0
            return _Part(block_mwh, more_mwh, sold_mwh, unused_mwh - sold_mwh)
        case "ppa":
            fixed_mwh = min(energy_mwh, block_mwh) if contract.block_mw else energy_mwh
            return _Part(fixed_mwh, energy_mwh - fixed_mwh, 0.0, 0.0)
        case "tariff":
            return _Part(energy_mwh, 0.0, 0.0, 0.0)
        case _:
            assert_never(contract.kind)


def _shortfall_usd(
    contract: PowerContract, metered: list[MeterInterval], parts: list[_Part]
) -> float:
    if contract.kind != "ppa":
        return 0.0
    span_h = fsum(one.span_h for one in metered)
    least_mwh = contract.min_take_frac * contract.block_mw * span_h
    taken_mwh = fsum(part.fixed_mwh for part in parts)
    return max(0.0, least_mwh - taken_mwh) * contract.block_usd_per_mwh
