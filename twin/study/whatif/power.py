"""What-ifs of how the use of the grid is paid for: W4, W16."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twin.economics.bridge import hedged_margins
from twin.economics.transmission import TransmissionCharge, TxMethod, transmission_usd_per_year
from twin.plan.contracts import PowerContract
from twin.plan.loading import ai_mw, block_mw
from twin.study.figures import Figures
from twin.study.kpis import STEADY
from twin.study.whatif.patch import put
from twin.study.whatif.question import Amount, Amounts, Bench, Case, Option, Said, WhatIf
from twin.study.whatif.words import row, sum_of
from twin.units import KW_PER_MW

# Peaks that may fall in any month need about three times the calls of four in summer [A].
_CALLS_RATIO: dict[TxMethod, float] = {"4CP": 1.0, "12CP": 3.0, "none": 0.0}
_YEAR = "of the plant that the plan ends with, all of it on in every peak"
_CALLS = (
    Amount(name="calls", default=25, low=0, high=365, means="calls a summer to be off; of twelve "
           "peaks three times as many"),
    Amount(name="hours", default=3, low=0, high=24, means="hours of a call"),
    Amount(name="hit", default=0.95, low=0, high=1, means="share of peaks that calls hit; 0.75 "
           "with ten a summer"),
    Amount(name="hashprice", default=28.68, low=0, high=10_000,
           means="USD/PH/day while miners are off", assumed=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PeakYear:
    """A year of coincident peaks.

    Attributes:
        through_kw, avoided_kw: demand in them if miners stay on, and if they are off when called.
        through_usd, avoided_usd: the charge of the year after.
        off_mwh: what miners do not draw in the calls.
        lost_usd: margin of that.
    """

    through_kw: float
    avoided_kw: float
    through_usd: float
    avoided_usd: float
    off_mwh: float
    lost_usd: float

    @property
    def saved_usd(self) -> float:
        """What being off is worth, margin taken off."""
        return self.through_usd - self.avoided_usd - self.lost_usd


def peak_year(found: Figures, amounts: Amounts) -> PeakYear:
    """A year of the plant that a plan ends with, under its first power contract (E14)."""
    last, contract = found.plants[-1], found.plan.document.power[0]
    mining_mw = sum(block_mw(found.plate, last, block) for block in last.blocks)
    through_kw = (mining_mw + ai_mw(found.plate, last)) * KW_PER_MW
    avoided_kw = through_kw - mining_mw * KW_PER_MW * (
        amounts["hit"] if contract.tx_method != "none" else 0.0
    )
    span_h = amounts["calls"] * _CALLS_RATIO[contract.tx_method] * amounts["hours"]
    charge = _charge(contract)
    market = found.plan.document.market
    margins = hedged_margins(
        [one for block in sorted(last.blocks) for one in found.purse.bridge.groups[block]],
        amounts["hashprice"],
        market.power_usd_per_mwh,
        span_h,
        pool_fee_frac=market.pool_fee_frac,
    )
    return PeakYear(
        through_kw=through_kw,
        avoided_kw=avoided_kw,
        through_usd=transmission_usd_per_year(charge, through_kw),
        avoided_usd=transmission_usd_per_year(charge, avoided_kw, through_kw),
        off_mwh=mining_mw * span_h,
        lost_usd=sum(one.margin_usd for one in margins),
    )


def _charge(contract: PowerContract) -> TransmissionCharge:
    return TransmissionCharge(
        tx_method=contract.tx_method,
        tx_usd_per_kw_yr=contract.tx_usd_per_kw_yr,
        tx_interval_min=contract.tx_interval_min,
        tx_min_bill_frac=contract.tx_min_bill_frac,
    )


def _method(bench: Bench, method: TxMethod, floor_frac: float | None = None) -> Option:
    """The first power contract with another method, and least bill where one is given."""
    name = method if not floor_frac else f"{method}, least bill {floor_frac:g}"
    power = bench.base.plan.document.power
    if not power:
        own = {"id": "WHATIF-TX", "kind": "index", "tx_method": method}
        floor = {} if floor_frac is None else {"tx_min_bill_frac": floor_frac}
        return Option(name=name, sets=(put("power[+]", {**own, **floor}),))
    sets = [put("power[0].tx_method", method)]
    if floor_frac is not None:
        sets.append(put("power[0].tx_min_bill_frac", floor_frac))
    return Option(name=name, sets=tuple(sets))


def _years(cases: Sequence[Case], amounts: Amounts) -> list[PeakYear | None]:
    """A year of each case; None where the plan has no power contract."""
    return [
        peak_year(one.sound, amounts) if one.sound.plan.document.power else None for one in cases
    ]


def _rows(cases: Sequence[Case], amounts: Amounts) -> Said:
    years = _years(cases, amounts)

    def _each(name: str) -> list[float | None]:
        return [None if year is None else float(getattr(year, name)) for year in years]

    return Said(
        line="",
        rows=(
            row("tag, mining through", "kW", STEADY, _each("through_kw"), _YEAR),
            row("tag, off when called", "kW", STEADY, _each("avoided_kw"), "peaks missed count"),
            row("charge, mining through", "USD/year", STEADY, _each("through_usd")),
            row("charge, off when called", "USD/year", STEADY, _each("avoided_usd")),
            row("curtailed", "MWh/year", STEADY, _each("off_mwh")),
            row("margin of it", "USD/year", STEADY, _each("lost_usd")),
            row("worth of being off", "USD/year", STEADY, _each("saved_usd"), "margin taken off"),
        ),
        notes=("power is paid and its margin reckoned at market.power_usd_per_mwh",),
    )


# ---------------------------------------------------------------- W4
def _methods(bench: Bench, _amounts: Amounts) -> Iterator[Option]:
    yield from (_method(bench, method) for method in ("4CP", "12CP", "none"))


def _say_peaks(_bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    said = _rows(cases, amounts)
    four, twelve = _years(cases, amounts)[1:3]
    assert four is not None, "the patch makes a contract"
    assert twelve is not None, "the patch makes a contract"
    line = (
        f"tag {four.through_kw:,.0f} kW mining through, {four.avoided_kw:,.0f} kW off when called: "
        f"the charge falls by {sum_of(four.through_usd - four.avoided_usd)} USD a year; 4CP costs "
        f"{four.off_mwh:,.0f} MWh and {sum_of(four.lost_usd)} of margin for it, 12CP "
        f"{twelve.off_mwh:,.0f} MWh and {sum_of(twelve.lost_usd)}"
    )
    return Said(line=line, rows=said.rows, notes=said.notes)


# ---------------------------------------------------------------- W16
def _replaced(bench: Bench, amounts: Amounts) -> Iterator[Option]:
    yield _method(bench, "4CP", 0.0)
    yield _method(bench, "12CP", 0.0)
    yield _method(bench, "12CP", amounts["floor"])


def _say_replaced(_bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    said = _rows(cases, amounts)
    four, twelve, floored = _years(cases, amounts)[1:]
    assert four is not None, "the patch makes a contract"
    assert twelve is not None, "the patch makes a contract"
    assert floored is not None, "the patch makes a contract"
    left_frac = floored.saved_usd / four.saved_usd if four.saved_usd else 0.0
    line = (
        f"charge off when called {sum_of(four.avoided_usd)} USD a year under 4CP, "
        f"{sum_of(twelve.avoided_usd)} under 12CP, {sum_of(floored.avoided_usd)} with a least "
        f"bill of {amounts['floor']:g} of what is avoided; worth of being off "
        f"{sum_of(four.saved_usd)}, {sum_of(twelve.saved_usd)}, {sum_of(floored.saved_usd)}: "
        f"{left_frac:.0%} of it left"
    )
    return Said(line=line, rows=said.rows, notes=said.notes)


POWER = (
    WhatIf(
        id="W4",
        question="mining through months of coincident peaks, or off when called",
        amounts=_CALLS,
        options=_methods,
        kpis=("mining_mw",),
        say=_say_peaks,
    ),
    WhatIf(
        id="W16",
        question="twelve peaks and a least bill of {floor} replace four",
        amounts=(
            *_CALLS,
            Amount(name="floor", default=0.8, low=0, high=1, means="share of what is avoided that "
                   "is owed all the same; 0, 0.5 and 0.8 were proposed"),
        ),
        options=_replaced,
        kpis=(),
        say=_say_replaced,
    ),
)  # fmt: skip
