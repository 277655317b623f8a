"""What a document may say of a transformer, and what it is told when it says too much."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from twin.devices.transformer_spec import (
    LAST_LIMITS_C,
    TransformerSpec,
    impedance_va,
    load_loss_w,
    no_load_loss_w,
    rated_mva,
    trips_c,
)
from twin.documents import parse
from twin.errors import SiteError


def test_every_key_says_what_it_is():
    for name, field in TransformerSpec.model_fields.items():
        assert field.description, name


@pytest.mark.parametrize(
    ("given_keys", "complaint"),
    [
        ({}, "give the rating once"),
        ({"kva": 100, "mva_max": 1}, "give the rating once"),
        ({"mva_max": 10, "mva_onan": 12}, "mva_onan needs an mva_max above it"),
        ({"kva": 2500, "z_pct": 0.5, "pk_kw": 22}, "no reactance is left"),
        ({"kva": 2500, "alarm_top_oil_c": 105}, "top oil: alarm 105 < trip 105"),
        ({"kva": 2500, "trip_winding_c": 180}, "last limit 180 °C of ieee"),
        ({"kva": 2500, "limit_set": "iec", "trip_winding_c": 165}, "last limit 160 °C of iec"),
        (
            {"stages": [{"mva": 20, "cooling": "onan"}, {"mva": 15, "cooling": "onaf"}]},
            "stages must ascend",
        ),
        (
            {"stages": [{"mva": 20, "cooling": "onan", "start_top_oil_c": 60}]},
            "the first stage is always on",
        ),
        ({"stages": [{"mva": 20, "cooling": "onan"}], "cooling": "of"}, "belongs to each"),
    ],
)
def test_what_can_not_be_is_refused_in_words(given_keys, complaint):
    with pytest.raises(ValidationError, match=complaint):
        TransformerSpec(**given_keys)


def test_all_that_is_wrong_is_said_at_once():
    text = "kva: 2500\nmva_max: 3\nalarm_winding_c: 150\nz_pc: 6\np0_kw: -1\n"
    with pytest.raises(SiteError) as caught:
        parse(text, file="t.yaml", model=TransformerSpec, error=SiteError)
    said = str(caught.value)
    assert "t.yaml:4" in said
    assert "z_pct" in said
    assert "t.yaml:5" in said


def test_trips_lie_below_the_last_limit_of_each_set():
    for name, (oil_c, hot_c) in LAST_LIMITS_C.items():
        trip_oil_c, trip_hot_c = trips_c(TransformerSpec(kva=1000, limit_set=name))
        assert trip_oil_c < oil_c
        assert trip_hot_c < hot_c


def test_default_losses_and_impedance_lie_in_the_ranges_of_the_trade():
    small, large = TransformerSpec(kva=2500), TransformerSpec(mva_max=75)
    assert 1750 <= no_load_loss_w(small) <= 2500
    assert 18e3 <= load_loss_w(small) <= 22e3
    assert 30e3 <= no_load_loss_w(large) <= 60e3
    assert 200e3 <= load_loss_w(large) <= 350e3
    assert impedance_va(small) / 2.5e6 == pytest.approx(0.0575)
    assert 0.08 <= impedance_va(large) / 75e6 <= 0.12


def test_nameplate_losses_are_taken_as_given():
    spec = TransformerSpec(mva_max=25, p0_kw=20, pk_kw=120)
    assert (no_load_loss_w(spec), load_loss_w(spec), rated_mva(spec)) == (20e3, 120e3, 25.0)


def test_a_spec_is_frozen():
    with pytest.raises(ValidationError):
        TransformerSpec(kva=100).kva = 200
