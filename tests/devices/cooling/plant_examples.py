"""Examples of whole cooling plants, with their loops, pumps and what rejects the heat."""

from __future__ import annotations

from tests.devices.example import Example

PLANT_EXAMPLES = {
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
