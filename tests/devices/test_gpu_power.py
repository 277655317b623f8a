"""The power law of a rack: plateaus, caps, checkpoints and swings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.devices.shapes import NVL72
from tests.devices.shapes import shape_of as job
from twin.devices.gpu_power import (
    HallSpec,
    RackSpec,
    capped_rate_frac,
    pace,
    rack_w,
    usual_checkpoint_s,
    wave_mean_w,
    wave_ripple_w,
    wave_rms_w,
)

shares = st.floats(0.0, 1.0)
caps = st.floats(30e3, 132e3)


@st.composite
def jobs(draw):
    low, high = sorted((draw(shares), draw(shares)))
    return job(high, low, draw(shares), draw(st.sampled_from([0.0, 600.0, 3600.0])))


def test_load_runs_from_idle_to_maximum():
    assert rack_w(NVL72, 0.0) == 30e3
    assert rack_w(NVL72, 1.0) == 132e3
    assert rack_w(NVL72, NVL72.typical_frac) == pytest.approx(110e3)


def test_a_cap_slows_work_by_the_power_law():
    assert capped_rate_frac(NVL72, 132e3, 132e3) == 1.0
    assert capped_rate_frac(NVL72, 132e3, 81e3) == pytest.approx(0.5**0.6)
    assert capped_rate_frac(NVL72, 132e3, 30e3) == 0.0


def test_a_cap_above_the_plateau_costs_nothing():
    assert capped_rate_frac(NVL72, 110e3, 120e3) == 1.0
    assert pace(NVL72, job(high=0.5), 100e3) == pace(NVL72, job(high=0.5), 132e3)


def test_checkpoints_take_their_share_of_power_and_time():
    how = pace(NVL72, job(), 132e3)
    wave = 0.8 * 132e3 + 0.2 * 81e3
    assert how.rate_frac == pytest.approx(1200 / 1260)
    assert how.mean_w == pytest.approx((1200 * wave + 60 * 0.4 * wave) / 1260)


def test_shown_checkpoints_are_in_neither_mean_nor_rate():
    how = pace(NVL72, job(), 132e3, shown=True)
    assert how.mean_w == pytest.approx(121_800.0)
    assert how.rate_frac == 1.0
    assert how.write_w == pytest.approx(0.4 * 121_800.0)


@given(shape=jobs(), cap_w=caps, shown=st.booleans())
def test_a_rack_draws_between_idle_and_its_cap(shape, cap_w, shown):
    how = pace(NVL72, shape, cap_w, shown=shown)
    tiny = 1e-6
    assert 30e3 - tiny <= how.low_w <= how.high_w + tiny
    assert how.high_w <= cap_w
    assert 30e3 - tiny <= how.mean_w <= cap_w + tiny
    assert 30e3 <= how.write_w <= cap_w
    assert 0.0 <= how.rate_frac <= 1.0


@given(shape=jobs(), low=caps, high=caps)
def test_a_lower_cap_never_speeds_work(shape, low, high):
    low, high = sorted((low, high))
    assert pace(NVL72, shape, low).rate_frac <= pace(NVL72, shape, high).rate_frac


@given(high=st.floats(0.0, 2e5), low_frac=shares, duty=shares)
def test_the_swing_splits_into_mean_and_ripple(high, low_frac, duty):
    low = high * low_frac
    mean, ripple = wave_mean_w(high, low, duty), wave_ripple_w(high, low, duty)
    assert wave_rms_w(high, low, duty) ** 2 == pytest.approx(
        mean**2 + ripple**2, rel=1e-9, abs=1e-3
    )


def test_a_training_swing_of_polca_size_is_within_the_model():
    how = pace(NVL72, job(high=1.0, low=1.0 - 0.375 * 132 / 102), 132e3)
    assert (how.high_w - how.low_w) / 132e3 == pytest.approx(0.375)


def test_larger_jobs_save_more_often():
    assert usual_checkpoint_s(NVL72, 34) == pytest.approx(2949.3, abs=0.5)
    assert usual_checkpoint_s(NVL72, 170) < usual_checkpoint_s(NVL72, 34) / 2


@pytest.mark.parametrize(
    "fault",
    [
        {"idle_kw": 120.0},
        {"typical_kw": 140.0},
        {"repair_min_h": 30.0},
        {"liquid_frac": 1.1},
        {"x": 1},
    ],
)
def test_an_impossible_rack_is_refused(fault):
    with pytest.raises(ValidationError):
        RackSpec.model_validate(NVL72.model_dump() | fault)


def test_a_hall_cannot_keep_more_inference_racks_than_it_has():
    with pytest.raises(ValidationError):
        HallSpec(rack=NVL72, racks_count=4, inference_count=5)


def test_every_key_says_what_it_means():
    for spec in (RackSpec, HallSpec):
        assert all(field.description for field in spec.model_fields.values())
