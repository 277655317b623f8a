"""Electrical values of a site's parts as fault and protection calculations take them."""

from __future__ import annotations

from math import sqrt

from twin.devices.line import LineSpec
from twin.devices.protection.fault import SourceSpec
from twin.devices.transformer_spec import TransformerSpec, rated_mva
from twin.site.document import SiteDocument
from twin.site.expand import Expansion
from twin.site.network import Feeder
from twin.site.resolved import MainTransformer
from twin.units import V_PER_KV, VA_PER_MVA

_LEAST_R_OHM_PER_KM = 1e-6


def amperes(mva: float, kv: float) -> float:
    """Current of an apparent power at a voltage.

    >>> round(amperes(25.0, 13.8), 1)
    1045.9
    """
    return mva * VA_PER_MVA / (sqrt(3.0) * kv * V_PER_KV)


def bank_mva(main: MainTransformer) -> float:
    """Rating of a main transformer, all of its units."""
    return rated_mva(main.spec) * main.spec.parallel_count


def grid_of(document: SiteDocument) -> SourceSpec:
    """The grid before the site, for fault currents."""
    poi = document.interconnect
    names = ("kv", "short_circuit_mva", "x_over_r_ratio")
    return SourceSpec.model_validate({name: getattr(poi, name) for name in names})


def line_of(feeder: Feeder, kv: float) -> LineSpec | None:
    """The cable of a feeder; None for one without length."""
    if feeder.length_km == 0.0 or feeder.r_ohm_per_km == feeder.x_ohm_per_km == 0.0:
        return None
    return LineSpec.model_validate(
        {
            "length_km": feeder.length_km,
            "kv": kv,
            "r_ohm_per_km": max(feeder.r_ohm_per_km, _LEAST_R_OHM_PER_KM),
            "x_ohm_per_km": feeder.x_ohm_per_km,
            "rated_a": rated_a_of(feeder, kv),
        }
    )


def rated_a_of(feeder: Feeder, kv: float) -> float:
    """Rating of a feeder in amperes."""
    return feeder.rated_a or amperes(feeder.rated_mva or 0.0, kv)


def units_behind(made: Expansion, feeder: str) -> dict[TransformerSpec, str]:
    """The different unit transformers on a feeder, each with the id of the first of its kind."""
    found: dict[TransformerSpec, str] = {}
    for pad in made.pads:
        if pad.feeder == feeder:
            found.setdefault(pad.spec, pad.id)
    return found
