"""The whole way from a scenario's words to a series over a run, on real files where they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.clocks import best_cpu_s
from twin.documents import parse
from twin.errors import DataError, Fault, ScenarioError
from twin.luck import Luck
from twin.scenario.series import COLUMNS, SeriesSpec
from twin.series.steps import FOREVER_US, Series
from twin.sources import load, span_of
from twin.units import US_PER_DAY, US_PER_H

TEXAS = "America/Chicago"


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def run(
    text: str,
    quantity: str,
    folder: Path = Path(),
    *,
    start: str = "2021-01-01T06:00",
    end: str = "2021-12-31T06:00",
) -> Series:
    spec = parse(text, file="s.yaml", model=SeriesSpec, error=ScenarioError)
    span = span_of(us(start), us(end), TEXAS)
    return load(spec, quantity, base_dir=folder, span=span, luck=Luck(1))


def faults(text: str, quantity: str, folder: Path = Path(), **more: str) -> list[Fault]:
    with pytest.raises(DataError) as caught:
        run(text, quantity, folder, **more)
    return list(caught.value.faults)


# ------------------------------------------------------------------ real files


def test_the_february_storm_is_where_it_was(shared_data: Path) -> None:
    price = run("source: power-prices/processed_2021.csv", "price", shared_data)
    storm = price.mean("price_usd_per_mwh", us("2021-02-15T06:00"), us("2021-02-19T06:00"))
    assert storm > 5000.0
    weather = run("source: weather/2021.json", "weather", shared_data)
    coldest = int(np.argmin(weather.column("dry_bulb_c")))
    assert weather.column("dry_bulb_c")[coldest] == -18.8
    assert us("2021-02-16T06:00") < int(weather.t_us[coldest]) < us("2021-02-16T18:00")


def test_prices_keep_the_days_of_23_and_25_hours(shared_data: Path) -> None:
    price = run("source: power-prices/processed_2021.csv", "price", shared_data)
    assert price.value_at(us("2021-03-14T07:59")) == 15.09
    assert price.value_at(us("2021-03-14T08:00")) == 13.92
    assert [price.value_at(us(f"2021-11-07T0{h}:00")) for h in (6, 7, 8)] == [20.53, 27.0, 26.24]
    assert price.end_us == us("2022-01-01T06:00")


def test_open_meteo_is_five_hours_behind_all_year_whatever_zone_it_names(
    shared_data: Path,
) -> None:
    weather = run("source: weather/2021.json", "weather", shared_data)
    assert weather.start_us == us("2021-01-01T05:00")
    assert weather.end_us == us("2022-01-01T05:00")
    as_named = "{source: weather/2021.json, tz: America/Chicago}"
    spring, autumn = faults(as_named, "weather", shared_data)
    assert spring.value == "2021-03-14T02:00:00 in America/Chicago", "the stamps contradict it"
    assert autumn.value == "3600 s from 2021-11-07T07:00:00Z"


def test_weather_that_ends_an_hour_before_the_year_may_be_held(shared_data: Path) -> None:
    (fault,) = faults("source: weather/2021.json", "weather", shared_data, end="2022-01-01T06:00")
    assert fault.file == "2021.json"
    assert "up to 2022-01-01T05:00:00Z" in fault.allowed
    text = "{source: weather/2021.json, gap_max_s: 3600}"
    held = run(text, "weather", shared_data, end="2022-01-01T06:00")
    assert held.at(us("2022-01-01T06:00")) == held.at(us("2022-01-01T04:59"))


def test_a_typical_year_lies_over_any_year_by_the_hour(shared_data: Path) -> None:
    """Line 9 of the file is January 1, hour 1 (midnight to one): 2.8 °C, 100 %, 98,128 Pa."""
    text = "{source: weather/USA_TX_Dallas-Fort.Worth.epw, align: hour_of_year}"
    weather = run(text, "weather", shared_data, start="2027-12-30", end="2028-03-05")
    assert weather.at(us("2028-01-01T06:30")) == (2.8, 1.0, 98128.0)
    assert weather.at(us("2028-02-29T18:00")) == weather.at(us("2028-02-28T18:00"))
    (fault,) = faults("source: weather/USA_TX_Dallas-Fort.Worth.epw", "weather", shared_data)
    assert fault.remedy == "set align: hour_of_year"


def test_nsrdb_half_hours_name_their_hour(shared_data: Path) -> None:
    """Line 4: 2013-01-01 00:30 in UTC-6, 1.5 °C, dew point -1.8 °C, 929 mbar."""
    name = "weather/sweetwater_abilene_32.32N_100.18W_psmv3_2013.csv"
    weather = run(
        f"source: {name}", "weather", shared_data, start="2013-01-01T06:00", end="2014-01-01T05:59"
    )
    dry, humidity, pressure = weather.at(us("2013-01-01T06:00"))
    assert (dry, pressure) == (1.5, 92_900.0)
    assert humidity == pytest.approx(0.785, abs=0.015)
    assert weather.end_us == us("2014-01-01T06:00")


def test_difficulty_comes_with_heights_and_halvings(shared_data: Path) -> None:
    text = "source: bitcoin/checkpoints_mainnet.json"
    series = run(text, "difficulty", shared_data, start="2020-01-01", end="2026-06-20")
    assert series.at(us("2026-06-14"))[:2] == (124932866006548.16, 953_568.0)
    halvings = [(row[1], row[2]) for _, row in series.changes(us("2020-01-01")) if row[1] % 2016]
    assert halvings == [(630_000.0, 6.25), (840_000.0, 3.125)]


def test_recorded_requests_repeat_over_a_year(shared_data: Path) -> None:
    text = "{source: llm-requests/AzureLLMInferenceTrace_code.csv, align: cycle, tz: UTC}"
    load_ = run(text, "inference", shared_data, end="2021-01-03")
    assert load_.names == ("load_frac",)
    assert load_.column("load_frac").max() == 1.0
    (fault,) = faults(text.replace(", tz: UTC", ""), "inference", shared_data)
    assert "no time zone" in fault.what


@pytest.mark.parametrize(
    ("source", "quantity"),
    [
        ("weather/2021.json", "weather"),
        ("weather/USA_TX_Dallas-Fort.Worth.epw", "weather"),
        ("weather/sweetwater_abilene_32.32N_100.18W_psmv3_2013.csv", "weather"),
        ("power-prices/processed_2021.csv", "price"),
    ],
)
def test_a_year_of_hours_reads_at_once(shared_data: Path, source: str, quantity: str) -> None:
    text = f"{{source: {source}, align: hour_of_year}}"
    best_s = best_cpu_s(lambda: run(text, quantity, shared_data))
    assert best_s < 0.5, "aim 0.05 s; ten times that on a busy machine"


# ------------------------------------------------------------------ without files


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("generate: {kind: weather}", "weather"),
        ("generate: {kind: price}", "price"),
        ("generate: {kind: walk}", "btc_price"),
        ("generate: {kind: fees}", "fees"),
        ("generate: {kind: difficulty}", "difficulty"),
        ("generate: {kind: inference}", "inference"),
        ("generate: {kind: constant, values: {dry_bulb_c: 35}}", "weather"),
        ("generate: {kind: constant, values: {price_usd_per_mwh: 42}}", "price"),
        ("generate: {kind: constant, values: {difficulty_ratio: 1.0e+14}}", "difficulty"),
    ],
)
def test_every_generator_covers_the_run(text: str, quantity: str) -> None:
    series = run(text, quantity)
    assert len(series.at(us("2021-01-01T06:00"))) == len(series.names)
    assert series.at(us("2021-12-31T06:00"))
    assert set(series.names) <= set(COLUMNS[quantity])


def test_a_constant_weather_is_whole() -> None:
    values = "{dry_bulb_c: 35, relative_humidity_frac: 0.2}"
    series = run(f"generate: {{kind: constant, values: {values}}}", "weather")
    assert series.at(0) == (35.0, 0.2, 101_325.0)
    assert series.end_us == FOREVER_US


def test_a_constant_in_the_wrong_unit_is_refused() -> None:
    (fault,) = faults("generate: {kind: constant, values: {dry_bulb_c: 308}}", "weather")
    assert "kelvin" in fault.what


def test_a_generated_series_can_be_re_sampled() -> None:
    series = run("{generate: {kind: price}, every_s: 3600}", "price", end="2021-02-01T06:00")
    assert np.diff(series.t_us).min() >= US_PER_H
    fine = run("generate: {kind: price}", "price", end="2021-02-01T06:00")
    window = (us("2021-01-05T06:00"), us("2021-01-20T06:00"))
    one, two = (s.mean("price_usd_per_mwh", *window) for s in (series, fine))
    assert one == pytest.approx(two)


# ------------------------------------------------------------------ small files


def csv(folder: Path, text: str) -> Path:
    (folder / "p.csv").write_text(text)
    return folder


def hourly(hours: int, *, skip: tuple[int, ...] = ()) -> str:
    first = np.datetime64("2021-01-01T00:00")
    rows = [f"{first + h}" for h in np.arange(hours) * np.timedelta64(60, "m")]
    kept = [f"{t}Z,{i}" for i, t in enumerate(rows) if i not in skip]
    return "\n".join(["time,price_usd_per_mwh", *kept]) + "\n"


def test_interval_means_stamped_at_their_end_are_moved(tmp_path: Path) -> None:
    folder = csv(tmp_path, hourly(48))
    text = "{source: p.csv, holds: interval_mean, stamp: end}"
    series = run(text, "price", folder, start="2021-01-01", end="2021-01-02")
    assert series.value_at(us("2021-01-01T05:00")) == 6.0


def test_a_gap_may_be_bridged_by_the_scenario(tmp_path: Path) -> None:
    folder = csv(tmp_path, hourly(48, skip=(20,)))
    (fault,) = faults("source: p.csv", "price", folder, start="2021-01-01", end="2021-01-02")
    assert (fault.file, fault.line) == ("p.csv", 22)
    text = "{source: p.csv, gap_max_s: 3600}"
    series = run(text, "price", folder, start="2021-01-01", end="2021-01-02")
    assert series.value_at(us("2021-01-01T20:30")) == 19.0


def test_weather_with_dry_bulb_only_takes_the_usual_humidity_and_the_sites_pressure(
    tmp_path: Path,
) -> None:
    text = hourly(48).replace("price_usd_per_mwh", "dry_bulb_c")
    spec = SeriesSpec(source="p.csv")
    span = span_of(us("2021-01-01"), us("2021-01-02"), TEXAS)
    series = load(
        spec, "weather", base_dir=csv(tmp_path, text), span=span, luck=Luck(1), elevation_m=1500.0
    )
    assert series.at(us("2021-01-01T10:00")) == (10.0, 0.5, 84_556.0)


def test_difficulty_by_date_gets_heights(tmp_path: Path) -> None:
    rows = ("2021-01-01T00:00Z,1.8e13", "2021-01-10T00:00Z,2.0e13", "2021-01-24T00:00Z,2.1e13")
    text = "\n".join(["time,difficulty", *rows])
    series = run("source: p.csv", "difficulty", csv(tmp_path, text), start="2021-01-02")
    first, second = series.column("height_index")[:2]
    assert second - first == 2016
    assert series.names == ("difficulty_ratio", "height_index", "subsidy_btc")


def test_fees_in_bitcoin_come_out_as_shares_of_the_subsidy(tmp_path: Path) -> None:
    text = hourly(48).replace("price_usd_per_mwh", "fees_btc")
    day = {"start": "2021-01-01", "end": "2021-01-02"}
    series = run("source: p.csv", "fees", csv(tmp_path, text), **day)
    assert series.names == ("fees_frac",)
    assert series.value_at(us("2021-01-01T05:00")) == pytest.approx(5.0 / 6.25)
    constant = run("generate: {kind: constant, values: {fees_btc: 0.0625}}", "fees", **day)
    assert constant.value_at(us("2021-01-01T05:00")) == pytest.approx(0.01)


def test_of_two_ways_to_say_the_same_the_drivers_own_is_kept(tmp_path: Path) -> None:
    rows = [f"2021-01-0{d}T00:00Z,{d},0.0{d}" for d in (1, 2, 3)]
    folder = csv(tmp_path, "\n".join(["time,fees_btc,fees_frac", *rows]))
    series = run("source: p.csv", "fees", folder, start="2021-01-01", end="2021-01-02")
    assert (series.names, series.at(us("2021-01-02"))) == (("fees_frac",), (0.02,))


def test_a_missing_file_is_named_with_the_folder_it_was_sought_in(tmp_path: Path) -> None:
    (fault,) = faults("source: none.csv", "price", tmp_path)
    assert "No such file" in fault.what
    assert fault.file == str(tmp_path / "none.csv")


def test_standard_time_is_the_sites_winter() -> None:
    span = span_of(us("2021-07-01"), us("2021-07-01") + US_PER_DAY, TEXAS)
    assert span.offset_us == -6 * US_PER_H


@pytest.mark.parametrize(
    ("quantity", "column"),
    [("price", "price_usd_per_mwh"), ("weather", "dry_bulb_c"), ("fees", "fees_btc")],
)
def test_a_single_reading_does_not_hold_for_ever_unnoticed(
    tmp_path: Path, quantity: str, column: str
) -> None:
    (tmp_path / "one.csv").write_text(f"time,{column}\n2020-12-01T00:00:00Z,20\n")
    with pytest.raises(DataError, match="a single reading") as caught:
        run("source: one.csv", quantity, tmp_path)
    assert (caught.value.faults[0].file, caught.value.faults[0].line) == ("one.csv", 2)
