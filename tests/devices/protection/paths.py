"""A well-protected path: a 34.5 kV feeder, a pad transformer, a main breaker and a row's fuse."""

from __future__ import annotations

from copy import deepcopy

from twin.devices.protection.path import PathSpec

GOOD = {
    "source": {"kv": 34.5, "short_circuit_mva": 800, "least_short_circuit_mva": 500},
    "links": [
        {
            "name": "F1",
            "device": {
                "relay": {"pickup_a": 300, "curve": "iec_vi", "dial_ratio": 0.65},
                "breaker": {"rated_a": 1200},
                "transformers": {"primary_a": 800},
                "load_a": 200,
            },
            "line": {"length_km": 2, "kv": 34.5, "rated_a": 400},
        },
        {
            "name": "P1",
            "device": {
                "relay": {"pickup_a": 70, "curve": "iec_ei", "dial_ratio": 0.8},
                "breaker": {"rated_a": 200, "breaking_ka": 16},
                "load_a": 40,
            },
            "transformer": {"kva": 2500, "hv_kv": 34.5, "lv_kv": 0.48},
        },
        {
            "name": "M1",
            "device": {
                "moulded_case": {
                    "rated_a": 3200,
                    "instantaneous_ratio": None,
                    "short_time_ratio": 3,
                    "short_time_s": 0.3,
                    "long_time_s": 2,
                    "breaking_ka": 65,
                },
                "load_a": 2400,
            },
        },
        {
            "name": "R1",
            "device": {"fuse": {"rated_a": 400}, "load_a": 250},
            "line": {"length_km": 0.05, "kv": 0.48, "rated_a": 400, "r_ohm_per_km": 0.1},
        },
    ],
}


def path(**changes):
    """The good path; `M1_device_load_a=3000` changes a value of a link."""
    document = deepcopy(GOOD)
    for where, value in changes.items():
        name, *keys = where.split("__")
        place = next(link for link in document["links"] if link["name"] == name)
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value
    return PathSpec.model_validate(document)
