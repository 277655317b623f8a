"""A file's columns are found by the scenario's word or by a known spelling."""

from __future__ import annotations

import pytest

from twin.errors import DataError
from twin.sources.asked import Asked
from twin.sources.names import SPELLINGS, TIMES, plain, time_column, value_columns

PRICE = ("price_usd_per_mwh",)


def test_the_market_files_own_names_are_known() -> None:
    header = ["Datetime", "Price (USD/MWh)"]
    assert time_column(header, "p.csv", Asked(columns=PRICE)) == "Datetime"
    found = value_columns(header, "p.csv", Asked(columns=PRICE))
    assert found == {"price_usd_per_mwh": "Price (USD/MWh)"}


def test_the_scenarios_word_goes_before_a_known_spelling() -> None:
    asked = Asked(columns=PRICE, named={"price_usd_per_mwh": "b"}, time_column="c")
    header = ["time", "price_usd_per_mwh", "b", "c"]
    assert value_columns(header, "p.csv", asked) == {"price_usd_per_mwh": "b"}
    assert time_column(header, "p.csv", asked) == "c"


def test_a_name_without_a_unit_is_never_guessed() -> None:
    with pytest.raises(DataError) as caught:
        value_columns(["time", "price"], "p.csv", Asked(columns=PRICE))
    (fault,) = caught.value.faults
    assert (fault.what, fault.allowed) == ("no column for price_usd_per_mwh", "time, price")
    assert "columns.price_usd_per_mwh" in fault.remedy


def test_names_that_lead_nowhere_are_all_told() -> None:
    asked = Asked(columns=PRICE, named={"price_usd_per_mwh": "x", "humidity": "time"})
    with pytest.raises(DataError) as caught:
        value_columns(["time", "y"], "p.csv", asked)
    assert [f.path for f in caught.value.faults] == [
        "columns.humidity",
        "columns.price_usd_per_mwh",
    ]


@pytest.mark.parametrize("name", ["when", None])
def test_a_file_without_stamps_is_refused(name: str | None) -> None:
    with pytest.raises(DataError) as caught:
        time_column(["a", "b"], "p.csv", Asked(columns=PRICE, time_column=name))
    assert caught.value.faults[0].path == "time_column"


def test_spellings_are_plain_and_belong_to_one_column() -> None:
    every = [s for spellings in SPELLINGS.values() for s in spellings]
    assert len(set(every)) == len(every)
    assert all(plain(s) == s for s in (*every, *TIMES))
