"""`twin check` and `twin schema` as typed."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from tests.site.small import SITE
from twin.cli.app import app


def test_a_sound_document_says_so_and_exits_zero():
    done = CliRunner().invoke(app, ["check", "w100-hybrid"])
    assert (done.exit_code, done.stdout) == (0, "w100-hybrid: no faults\n")


def test_all_faults_of_a_document_come_at_once(tmp_path):
    path = tmp_path / "site.yaml"
    text = SITE.replace("kv: 138", "kv: -138", 1) + "colour: blue\n"
    assert text.count("-138") == 1
    path.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(path), "--set", "transformers[T1].z_pct=-9"])
    assert done.exit_code == 2
    assert "colour" in done.stderr
    assert "-138" in done.stderr
    assert "z_pct" in done.stderr
    assert done.stderr.startswith("twin: ")


@pytest.mark.parametrize("kind", ["site", "scenario", "catalogue", "facts"])
def test_schemas_are_json(kind):
    done = CliRunner().invoke(app, ["schema", kind])
    assert json.loads(done.stdout)["$schema"].startswith("https://json-schema.org/")


def test_an_unknown_schema_is_refused():
    done = CliRunner().invoke(app, ["schema", "forecast"])
    assert done.exit_code == 2
    assert "site, scenario, plan, catalogue, facts" in done.stderr
