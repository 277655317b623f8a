"""`twin plan money`."""

import json

import pytest
from typer.testing import CliRunner

from tests.plan.made import plan
from twin.cli import plan_money
from twin.cli.app import app


def test_accounts_worth_and_assumptions_are_told():
    found = CliRunner().invoke(app, ["plan", "money", "w100-rev2"])
    assert found.exit_code == 0
    assert "capital          -211.0          -235.1" in found.output
    assert "return 15.58%" in found.output
    assert "market.power_usd_per_mwh: 42.0" in found.output
    assert "when B01 leaves" in found.output


def test_a_record_adds_up():
    found = json.loads(plan_money.record(plan()))
    assert sum(found["npv_usd"].values()) == pytest.approx(found["appraisal"]["npv_usd"])
    assert found["speed"] == "schedule and money"
