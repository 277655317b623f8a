"""Examples of whole cooling plants, with their loops, pumps and what rejects the heat."""

from __future__ import annotations

from tests.devices.example import Example

TOWER = {"water_kg_per_s": 21.5, "fan": {"count": 2, "flow_m3_per_s": 12.0}, "drift_pct": 0.002}

PLANT_EXAMPLES = {
    "hydro_loop": Example(
        spec={},
        calm={"heat_w": 1.0e6, "dry_bulb_c": 28.0},
        stressed={"heat_w": 1.1e6, "dry_bulb_c": 43.0, "pumps_count": 1},
        rising=("heat_w", 1.1e6, ("heat_j", "rise_k")),
        bounds={
            "coolant_c": (25.0, 55.0),
            "rise_k": (0.0, 10.0),
            "fan_index": (0, 10),
            "water_l": (0.0, 0.0),
        },
    ),
    "immersion_tank": Example(
        spec={"rejection": TOWER},
        calm={"heat_w": 600e3, "dry_bulb_c": 30.0, "wet_bulb_c": 20.0},
        stressed={"heat_w": 720e3, "dry_bulb_c": 40.0, "wet_bulb_c": 28.0},
        rising=("heat_w", 720e3, ("heat_j",)),
        bounds={
            "coolant_c": (22.0, 52.0),
            "water_c": (20.0, 42.0),
            "rise_k": (0.0, 0.0),
            "power_w": (0.0, 25e3),
        },
    ),
    "cooling_plant": Example(
        spec={},
        calm={"liquid_w": 3e6, "dry_bulb_c": 24.0},
        stressed={"liquid_w": 4.1e6, "air_w": 8e5, "dry_bulb_c": 42.0, "coolers_count": 5},
        rising=("liquid_w", 3.8e6, ("heat_j",)),
        bounds={
            "technology_supply_c": (20.0, 46.0),
            "facility_supply_c": (20.0, 42.0),
            "inlet_c": (18.0, 30.0),
            "fan_frac": (0.0, 1.0),
            "power_w": (0.0, 1.3e6),
            "throttled_frac": (0.0, 0.0),
            "stopped_frac": (0.0, 0.0),
        },
    ),
}
