"""Examples of what cools by air, evaporation and mining loops."""

from __future__ import annotations

from tests.devices.example import Example

AIR_EXAMPLES = {
    "fan": Example(
        spec={"count": 12, "flow_m3_per_s": 3.5},
        calm={"speed_frac": 0.55, "heat_w": 700e3},
        stressed={"speed_frac": 1.0, "dry_bulb_c": 43.0, "failed_count": 2, "added_pa": 25.0},
        rising=("speed_frac", 0.9, ("power_w", "energy_j", "flow_kg_per_s", "rise_pa")),
        bounds={"speed_frac": (0.0, 1.0), "power_w": (0.0, 20e3), "rise_k": (0.0, 40.0)},
    ),
    "evaporative_pad": Example(
        spec={"rated_m3_per_s": 40.0},
        calm={"dry_bulb_c": 30.0, "wet_bulb_c": 18.0},
        stressed={"dry_bulb_c": 44.0, "wet_bulb_c": 21.0, "pressure_pa": 90e3},
        rising=("dry_bulb_c", 38.0, ("leaving_c", "water_kg_per_s", "water_l", "evaporated_l")),
        energy=("water_l", "water_kg_per_s"),
        bounds={"leaving_c": (18.0, 44.0), "wet_frac": (0.0, 1.0), "water_kg_per_s": (0.0, 1.0)},
    ),
    "cooling_tower": Example(
        spec={"water_kg_per_s": 240.0, "fan": {"count": 2, "flow_m3_per_s": 90.0}},
        calm={"heat_w": 4e6, "wet_bulb_c": 12.0, "speed_frac": 0.8},
        stressed={"heat_w": 8e6, "wet_bulb_c": 25.0},
        rising=("heat_w", 7e6, ("leaving_c", "entering_c", "water_l", "makeup_kg_per_s")),
        bounds={
            "leaving_c": (12.0, 45.0),
            "approach_k": (1.1, 40.0),
            "clamped_frac": (0.0, 1.0),
            "makeup_kg_per_s": (0.0, 10.0),
        },
    ),
    "air_container": Example(
        spec={
            "miners_count": 200,
            "fan": {"count": 12, "flow_m3_per_s": 3.5, "steps_count": 10},
            "pad": {"rated_m3_per_s": 40.0},
        },
        calm={"heat_w": 700e3, "dry_bulb_c": 36.0, "wet_bulb_c": 34.0},
        stressed={"heat_w": 250e3, "dry_bulb_c": -20.0, "wet_bulb_c": -21.0, "failed_count": 1},
        rising=("heat_w", 750e3, ("metal_c", "inlet_c", "exhaust_c", "heat_in_j", "heat_out_j")),
        bounds={
            "inlet_c": (-20.0, 45.0),
            "metal_c": (-20.0, 90.0),
            "speed_frac": (0.3, 1.0),
            "recirculated_frac": (0.05, 0.9),
            "damper_index": (0, 2),
        },
    ),
}
