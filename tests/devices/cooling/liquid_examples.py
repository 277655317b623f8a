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
    "dry_cooler": Example(
        spec={"unit_kw": 500.0, "units_count": 4},
        calm={"entering_c": 40.0, "dry_bulb_c": 20.0, "fan_frac": 0.5},
        stressed={"entering_c": 55.0, "dry_bulb_c": 43.0, "running_count": 3, "flow_frac": 0.7},
        rising=("entering_c", 50.0, ("net_heat_w", "leaving_c", "approach_k", "net_heat_j")),
        energy=("fan_j", "fan_w"),
        bounds={"leaving_c": (20.0, 55.0), "approach_k": (0.0, 35.0), "fan_w": (0.0, 80e3)},
    ),
    "chiller": Example(
        spec={"rated_kw": 1000.0},
        calm={"heat_w": 400e3, "condenser_c": 26.0},
        stressed={"heat_w": 2e6, "leaving_c": 20.0, "condenser_c": 40.0},
        rising=("heat_w", 800e3, ("cooled_w", "power_w", "energy_j", "cooled_j", "condenser_w")),
        bounds={"load_frac": (0, 1), "cop_ratio": (0.0, 15.0), "power_w": (0.0, 400e3)},
    ),
}
