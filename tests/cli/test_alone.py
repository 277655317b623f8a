"""`twin device` as typed."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from twin.cli.app import app
from twin.devices import DEVICES

SPEC = "mva_max: 25\nkv: 138\ninitial: cold\n"
INPUTS = "t_min,load_pu,ambient_c\n0,0.5,20\n60,1.2,35\n240,1.2,35\n"


def invoke(*words: str):
    return CliRunner().invoke(app, ["device", *words])


@pytest.fixture
def unit(tmp_path):
    (tmp_path / "unit.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "load.csv").write_text(INPUTS, encoding="utf-8")
    return tmp_path


def test_the_list_names_every_kind():
    done = invoke("--list")
    assert done.exit_code == 0
    assert all(kind in done.stdout for kind in DEVICES)


def test_what_is_missing_is_told_all_at_once():
    assert "twin device --list" in invoke().stderr
    done = invoke("transformer")
    assert done.exit_code == 2
    assert "--spec: is missing" in done.stderr
    assert "--inputs: is missing" in done.stderr


def test_an_unknown_kind_and_a_spec_that_is_not_there_are_refused(unit):
    inputs = ["--inputs", str(unit / "load.csv")]
    done = invoke("transformator", "--spec", str(unit / "unit.yaml"), *inputs)
    assert (done.exit_code, "transformer" in done.stderr) == (2, True)
    done = invoke("transformer", "--spec", str(unit / "no.yaml"), *inputs)
    assert (done.exit_code, "no.yaml: can't be read" in done.stderr) == (2, True)
    (unit / "unit.yaml").write_bytes(b"\xff\xfe")
    done = invoke("transformer", "--spec", str(unit / "unit.yaml"), *inputs)
    assert (done.exit_code, "is not UTF-8" in done.stderr) == (2, True)
