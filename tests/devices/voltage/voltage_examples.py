"""One example of every kind that holds a voltage or suffers one."""

from __future__ import annotations

from tests.devices.example import Example

VOLTAGE_EXAMPLES = {
    "tap_changer": Example(
        spec={"rated_mva": 100.0},
        calm={"load_w": 60e6, "load_var": 20e6},
        stressed={"load_w": 90e6, "load_var": 40e6, "source_pu": 0.95},
        rising=("load_w", 95e6, ("steps_count",)),
        energy=(),
        bounds={"voltage_pu": (0.9, 1.1), "tap_index": (-16, 16), "collapsed_frac": (0, 0)},
    ),
    "ride_through": Example(
        spec={},
        calm={"voltage_pu": 0.95},
        stressed={"voltage_pu": 0.85, "reset_frac": 1.0},
        rising=("voltage_pu", 1.15, ("voltage_pu", "worst_frac", "high_s", "tripped_frac")),
        energy=(),
        bounds={"worst_frac": (0, 1), "tripped_frac": (0, 1)},
    ),
}
