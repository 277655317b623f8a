"""One device alone from the command: oracles, crossings to the last digit, every fault at once."""

from __future__ import annotations

import csv
import io
import textwrap

import pytest

from tests.devices.transformers import ANNEX_AMBIENT_C, ANNEX_LOAD_PU
from twin.cli.device import crossings_csv, device_of, document_model, run_device, span_us
from twin.cli.device_inputs import Clock
from twin.devices import DEVICES
from twin.devices.contract import Crossing
from twin.errors import DataError, RequestError, SiteError

ANNEX_SPEC = """
    mva_max: 1
    cooling: onaf
    loss_ratio: 8
    oil_rise_k: 45
    gradient_k: 35
"""
CASE_S = "t_min,load_pu,ambient_c\n-10,0.6,30\n0,1.4,30\n60,1.4,30\n"


@pytest.fixture
def run(tmp_path):
    """Runs a device on texts; gives the rows of its outputs and of its crossings."""

    def ran(spec, inputs, kind="transformer", every=None):
        path, crossings = tmp_path / "inputs.csv", tmp_path / "crossings.csv"
        path.write_text(textwrap.dedent(inputs), encoding="utf-8")
        out = io.StringIO()
        run_device(
            kind,
            textwrap.dedent(spec),
            "spec.yaml",
            path,
            every=every,
            crossings_path=crossings,
            out=out,
        )
        found = csv.DictReader(io.StringIO(out.getvalue()))
        return list(found), list(csv.DictReader(io.StringIO(crossings.read_text())))

    return ran


def faults_of(run, spec, inputs, error, **more):
    with pytest.raises(error) as caught:
        run(spec, inputs, **more)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("oracle", [pytest.param(0, id="oracle-1-to-4")])
def test_the_annex_profile_from_a_file_is_followed_exactly(run, oracle):
    rows = [f"{3 * n - 3},{ANNEX_LOAD_PU[n]},{ANNEX_AMBIENT_C[n]}\n" for n in range(41)]
    outputs, _ = run(ANNEX_SPEC, "t_min,load_pu,ambient_c\n" + "".join(rows) + "120,0.86,22.2\n")
    read = {
        float(row["t_min"]): (float(row["top_oil_c"]), float(row["hot_spot_raw_c"]))
        for row in outputs
    }
    assert read[0.0] == pytest.approx((63.909017, 90.522307), abs=1e-6)
    assert read[3.0] == pytest.approx((64.027713, 91.538841), abs=1e-6)
    assert read[30.0] == pytest.approx((68.115607, 116.490686), abs=1e-6)
    assert read[120.0] == pytest.approx((79.049675, 100.635544), abs=1e-6)


@pytest.mark.parametrize("oracle", [pytest.param(0, id="oracle-14")])
def test_the_crossings_file_has_the_exact_instant(run, oracle):
    watch = "    limits: [{name: mine, quantity: hot_spot, value_c: 120, direction: rising}]\n"
    _, crossings = run(ANNEX_SPEC + watch, CASE_S)
    found = {row["limit"]: row for row in crossings}
    for limit in ("mine", "shed_winding"):
        row = found[limit]
        assert row["direction"] == "rising"
        assert float(row["t_min"]) == pytest.approx(14.390928587149, abs=1e-9)
        assert float(row["after_first_s"]) / 60 == pytest.approx(24.390928587149, abs=1e-9)
        assert int(row["t_us"]) / 60e6 == pytest.approx(14.390928587149, abs=2e-8)
        assert int(row["t_us"]) / 60e6 >= float(row["t_min"])


@pytest.mark.parametrize("oracle", [pytest.param(0, id="oracle-15")])
def test_life_lost_is_an_output(run, oracle):
    outputs, _ = run(ANNEX_SPEC, CASE_S)
    lost_h = float(outputs[-1]["life_lost_h"]) - float(outputs[1]["life_lost_h"])
    assert lost_h * 60 == pytest.approx(1073.2330100577, abs=1e-6)


def test_rows_in_between_change_no_number(run):
    alone, _ = run(ANNEX_SPEC, CASE_S)
    often, _ = run(ANNEX_SPEC, CASE_S, every="90s")
    assert len(often) > 40
    assert [row for row in often if row["t_min"] in {"-10.0", "0.0", "60.0"}] == alone
    assert [row["t_min"] for row in often[:3]] == ["-10.0", "-8.5", "-7.0"]


def test_the_inputs_of_a_row_hold_until_the_next(run):
    outputs, _ = run(ANNEX_SPEC, CASE_S, every="5min")
    loss = [float(row["loss_w"]) for row in outputs]
    assert loss[0] == loss[1]
    assert loss[2] == loss[3] == loss[-1] > loss[1]


def test_iso_times_come_back_in_their_zone(run):
    inputs = """\
        time,load_mva,ambient_c
        2021-02-15T06:00-06:00,0.6,-5
        2021-02-15T07:00-06:00,1.4,-5
        2021-02-15T09:00-06:00,1.4,-5
    """
    outputs, crossings = run(ANNEX_SPEC, inputs, every="1h")
    assert [row["time"] for row in outputs][:2] == [
        "2021-02-15T06:00:00-06:00",
        "2021-02-15T07:00:00-06:00",
    ]
    assert crossings[0]["time"].startswith("2021-02-15T07:")


def test_a_stage_change_takes_effect_unless_the_spec_says_not(run):
    spec = "    mva_onan: 15\n    mva_max: 25\n"
    inputs = "t_s,load_mva,ambient_c\n0,5,20\n3600,24,30\n40000,24,30\n"
    reacting, crossings = run(spec, inputs)
    still, called = run(spec + "    react: false\n", inputs)
    assert (reacting[-1]["stage_index"], still[-1]["stage_index"]) == ("2", "0")
    assert [row["limit"] for row in called].count("stage_up") == 2
    assert [row["limit"] for row in crossings].count("stage_up") == 2
    assert float(still[-1]["hot_spot_c"]) > float(reacting[-1]["hot_spot_c"])


@pytest.mark.parametrize(
    ("initial", "top_oil_c"),
    [("steady", 52.955348301), ("cold", 30.0), ("{top_oil_c: 44}", 44.0)],
)
def test_it_starts_where_the_spec_says(run, initial, top_oil_c):
    outputs, _ = run(ANNEX_SPEC + f"    initial: {initial}\n", CASE_S)
    assert float(outputs[0]["top_oil_c"]) == pytest.approx(top_oil_c, abs=1e-6)


def test_a_breaker_alone_takes_its_operating_time(run):
    inputs = "t_s,current_a,closed_frac\n0,500,1\n10,500,0\n20,500,0\n"
    outputs, crossings = run("    rated_a: 1000\n", inputs, kind="breaker")
    assert [row["position_index"] for row in outputs] == ["0", "0", "1"]
    assert float(crossings[0]["t_s"]) == 10.06


def test_a_line_alone_says_when_its_conductor_is_too_hot(run):
    inputs = "t_s,load_w,ambient_c\n0,0,40\n60,9.5e6,40\n20000,9.5e6,40\n"
    _, crossings = run("    {length_km: 1, kv: 13.8}\n", inputs, kind="line")
    assert [row["limit"] for row in crossings] == ["conductor_limit"]


class TestFaults:
    def test_the_faults_of_spec_and_inputs_come_together(self, run):
        spec = "    mva_maxx: 1\n    cooling: steam\n"
        said = faults_of(run, spec, "t_s,load_pu,ambient_c\n0,x,30\n", SiteError)
        assert any("spec.yaml:1" in fault and "mva_max" in fault for fault in said)
        assert any("spec.yaml:2" in fault for fault in said)
        assert any("inputs.csv:2: load_pu: is no number" in fault for fault in said)

    def test_faulty_inputs_alone_are_a_data_error(self, run):
        said = faults_of(run, ANNEX_SPEC, "t_s,load_pu,ambient_c\n0,nan,30\n", DataError)
        assert len(said) == 1
        assert said[0].endswith("inputs.csv:2: load_pu: is not finite (is nan)")

    def test_an_unknown_state_is_a_fault_at_its_line(self, run):
        spec = ANNEX_SPEC + "    initial: {oil_c: 40}\n"
        said = faults_of(run, spec, CASE_S, SiteError)
        assert "initial.oil_c" in said[0]
        assert "top_oil_c" in said[0]

    def test_an_unknown_kind_names_the_nearest(self, run):
        said = faults_of(run, "", "", RequestError, kind="transfomer")
        assert "did you mean transformer?" in said[0]

    @pytest.mark.parametrize("every", ["60", "0s", "-1s", "fast", "1 week"])
    def test_a_span_that_is_none_is_refused(self, run, every):
        assert (
            "is no span of time" in faults_of(run, ANNEX_SPEC, CASE_S, RequestError, every=every)[0]
        )

    def test_what_the_device_refuses_is_said_at_its_row(self, run):
        spec = "    {model: S21, th_per_s: 200, power_w: 3500, count: 5}\n"
        inputs = "t_s,failed_count\n0,0\n60,9\n"
        said = faults_of(run, spec, inputs, DataError, kind="asic_row")
        assert "inputs.csv:3" in said[0]

    def test_a_folder_that_is_not_there_is_said(self, tmp_path):
        path = tmp_path / "inputs.csv"
        path.write_text(CASE_S)
        with pytest.raises(RequestError, match="can't be written"):
            run_device(
                "transformer",
                "kva: 1000",
                "spec.yaml",
                path,
                out=io.StringIO(),
                crossings_path=tmp_path / "none" / "c.csv",
            )


@pytest.mark.parametrize(
    ("text", "us"), [("60s", 60_000_000), ("1.5 h", 5_400_000_000), ("1d", 86_400_000_000)]
)
def test_spans_are_read_as_people_write_them(text, us):
    assert span_us(text) == us


def test_every_kind_has_a_document_with_an_initial():
    for kind in DEVICES:
        assert "initial" in document_model(device_of(kind)).model_fields


def test_crossings_of_microsecond_clocks_do_not_repeat_the_column():
    crossing = Crossing(limit="hot", direction="rising", anchor_us=10, after_us=0.25)
    text = crossings_csv([crossing], Clock("t_us"), 0)
    assert text == "limit,direction,t_us,after_first_s\nhot,rising,11,1.025e-05\n"
