"""The state as tables: limits beside values, conditions in words."""

from __future__ import annotations

import pytest

from tests.run.months import OUTAGE_US, outage_hours
from twin.cli.stating import name_and_unit, state_text, words_of
from twin.run.reading import open_run
from twin.units import US_PER_MIN


@pytest.fixture(scope="module")
def run(hours):
    return open_run(hours)


@pytest.fixture(scope="module")
def text(run):
    return state_text(run, run.state(run.span_us[1]))


def test_the_import_stands_beside_what_is_contracted(text):
    (line,) = (line for line in text.splitlines() if line.startswith("import"))
    assert line.endswith("of 100.00 MW contracted")


def test_limits_stand_in_the_head_of_the_main_transformers(text):
    assert "main transformers (hot-spot limits 110/120/140 °C)" in text


@pytest.mark.parametrize("asset", ["T1", "T4", "H1", "H3", "B04", "B16", "M2", "TIE-12"])
def test_every_asset_that_matters_has_a_line(text, asset):
    assert any(line.split()[:1] == [asset] for line in text.splitlines())


def test_what_is_not_in_service_and_what_only_machines_read_is_left_out(text):
    assert "B01" not in text
    assert "{" not in text


def test_one_asset_alone_tells_everything_of_itself(run):
    text = state_text(run, run.state(run.span_us[1], "B04-U1-s21"))
    assert "B04-U1-s21: " in text
    assert "machines" in text
    assert "T1" not in text


def test_conditions_are_one_phrase():
    assert words_of(["alarm: winding", "open"]) == "alarm: winding; open"


def test_supplies_engines_and_cooling_plants_have_tables_of_their_own():
    run = open_run(outage_hours())
    text = state_text(run, run.state(OUTAGE_US + 30 * US_PER_MIN))
    for title, asset in (("supplies", "H1-UPS"), ("engines", "G1"), ("cooling plants", "H1-COOL")):
        table = text[text.index(f"\n{title}\n") :].split("\n\n")[0]
        assert any(line.split()[:1] == [asset] for line in table.splitlines())
    assert "of 4 engines on the bus" in text


def test_policies_say_what_they_keep_in_mind(text):
    (line,) = (line for line in text.splitlines() if line.startswith("  price_curtailment"))
    assert "off for the price" in line


def test_a_quantity_and_its_unit_come_apart():
    assert name_and_unit("price_usd_per_mwh") == ("price", "USD/MWh")
    assert name_and_unit("pue_ratio") == ("PUE", "")
