"""One example of every kind on the grid's side."""

from __future__ import annotations

from tests.devices.example import Example

GRID_EXAMPLES = {
    "frequency_response": Example(
        spec={"reference_mw": 100.0},
        calm={"frequency_hz": 59.9, "load_w": 80e6},
        stressed={"frequency_hz": 60.4, "load_w": 80e6, "headroom_w": 5e6},
        rising=("frequency_hz", 59.95, ("load_w", "added_w", "added_j")),
        energy=("reduced_j", "reduced_w"),
        bounds={"load_w": (0.0, 85e6), "reduced_w": (0.0, 80e6)},
    ),
    "underfrequency_relay": Example(
        spec={},
        calm={"frequency_hz": 59.2, "load_w": 80e6},
        stressed={"frequency_hz": 58.0, "load_w": 90e6, "reset_frac": 1.0},
        rising=("load_w", 100e6, ("load_w", "shed_w", "shed_j", "out_count")),
        energy=("shed_j", "shed_w"),
        bounds={"shed_frac": (0.0, 0.25), "counted_frac": (0.0, 1.0), "out_count": (0, 5)},
    ),
    "settlement_meter": Example(
        spec={},
        calm={"power_w": 70e6},
        stressed={"power_w": 90.5e6},
        rising=("power_w", 80e6, ("energy_j", "interval_j", "last_demand_w", "peak_w")),
        energy=("energy_j", "power_w"),
        bounds={"last_demand_w": (0.0, 90.5e6), "last_net_ramp_w_per_s": (-23e3, 23e3)},
    ),
}
