"""Weather, grid and markets: each change of an outside series becomes a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import simpy

from twin.drivers.contract import Agenda, Priority, Process, Scheduled
from twin.facts import Fact
from twin.facts.outside import (
    BtcPriceChanged,
    DifficultyRetargeted,
    FeesChanged,
    GridFrequencyChanged,
    GridVoltageChanged,
    PriceChanged,
    SubsidyHalved,
    WeatherChanged,
)
from twin.series import Series

Row = tuple[float, ...]


class Outside(Scheduled):
    """Follows one series.

    At the start of a run its first value is a fact too; a rebuilt one only says what is new.
    """

    def __init__(
        self,
        series: Series,
        subject: str,
        priority: int,
        make: Callable[[Row], Fact],
        nth: int = 0,
    ) -> None:
        """Follow `series`, making facts about `subject` out of its rows.

        Two that share a subject and a priority differ in `nth`: it is their order at one instant.
        """
        self._series = series
        self._subject = subject
        self._priority = priority
        self._make = make
        self._nth = nth
        self._first = False

    def say_first(self) -> Outside:
        """Also say the value that holds when the process starts: for a run that begins."""
        self._first = True
        return self

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """One fact at each change of the series."""
        subject, priority, make, nth = self._subject, self._priority, self._make, self._nth
        start_us: int = env.now  # type: ignore[assignment]
        now_us = start_us
        if self._first:
            yield env.timeout(0)
            agenda.append((priority, subject, nth, make(self._series.at(now_us)), None, "sim"))
        for at_us, row in self._series.changes(start_us):
            yield env.timeout(at_us - now_us)
            now_us = at_us
            agenda.append((priority, subject, nth, make(row), None, "sim"))


def weather(series: Series, site_id: str) -> Outside:
    """Follows the weather; humidity and pressure where the series has them."""
    names = series.names
    dry = names.index("dry_bulb_c")
    humidity = names.index("relative_humidity_frac") if "relative_humidity_frac" in names else -1
    pressure = names.index("pressure_pa") if "pressure_pa" in names else -1

    def _fact(row: Row) -> WeatherChanged:
        relative_frac = round(row[humidity], 4) if humidity >= 0 else 0.5
        pressure_pa = row[pressure] if pressure >= 0 else 101_325.0
        return WeatherChanged(row[dry], relative_frac, pressure_pa)

    return Outside(series, site_id, Priority.WEATHER, _fact)


def grid(levels_pu: Sequence[tuple[int, float]], poi_id: str) -> Outside:
    """Follows the voltage at the interconnect, nominal before the first of its levels."""
    t_us = np.array([0, *(t_us for t_us, _ in levels_pu)], dtype=np.int64)
    voltage_pu = np.array([1.0, *(level_pu for _, level_pu in levels_pu)])
    series = Series.of(t_us, {"voltage_pu": voltage_pu})
    return Outside(series, poi_id, Priority.GRID, lambda row: GridVoltageChanged(row[0]))


def frequency(levels_hz: Sequence[tuple[int, float]], nominal_hz: float, poi_id: str) -> Outside:
    """Follows the frequency of the grid, nominal before the first of its levels."""
    t_us = np.array([0, *(t_us for t_us, _ in levels_hz)], dtype=np.int64)
    level_hz = np.array([nominal_hz, *(hz for _, hz in levels_hz)])
    series = Series.of(t_us, {"frequency_hz": level_hz})
    return Outside(series, poi_id, Priority.GRID, lambda row: GridFrequencyChanged(row[0]), nth=1)


def price(series: Series, poi_id: str) -> Outside:
    """Follows the energy price."""
    return Outside(series, poi_id, Priority.MARKET, lambda row: PriceChanged(row[0]))


def btc_price(series: Series) -> Outside:
    """Follows the bitcoin price."""
    return Outside(series, "BTC", Priority.MARKET + 1, lambda row: BtcPriceChanged(row[0]))


def fees(series: Series) -> Outside:
    """Follows the fees of a block."""
    return Outside(series, "BTC", Priority.MARKET + 2, lambda row: FeesChanged(row[0]))


def difficulty(series: Series) -> Outside:
    """Follows the difficulty, epoch by epoch."""
    steps = _only(series, "difficulty_ratio")
    return Outside(
        steps, "BTC", Priority.MARKET + 3, lambda row: DifficultyRetargeted(row[0], int(row[1]))
    )


def subsidy(series: Series) -> Outside:
    """Follows the block subsidy through halvings."""
    steps = _only(series, "subsidy_btc")
    return Outside(
        steps, "BTC", Priority.MARKET + 4, lambda row: SubsidyHalved(row[0], int(row[1]))
    )


def _only(series: Series, name: str) -> Series:
    """The instants at which one column changes, with the height that holds from there."""
    alone = Series.of(series.t_us, {name: series.column(name)}, end_us=series.end_us)
    at = np.searchsorted(series.t_us, alone.t_us)
    return alone.with_column("height_index", series.column("height_index")[at])
