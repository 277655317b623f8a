"""From what a scenario says of a series to the series a run is driven by.

Read or generated, checked, completed, re-sampled, laid over the run: in this order, for every
quantity alike.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from twin.errors import DataError, Fault
from twin.luck import Luck
from twin.scenario.series import COLUMNS, SeriesSpec
from twin.series import bitcoin
from twin.series.align import Span, absolute, cycle, hour_of_year
from twin.series.check import Readings, Rules, series_of
from twin.series.inference import as_load
from twin.series.resample import resample
from twin.series.steps import Series
from twin.series.zones import standard_offset_us, zone
from twin.sources.asked import Asked, Reader
from twin.sources.checkpoints import read_epochs
from twin.sources.delimited import read_csv
from twin.sources.epw import read_epw
from twin.sources.generated import completed, generated
from twin.sources.llm_requests import EVERY_S, read_requests
from twin.sources.nsrdb import read_nsrdb
from twin.sources.open_meteo import read_open_meteo
from twin.sources.recognise import recognise
from twin.units import US_PER_S


def _parquet(path: Path, asked: Asked) -> Readings:
    from twin.sources.parquet import read_parquet  # noqa: PLC0415 - 50 ms, for those who need it

    return read_parquet(path, asked)


READERS: dict[str, Reader] = {
    "csv": read_csv,
    "parquet": _parquet,
    "epw": read_epw,
    "nsrdb": read_nsrdb,
    "open_meteo": read_open_meteo,
}


def span_of(start_us: int, end_us: int, tz: str) -> Span:
    """The time of a run at a site, with the local standard time of the year it starts in."""
    return Span(start_us=start_us, end_us=end_us, offset_us=standard_offset_us(zone(tz), start_us))


def load(
    spec: SeriesSpec,
    quantity: str,
    *,
    base_dir: Path,
    span: Span,
    luck: Luck,
    elevation_m: float = 0.0,
) -> Series:
    """The series of one quantity over the time of a run.

    Args:
        spec: where it comes from and what its stamps mean.
        quantity: a key of `twin.scenario.series.COLUMNS`.
        base_dir: the folder relative paths start from: that of the scenario.
        span: the run's time, from `span_of`.
        luck: of the run; only generators draw.
        elevation_m: the site's, for the pressure where no file tells.

    Returns:
        A value at every instant of the span. Columns: weather `dry_bulb_c`,
        `relative_humidity_frac`, `pressure_pa`; price `price_usd_per_mwh`; btc_price
        `price_usd_per_btc`; fees `fees_frac`; difficulty `difficulty_ratio`, `height_index`,
        `subsidy_btc`; inference `load_frac`.

    Raises:
        DataError: with all faults of the file, or the span the series doesn't cover.
    """
    span = replace(span, gap_max_us=round(spec.gap_max_s * US_PER_S))
    if spec.generate is not None:
        made = generated(spec.generate, quantity, luck, span, elevation_m=elevation_m)
        laid = made if spec.every_s is None else absolute(resample(made, spec.every_s), span)
        return _in_our_terms(laid, span)
    path = base_dir / (spec.source or "")
    try:
        return _in_our_terms(_from_file(path, spec, quantity, span, elevation_m), span)
    except DataError as error:
        raise DataError(
            replace(fault, file=fault.file or path.name) for fault in error.faults
        ) from None


def _from_file(
    path: Path, spec: SeriesSpec, quantity: str, span: Span, elevation_m: float
) -> Series:
    kind = spec.format or recognise(path)
    asked = asked_of(spec, quantity)
    if kind == "checkpoints":
        return absolute(bitcoin.mined_by(read_epochs(path)), span)
    if kind == "llm_requests":
        rates = read_requests(path, asked, every_s=spec.every_s or EVERY_S)
        return _aligned(rates, spec, span, None)
    readings = READERS[kind](path, asked)
    if readings.typical and spec.align == "absolute":
        raise DataError(_typical(path))
    if readings.t_us.size == 1 and spec.interval_s is None:
        raise DataError([*readings.faults, _single(path, int(readings.rows[0]))])
    series = series_of(completed(readings, quantity, elevation_m), rules_of(spec))
    if spec.every_s is not None:
        series = resample(series, spec.every_s)
    laid = _aligned(series, spec, span, readings)
    return bitcoin.by_date(laid) if quantity == "difficulty" else laid


def _in_our_terms(series: Series, span: Span) -> Series:
    """Fees as a share of the subsidy, requests as a share of the busiest interval."""
    names = frozenset(series.names)
    for name in ("fees_frac", "load_frac"):
        if name in names and len(names) > 1:
            columns = {name: series.column(name)}
            return Series.of(series.t_us, columns, end_us=series.end_us, holds=series.holds)
    if "fees_btc" in names:
        return bitcoin.as_shares(series, span)
    return as_load(series) if "requests_per_s" in names else series


def asked_of(spec: SeriesSpec, quantity: str) -> Asked:
    """What a reader is asked for by a series of a scenario."""
    return Asked(
        columns=COLUMNS[quantity],
        named=spec.columns,
        time_column=spec.time_column,
        zone=zone(spec.tz) if spec.tz is not None else None,
        repeated=spec.dst.repeated,
        missing=spec.dst.missing,
    )


def rules_of(spec: SeriesSpec) -> Rules:
    """How a series of a scenario wants its readings judged."""
    return Rules(
        holds=spec.holds,
        stamp=spec.stamp,
        interval_s=spec.interval_s,
        gap_max_s=spec.gap_max_s,
    )


def _aligned(series: Series, spec: SeriesSpec, span: Span, readings: Readings | None) -> Series:
    if spec.align == "absolute":
        return absolute(series, span)
    if spec.align == "cycle":
        return cycle(series, span)
    offset_us = readings.offset_us if readings else None
    return hour_of_year(series, span, source_offset_us=offset_us)


def _single(path: Path, row: int) -> Fault:
    """One reading would hold for ever, unnoticed."""
    return Fault(
        what="the file has a single reading, and nothing says how long it holds",
        file=path.name,
        line=row,
        remedy="add readings, or say generate: {kind: constant, values: {...}} instead of a file",
    )


def _typical(path: Path) -> Fault:
    return Fault(
        what="is a typical year put together from several: its dates are nominal",
        file=path.name,
        path="align",
        value="absolute",
        allowed="hour_of_year or cycle",
        remedy="set align: hour_of_year",
    )
