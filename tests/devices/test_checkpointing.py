"""Interruptions and checkpoint intervals against published counts and formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.checkpointing import (
    daly_interval_s,
    gpu_job_mttf_h,
    node_job_mttf_h,
    observed_mttf_h,
    wasted_frac,
    young_interval_s,
)

LLAMA_MTTF_H = 3.0930788


def test_llama_3_was_interrupted_every_three_hours_47():
    assert observed_mttf_h(419, 54.0) == pytest.approx(LLAMA_MTTF_H, abs=1e-4)
    assert observed_mttf_h(419, 54.0) * 16_384 == pytest.approx(50_677.0, rel=1e-5)


@pytest.mark.parametrize(
    ("nodes", "hours", "published"),
    [
        pytest.param(2048, 1.80288, 1.8, id="48-16k-GPUs"),
        pytest.param(16_384, 0.225361, 0.23, id="48-131k-GPUs"),
    ],
)
def test_rsc_1_rates_project_to_large_jobs(nodes, hours, published):
    assert node_job_mttf_h(nodes, 6.5) == pytest.approx(hours, abs=1e-5)
    assert node_job_mttf_h(nodes, 6.5) == pytest.approx(published, rel=0.03)


def test_a_cluster_of_2448_gpus_stops_every_20_7_hours_g11():
    assert gpu_job_mttf_h(2448) == pytest.approx(20.7, abs=0.05)
    assert gpu_job_mttf_h(12_528) == pytest.approx(4.0, abs=0.05)


def test_young_and_daly_intervals_49():
    assert young_interval_s(60.0, LLAMA_MTTF_H * 3600) == pytest.approx(1155.9455, abs=1e-3)
    assert daly_interval_s(60.0, LLAMA_MTTF_H * 3600) == pytest.approx(1116.2915, abs=1e-3)


def test_a_write_longer_than_life_leaves_one_checkpoint_a_life():
    assert daly_interval_s(7200.0, 3600.0) == 3600.0


@given(write_s=st.floats(1.0, 300.0), mttf_s=st.floats(5e3, 1e6))
def test_no_other_interval_wastes_less_than_youngs(write_s, mttf_s):
    best = young_interval_s(write_s, mttf_s)
    least = wasted_frac(best, write_s, 600.0, mttf_s)
    for factor in (0.5, 0.9, 1.1, 2.0):
        assert wasted_frac(best * factor, write_s, 600.0, mttf_s) >= least - 1e-15


@given(nodes=st.integers(1, 100_000), factor=st.integers(2, 50))
def test_time_between_interruptions_falls_with_the_number_of_nodes(nodes, factor):
    few, many = node_job_mttf_h(nodes, 6.5), node_job_mttf_h(nodes * factor, 6.5)
    assert few / many == pytest.approx(factor)


@given(
    interval_s=st.floats(1.0, 1e6),
    write_s=st.floats(0.0, 1e4),
    restart_s=st.floats(0.0, 1e4),
    mttf_s=st.floats(1.0, 1e7),
)
def test_waste_is_a_share_of_time(interval_s, write_s, restart_s, mttf_s):
    assert 0.0 <= wasted_frac(interval_s, write_s, restart_s, mttf_s) <= 1.0
