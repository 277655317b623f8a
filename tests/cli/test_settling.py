"""`twin settle` as typed."""

from __future__ import annotations

import csv
import io
import json

import pytest

from twin.run.reading import open_run


def test_a_table_ends_with_the_import_of_the_run(hours, twin):
    code, out, _ = twin("settle", hours)
    whole_mwh = open_run(hours).summary().energy.import_mwh
    assert code == 0
    assert out.splitlines()[-1].startswith(f"8 intervals, {whole_mwh:.4f} MWh for ")


def test_csv_has_a_line_an_interval_with_units_in_its_heads(hours, twin):
    code, out, _ = twin("settle", hours, "--interval", "5min", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, len(rows)) == (0, 24)
    assert rows[0]["interval_start"] == "2026-07-01T00:00:00-05:00"
    for row in rows:
        assert float(row["average_mw"]) == pytest.approx(12 * float(row["energy_mwh"]))
        cost_usd = float(row["energy_mwh"]) * float(row["price_usd_per_mwh"])
        assert float(row["cost_usd"]) == pytest.approx(cost_usd, rel=1e-9)


def test_json_of_a_window_holds_its_intervals_only(hours, twin):
    window = ("--from", "2026-07-01T00:30", "--to", "2026-07-01T01:00")
    _, out, _ = twin("settle", hours, *window, "--format", "json")
    found = json.loads(out)
    assert [one["end_us"] - one["start_us"] for one in found] == [900_000_000] * 2


@pytest.mark.parametrize("interval", ["0s", "often", "1ms"])
def test_an_interval_that_is_none_is_refused_with_what_is_allowed(hours, twin, interval):
    code, _, err = twin("settle", hours, "--interval", interval)
    assert code == 2
    assert "--interval" in err
