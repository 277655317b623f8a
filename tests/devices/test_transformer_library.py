"""Other inputs than the published ones, judged by an independent thermal library."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.transformers import MIN, family, temperatures
from twin.devices.transformer_parameters import THERMAL_SETS

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
cooler_types = pytest.importorskip("transformer_thermal_model.cooler")
models = pytest.importorskip("transformer_thermal_model.model")
schemas = pytest.importorskip("transformer_thermal_model.schemas")
thermal = pytest.importorskip("transformer_thermal_model.schemas.thermal_model")
library = pytest.importorskip("transformer_thermal_model.transformer")

# What the library can express: whole k21 and k22. It knows one lag for the ambient and none that
# follows the oil, so of the IEEE sets only the one with exponent 1, in a steady ambient.
EXPRESSED = ("onan_distribution", "onan", "onaf", "od", "ieee_od")
# Rounding only: 200 profiles of up to 20 steps differ by 6e-14 K at most.
TOLERANCE_K = 1e-10

steps = st.lists(
    st.tuples(st.integers(1, 240), st.floats(0.0, 1.5), st.floats(-15.0, 42.0)),
    min_size=2,
    max_size=20,
)
ratings = st.fixed_dictionaries(
    {
        "oil_rise_k": st.floats(35.0, 65.0),
        "gradient_k": st.floats(12.0, 35.0),
        "loss_ratio": st.floats(3.0, 10.0),
        "oil_tau_min": st.floats(60.0, 300.0),
        "winding_tau_min": st.floats(3.0, 15.0),
    }
)


def rating_of(cooling, own):
    """A parameter set with some of its own constants, as our keys."""
    return {**THERMAL_SETS[cooling]._asdict(), **own}


def user_specs(rating):
    """The same in the library's words, at a rated current of 1."""
    return schemas.UserTransformerSpecifications(
        load_loss=100.0 * rating["loss_ratio"],
        no_load_loss=100.0,
        nom_load_sec_side=1.0,
        amb_temp_surcharge=0.0,
        top_oil_temp_rise=rating["oil_rise_k"],
        winding_oil_gradient=rating["gradient_k"],
        hot_spot_fac=1.0,
        time_const_oil=rating["oil_tau_min"],
        time_const_windings=rating["winding_tau_min"],
        oil_const_k11=rating["k11_ratio"],
        winding_const_k21=int(rating["k21_ratio"]),
        winding_const_k22=int(rating["k22_ratio"]),
        oil_exp_x=rating["oil_exponent_ratio"],
        winding_exp_y=rating["winding_exponent_ratio"],
    )


def library_says(profile, unit):
    """Top oil and hot-spot at the end of each step; in a profile a load acts before its instant."""
    clock, minutes = [pd.Timestamp("2021-01-01")], 0
    for wait, _, _ in profile:
        minutes += wait
        clock.append(clock[0] + pd.Timedelta(minutes=minutes))
    loads = [profile[0][1], *(load for _, load, _ in profile)]
    airs = [profile[0][2], *(air for _, _, air in profile)]
    told = schemas.InputProfile.create(
        datetime_index=clock, load_profile=loads, ambient_temperature_profile=airs
    )
    start = thermal.initial_state.InitialLoad(initial_load=loads[0])
    found = models.Model(temperature_profile=told, transformer=unit, initial_condition=start).run()
    return list(zip(found.top_oil_temp_profile, found.hot_spot_temp_profile, strict=True))[1:]


def twin_says(profile, spec):
    """The same by the twin."""
    one = family(spec, ambient_c=profile[0][2])
    one.settle(0, 0, profile[0][1] * 1e6)
    return followed(one, profile, [0] * len(profile))


def followed(one, profile, stages):
    """The temperatures at the end of each step, in the stage told for it."""
    now, seen = 0, []
    for (wait, load, air), stage in zip(profile, stages, strict=True):
        one.set_stage(0, now, stage)
        one.ambient.set_ambient(now, air)
        one.set_load(0, now, load * 1e6)
        now += wait * MIN
        seen.append(temperatures(one, now))
    return seen


def apart_k(found, judge):
    """The largest difference of any temperature."""
    return float(np.max(np.abs(np.subtract(found, judge))))


def test_two_hundred_profiles_agree_with_the_library():
    """Days of up to 20 steps through every parameter set that it can express."""
    apart = dict.fromkeys(EXPRESSED, 0.0)

    @settings(max_examples=200)
    @given(steps, ratings, st.sampled_from(EXPRESSED))
    def judged(profile, own, cooling):
        rating = rating_of(cooling, own)
        if cooling.startswith("ieee"):
            profile = [(wait, load, profile[0][2]) for wait, load, _ in profile]
        unit = library.PowerTransformer(user_specs(rating), cooler_types.CoolerType.ONAF)
        found = twin_says(profile, {"mva_max": 1.0, "cooling": cooling, **rating})
        apart[cooling] = max(apart[cooling], apart_k(found, library_says(profile, unit)))

    judged()
    sys.stdout.write(f"worst difference by set, K: {apart}\n")
    assert max(apart.values()) < TOLERANCE_K
    assert min(apart.values()) > 0.0, "a set that was never drawn"


@settings(max_examples=40)
@given(steps, ratings)
def test_a_distribution_transformer_agrees_with_the_librarys_own(profile, own):
    """Its class, with the surcharge of a closed room left out."""
    rating = rating_of("onan_distribution", own)
    unit = library.DistributionTransformer(user_specs(rating))
    found = twin_says(profile, {"kva": 1000.0, **rating})
    assert apart_k(found, library_says(profile, unit)) < TOLERANCE_K


@settings(max_examples=60)
@given(steps, ratings, ratings, st.lists(st.integers(0, 1), min_size=20, max_size=20))
def test_fans_that_start_and_stop_agree_with_the_library(profile, own, natural, stages):
    """Base and constants change in each step told; the states go on.

    The library always settles with its fans running, so they do in the first step.
    """
    forced, bare = rating_of("onaf", own), rating_of("onan", natural)
    stages = [1, *stages[1 : len(profile)]]
    # Losses have one rating: at 0.6 of it the load loss is 0.36 of that at the whole.
    bare["loss_ratio"] = forced["loss_ratio"]
    switch = thermal.CoolingSwitchSettings(
        fan_on=np.array([bool(stages[0]), *(bool(stage) for stage in stages)]),
        onan_parameters=thermal.ONANParameters(
            top_oil_temp_rise=bare["oil_rise_k"],
            time_const_oil=bare["oil_tau_min"],
            time_const_windings=bare["winding_tau_min"],
            load_loss=100.0 * forced["loss_ratio"] * 0.36,
            nom_load_sec_side=0.6,
            winding_oil_gradient=bare["gradient_k"],
            hot_spot_fac=1.0,
        ),
    )
    unit = library.PowerTransformer(user_specs(forced), cooler_types.CoolerType.ONAF, switch)
    told = [
        {"mva": mva, "cooling": cooling, **{key: rating[key] for key in own}}
        for mva, cooling, rating in ((0.6, "onan", bare), (1.0, "onaf", forced))
    ]
    whole = {key: value for key, value in told[1].items() if key != "mva"}
    settled = family({**whole, "mva_max": 1.0}, ambient_c=profile[0][2])
    settled.settle(0, 0, profile[0][1] * 1e6)
    one = family({"stages": told}, ambient_c=profile[0][2])
    one.set_stage(0, 0, 1)
    one.place(0, 0, settled.own_rise_k(0, 0), settled.gradients_k(0, 0))
    found = followed(one, profile, stages)
    assert apart_k(found, library_says(profile, unit)) < TOLERANCE_K
