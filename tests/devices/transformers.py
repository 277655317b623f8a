"""Transformers as the tests need them: the annex unit of IEC 60076-7 and families of one."""

from __future__ import annotations

from twin.devices.ambient import AmbientFilters
from twin.devices.transformer import Transformers
from twin.devices.transformer_equations import ambient_lags_s
from twin.devices.transformer_spec import TransformerSpec
from twin.devices.transformer_unit import unit_constants

S = 1_000_000
MIN = 60 * S
HOUR = 60 * MIN
DAY = 24 * HOUR

IEC_A = {
    "mva_max": 1.0,
    "cooling": "onaf",
    "loss_ratio": 8.0,
    "oil_rise_k": 45.0,
    "gradient_k": 35.0,
    "oil_tau_min": 150.0,
    "winding_tau_min": 7.0,
}
ANNEX_LOAD_PU = [
    *(0.81, 0.87, 0.88, 0.86, 0.90, 0.92, 0.95, 0.96, 0.97, 1.00, 1.70, 1.70, 1.73, 1.72),
    *(1.69, 1.68, 1.71, 1.69, 1.67, 1.68, 1.63, 1.59, 1.53, 1.49, 1.41, 1.38, 1.32, 1.28),
    *(1.21, 1.19, 0.87, 0.88, 0.87, 0.86, 0.85, 0.87, 0.83, 0.86, 0.85, 0.82, 0.86),
]
ANNEX_AMBIENT_C = [
    *(30.3, 29.9, 29.8, 29.5, 29.6, 29.5, 29.5, 28.9, 29.0, 28.6, 28.0, 28.7, 27.8, 28.1),
    *(27.9, 27.1, 26.9, 26.7, 27.2, 26.7, 26.9, 26.5, 26.2, 26.3, 25.4, 25.6, 25.3, 24.8),
    *(24.5, 24.3, 24.1, 24.3, 24.1, 23.4, 23.6, 23.8, 23.1, 23.3, 23.1, 22.3, 22.2),
]
STAGES = {"mva_onan": 15.0, "mva_max": 25.0}
ROW_8 = {
    "mva_max": 1.0,
    "cooling": "onan",
    "loss_ratio": 8.0,
    "oil_rise_k": 60.0,
    "gradient_k": 22.1,
}


def family(*specs, ambient_c=20.0, t_us=0, record=False):
    """All transformers of some specs, cold."""
    units = [unit_constants(TransformerSpec(**spec)) for spec in specs]
    ambient = AmbientFilters(ambient_lags_s(units), t_us, ambient_c, record=record)
    return Transformers(units, ambient, t_us, record=record)


def case_s(**more):
    """IEC-A at 30 °C, steady at K = 0.6, then K = 1.4 at t = 0."""
    one = family({**IEC_A, **more}, ambient_c=30.0, record=True)
    one.settle(0, 0, 0.6e6)
    one.set_load(0, 0, 1.4e6)
    return one


def temperatures(one, t_us, i=0):
    return one.top_oil_c(i, t_us), one.hot_spot_c(i, t_us)
