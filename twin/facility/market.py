"""What the outside world stands at, and the bitcoin mined so far.

Mined bitcoin is expected income (E1): hashes times the chance of a block times its reward. It is
linear in hashes while difficulty, subsidy and fees stand still, so it is closed at each change of
them and exact in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from twin.units import H_PER_TH, S_PER_DAY

HASHES_PER_DIFFICULTY = 2.0**32
H_PER_PH = 1e15


class Market:
    """Weather and markets as they stand.

    Attributes:
        dry_bulb_c, relative_humidity_frac, pressure_pa: the air.
        price_usd_per_mwh: energy at the node.
        series_dry_bulb_c, series_humidity_frac, series_usd_per_mwh: what the series say.
        held_dry_bulb_c, held_usd_per_mwh: what stands in for it, None where nothing does.
        price_usd_per_btc, fees_frac, subsidy_btc, difficulty_ratio, height_index: the bitcoin
            network.
        closed_th: terahashes whose income is in `mined_btc` already.
        mined_btc, income_usd: expected income up to the last change of reward or price, each
            terahash at the price of its own time.
        energy_cost_usd: import priced up to the last change of price or import.
    """

    STATE: ClassVar[tuple[str, ...]] = (
        "dry_bulb_c",
        "relative_humidity_frac",
        "pressure_pa",
        "price_usd_per_mwh",
        "price_usd_per_btc",
        "fees_frac",
        "subsidy_btc",
        "difficulty_ratio",
        "height_index",
        "closed_th",
        "mined_btc",
        "income_usd",
        "closed_import_j",
        "energy_cost_usd",
        "series_dry_bulb_c",
        "series_humidity_frac",
        "series_usd_per_mwh",
        "held_dry_bulb_c",
        "held_usd_per_mwh",
    )

    def __init__(self) -> None:
        """Before the first facts: no reward, no price, a mild day."""
        self.dry_bulb_c = 20.0
        self.relative_humidity_frac = 0.5
        self.pressure_pa = 101_325.0
        self.price_usd_per_mwh = 0.0
        self.price_usd_per_btc = 0.0
        self.fees_frac = 0.0
        self.subsidy_btc = 0.0
        self.difficulty_ratio = 0.0
        self.height_index = 0
        self.closed_th = 0.0
        self.mined_btc = 0.0
        self.income_usd = 0.0
        self.closed_import_j = 0.0
        self.energy_cost_usd = 0.0
        self.series_dry_bulb_c = self.dry_bulb_c
        self.series_humidity_frac = self.relative_humidity_frac
        self.series_usd_per_mwh = 0.0
        self.held_dry_bulb_c: float | None = None
        self.held_usd_per_mwh: float | None = None

    @property
    def btc_per_th(self) -> float:
        """Expected income of one terahash."""
        if self.difficulty_ratio <= 0.0:
            return 0.0
        return (
            H_PER_TH
            / (self.difficulty_ratio * HASHES_PER_DIFFICULTY)
            * self.subsidy_btc
            * (1.0 + self.fees_frac)
        )

    @property
    def hashprice_usd_per_ph_day(self) -> float:
        """What a PH/s earns in a day (E2)."""
        return self.btc_per_th * (H_PER_PH / H_PER_TH) * S_PER_DAY * self.price_usd_per_btc

    def close_hashes(self, total_th: float) -> None:
        """Book the income of all hashes so far at today's reward and price.

        Call before the reward or the price of bitcoin changes.
        """
        earned_btc = (total_th - self.closed_th) * self.btc_per_th
        self.mined_btc += earned_btc
        self.income_usd += earned_btc * self.price_usd_per_btc
        self.closed_th = total_th

    def mined_at_btc(self, total_th: float) -> float:
        """Expected income up to a total of terahashes at or after the last close."""
        return self.mined_btc + (total_th - self.closed_th) * self.btc_per_th

    def income_at_usd(self, total_th: float) -> float:
        """Expected income in dollars up to a total of terahashes at or after the last close."""
        earned_btc = (total_th - self.closed_th) * self.btc_per_th
        return self.income_usd + earned_btc * self.price_usd_per_btc

    def close_import(self, import_j: float, usd_per_j: float) -> None:
        """Book the cost of all import so far at the price that held.

        Call before the price changes.
        """
        self.energy_cost_usd += (import_j - self.closed_import_j) * usd_per_j
        self.closed_import_j = import_j

    def snapshot(self) -> dict[str, Any]:
        """All of it, as plain values."""
        return {name: getattr(self, name) for name in self.STATE}

    def restore(self, columns: Mapping[str, Any]) -> None:
        """Take the values of a snapshot."""
        for name in self.STATE:
            setattr(self, name, columns[name])
