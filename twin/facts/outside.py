"""Facts from outside the fence: weather, the grid, power and bitcoin markets."""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class WeatherChanged(Fact, frozen=True):
    """The air around the site changed. Subject: the site.

    Attributes:
        dry_bulb_c: dry-bulb temperature.
        relative_humidity_frac: 0 to 1.
        pressure_pa: station pressure.
    """

    PRINCIPAL: ClassVar[str] = "dry_bulb_c"
    CHANGES_POWER: ClassVar[bool] = True
    dry_bulb_c: float
    relative_humidity_frac: float = 0.5
    pressure_pa: float = 101_325.0


class GridVoltageChanged(Fact, frozen=True):
    """The grid's voltage changed: a sag, an outage, its end. Subject: the interconnect.

    Attributes:
        voltage_pu: of nominal; 0 is an outage.
    """

    PRINCIPAL: ClassVar[str] = "voltage_pu"
    CHANGES_POWER: ClassVar[bool] = True
    voltage_pu: float


class GridFrequencyChanged(Fact, frozen=True):
    """The grid's frequency changed. Subject: the interconnect."""

    PRINCIPAL: ClassVar[str] = "frequency_hz"
    frequency_hz: float


class PriceChanged(Fact, frozen=True):
    """The energy price at the site's node changed. Subject: the interconnect."""

    PRINCIPAL: ClassVar[str] = "price_usd_per_mwh"
    price_usd_per_mwh: float


class BtcPriceChanged(Fact, frozen=True):
    """The bitcoin price changed. Subject: BTC."""

    PRINCIPAL: ClassVar[str] = "price_usd_per_btc"
    price_usd_per_btc: float


class FeesChanged(Fact, frozen=True):
    """Transaction fees changed, as a share of the block subsidy. Subject: BTC."""

    PRINCIPAL: ClassVar[str] = "fees_frac"
    fees_frac: float


class DifficultyRetargeted(Fact, frozen=True):
    """A new difficulty epoch began. Subject: BTC.

    Attributes:
        difficulty_ratio: expected hashes a block are this times 2^32.
        height_index: block height of the epoch's first block.
    """

    PRINCIPAL: ClassVar[str] = "difficulty_ratio"
    difficulty_ratio: float
    height_index: int


class SubsidyHalved(Fact, frozen=True):
    """The block subsidy took a new value at a halving height. Subject: BTC."""

    PRINCIPAL: ClassVar[str] = "subsidy_btc"
    subsidy_btc: float
    height_index: int
