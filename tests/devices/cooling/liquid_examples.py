"""Examples of what cools by liquid, and of the rooms it cools."""

from __future__ import annotations

from tests.devices.example import Example

LIQUID_EXAMPLES = {
    "exchanger": Example(
        spec={"rated_kw": 1300.0},
        calm={"hot_in_c": 45.0, "cold_in_c": 30.0},
        stressed={"hot_in_c": 60.0, "cold_in_c": 35.0, "hot_frac": 0.5, "cold_frac": 1.2},
        rising=("hot_in_c", 50.0, ("net_heat_w", "hot_out_c", "cold_out_c", "net_heat_j")),
        energy=("net_heat_j", "net_heat_w"),
        bounds={"hot_out_c": (30.0, 60.0), "cold_out_c": (30.0, 60.0)},
    ),
    "room": Example(
        spec={"volume_m3": 200.0, "coils_count": 2, "coil_kw": 60.0},
        calm={"heat_w": 80e3, "water_c": 14.0},
        stressed={"heat_w": 100e3, "water_c": 18.0, "running_count": 1, "fan_frac": 0.8},
        rising=("heat_w", 95e3, ("air_c", "mass_c", "inlet_c", "net_removed_w", "stored_j")),
        energy=(),
        bounds={"air_c": (14.0, 120.0), "mass_c": (14.0, 120.0), "inlet_c": (14.0, 120.0)},
    ),
}
