"""Other inputs than the published ones, judged by an independent thermal library."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.transformers import MIN, family, temperatures

pd = pytest.importorskip("pandas")
cooler_types = pytest.importorskip("transformer_thermal_model.cooler")
models = pytest.importorskip("transformer_thermal_model.model")
schemas = pytest.importorskip("transformer_thermal_model.schemas")
initial = pytest.importorskip("transformer_thermal_model.schemas.thermal_model.initial_state")
library = pytest.importorskip("transformer_thermal_model.transformer")

steps = st.lists(
    st.tuples(st.integers(1, 240), st.floats(0.0, 1.5), st.floats(-15.0, 42.0)),
    min_size=2,
    max_size=12,
)
ratings = st.tuples(st.floats(35.0, 60.0), st.floats(12.0, 25.0), st.floats(3.0, 10.0))


def library_says(profile, rating, cooler):
    """Top oil and hot-spot at the end of each step; in a profile a load acts before its instant."""
    rise_k, gradient_k, ratio = rating
    clock, minutes = [pd.Timestamp("2021-01-01")], 0
    for wait, _, _ in profile:
        minutes += wait
        clock.append(clock[0] + pd.Timedelta(minutes=minutes))
    loads = [profile[0][1], *(load for _, load, _ in profile)]
    airs = [profile[0][2], *(air for _, _, air in profile)]
    unit = library.PowerTransformer(
        user_specs=schemas.UserTransformerSpecifications(
            load_loss=100.0 * ratio,
            no_load_loss=100.0,
            nom_load_sec_side=1.0,
            amb_temp_surcharge=0.0,
            top_oil_temp_rise=rise_k,
            winding_oil_gradient=gradient_k,
            hot_spot_fac=1.3,
        ),
        cooling_type=cooler_types.CoolerType.ONAN
        if cooler == "onan"
        else cooler_types.CoolerType.ONAF,
    )
    told = schemas.InputProfile.create(
        datetime_index=clock, load_profile=loads, ambient_temperature_profile=airs
    )
    start = initial.InitialLoad(initial_load=loads[0])
    found = models.Model(temperature_profile=told, transformer=unit, initial_condition=start).run()
    return list(found.top_oil_temp_profile), list(found.hot_spot_temp_profile)


@settings(max_examples=12)
@given(steps, ratings, st.sampled_from(["onan", "onaf"]))
def test_any_profile_agrees_with_the_library(profile, rating, cooler):
    rise_k, gradient_k, ratio = rating
    top_oil_c, hot_spot_c = library_says(profile, rating, cooler)
    spec = {"mva_max": 1.0, "cooling": cooler, "loss_ratio": ratio, "oil_rise_k": rise_k}
    one = family({**spec, "gradient_k": gradient_k * 1.3}, ambient_c=profile[0][2])
    one.settle(0, 0, profile[0][1] * 1e6)
    now = 0
    for n, (wait, load, air) in enumerate(profile, start=1):
        one.ambient.set_ambient(now, air)
        one.set_load(0, now, load * 1e6)
        now += wait * MIN
        assert temperatures(one, now) == pytest.approx((top_oil_c[n], hot_spot_c[n]), abs=1e-8)
