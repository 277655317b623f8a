"""`twin plan tornado`."""

import json

from typer.testing import CliRunner

from twin.cli.app import app

RUN = CliRunner()


def test_swings_of_worth_and_of_each_date_are_tables_and_records():
    found = RUN.invoke(app, ["plan", "tornado", "w100-rev2", "--top", "3"])
    assert found.exit_code == 0
    assert "NPV at P10, million USD" in found.output
    assert "P3 ready at P10, days" in found.output
    record = json.loads(RUN.invoke(app, ["plan", "tornado", "w100-rev2", "--json"]).output)
    assert record["speed"] == "schedule and money"
    assert record["swings"][0]["at_high"]["npv_usd"]
