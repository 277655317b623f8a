"""An example is run from its files to columns: instants, outputs, inputs and crossings."""

from __future__ import annotations

import numpy as np
import pytest

from twin.cli.device_response import respond
from twin.errors import DataError


def ran(tmp_path, table, spec="rated_a: 100\n", kind="fuse"):
    (tmp_path / "spec.yaml").write_text(spec, encoding="utf-8")
    (tmp_path / "inputs.csv").write_text(table, encoding="utf-8")
    return respond(kind, tmp_path / "spec.yaml", tmp_path / "inputs.csv")


def test_outputs_are_read_between_the_rows_too(tmp_path):
    found = ran(tmp_path, "t_s,current_a\n10,90\n70,1100\n130,0\n")
    assert found.times_s[0] == 0.0
    assert found.times_s[-1] == 120.0
    assert len(found.times_s) > 500
    assert np.all(np.diff(found.times_s) > 0.0)
    assert found.rows_s.tolist() == [0.0, 60.0, 120.0]
    assert found.inputs["current_a"].tolist() == [90.0, 1100.0, 0.0]


def test_crossings_stand_at_their_instants(tmp_path):
    found = ran(tmp_path, "t_s,current_a\n10,90\n70,1100\n130,0\n")
    (melted, melted_s), (cleared, cleared_s) = found.crossed_s
    assert (melted, cleared) == ("melted rising", "cleared falling")
    assert melted_s == pytest.approx(60.1, abs=1e-6)
    assert cleared_s == pytest.approx(60.11, abs=1e-6)


def test_times_of_day_are_understood(tmp_path):
    table = "time,current_a\n2026-07-01T00:00-05:00,90\n2026-07-01T06:00Z,0\n"
    assert ran(tmp_path, table).times_s[-1] == 3600.0


def test_no_file_is_left(tmp_path):
    ran(tmp_path, "t_s,current_a\n0,90\n60,0\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inputs.csv", "spec.yaml"]


def test_faults_of_an_example_are_the_commands_own(tmp_path):
    with pytest.raises(DataError, match="is no input column"):
        ran(tmp_path, "t_s,amperes_a\n0,90\n")
