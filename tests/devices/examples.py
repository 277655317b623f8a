"""One example of every device kind, by which the contract suite runs it.

A new kind adds a line here: what it is, two sets of inputs, and what must rise when one of them
does.
"""

from __future__ import annotations

from tests.devices.backup.backup_examples import BACKUP_EXAMPLES
from tests.devices.cooling.air_examples import AIR_EXAMPLES
from tests.devices.cooling.liquid_examples import LIQUID_EXAMPLES
from tests.devices.cooling.plant_examples import PLANT_EXAMPLES
from tests.devices.example import Example
from tests.devices.grid.grid_examples import GRID_EXAMPLES
from tests.devices.voltage.voltage_examples import VOLTAGE_EXAMPLES

EXAMPLES = {
    "asic_row": Example(
        spec={"model": "S21", "th_per_s": 200.0, "power_w": 3500.0, "count": 50},
        calm={"inlet_c": 20.0},
        stressed={"inlet_c": 43.0, "mode_frac": 0.8, "failed_count": 3, "degraded_count": 2},
        rising=("inlet_c", 35.0, ("power_w", "board_c", "energy_j")),
        bounds={
            "power_w": (0.0, 50 * 3500.0 * 1.5),
            "board_c": (-40.0, 140.0),
            "stage_index": (0, 6),
        },
    ),
    "breaker": Example(
        spec={"rated_a": 1200.0},
        calm={"current_a": 600.0},
        stressed={"current_a": 1100.0, "closed_frac": 1.0},
        rising=("current_a", 900.0, ("current_a", "loading_frac", "over_s")),
        energy=(),
        bounds={"position_index": (0, 3), "refused_frac": (0, 1), "over_s": (0.0, 7 * 86_400.0)},
    ),
    "switch": Example(
        spec={"rated_a": 1200.0, "normally": "open"},
        calm={"current_a": 600.0},
        stressed={"current_a": 1100.0, "closed_frac": 1.0},
        rising=("current_a", 900.0, ("current_a", "loading_frac", "over_s")),
        energy=(),
        bounds={"position_index": (0, 3), "refused_frac": (0, 1), "current_a": (0.0, 1100.0)},
    ),
    "line": Example(
        spec={"length_km": 3.0, "kv": 13.8, "rated_a": 300.0},
        calm={"load_w": 4e6, "ambient_c": 25.0},
        stressed={"load_w": 9e6, "load_var": 2e6, "ambient_c": 43.0},
        rising=("load_w", 6e6, ("loss_w", "loss_j", "conductor_c", "drop_pu", "current_a")),
        energy=("loss_j", "loss_w"),
        bounds={"voltage_v": (0.0, 13_800.0), "conductor_c": (25.0, 300.0)},
    ),
    "transformer": Example(
        spec={"mva_onan": 15.0, "mva_max": 25.0},
        calm={"load_pu": 0.5, "ambient_c": 25.0},
        stressed={"load_pu": 1.2, "ambient_c": 43.0, "source_pu": 0.97},
        rising=("ambient_c", 45.0, ("life_lost_h", "loss_j")),
        energy=("loss_j", "loss_w"),
        bounds={
            "stage_index": (0, 2),
            "top_oil_c": (25.0, 43.0 + 120.0),
            "hot_spot_c": (25.0, 43.0 + 220.0),
            "voltage_pu": (0.8, 1.0),
            "efficiency_frac": (0.98, 1.0),
        },
    ),
    "gpu_rack": Example(
        spec={
            "rack": {
                "model": "NVL72",
                "gpus_count": 72,
                "idle_kw": 30,
                "typical_kw": 110,
                "max_kw": 132,
            },
            "racks_count": 8,
            "inference_count": 2,
            "explicit_checkpoint_count": 4,
        },
        calm={"load_frac": 0.4, "work_s": 7200.0, "checkpoint_s": 1800.0},
        stressed={"load_frac": 0.9, "work_s": 7200.0, "cap_w": 90e3, "failed_count": 1},
        rising=("load_frac", 0.8, ("power_w", "energy_j", "served_w")),
        bounds={
            "power_w": (0.0, 8 * 132e3),
            "rate_frac": (0.0, 1.0),
            "unserved_w": (-8.0, 8 * 132e3),
        },
    ),
    "conductor": Example(
        spec={"rated_a": 400.0},
        calm={"current_a": 300.0, "ambient_c": 25.0},
        stressed={"current_a": 650.0, "ambient_c": 43.0},
        rising=("current_a", 500.0, ("conductor_c", "loading_frac", "passed_count")),
        energy=(),
        bounds={"conductor_c": (25.0, 43.0 + 160.0), "passed_count": (0, 3)},
    ),
    "continuous_load_watch": Example(
        spec={"rated_a": 100.0, "recovery_h": 1.0},
        calm={"current_a": 70.0},
        stressed={"current_a": 90.0, "reset_frac": 1.0},
        rising=("current_a", 85.0, ("filled_frac", "tripped_frac", "let_through_a2s")),
        energy=(),
        bounds={"filled_frac": (0, 1), "tripped_frac": (0, 1), "current_a": (70.0, 90.0)},
    ),
    "fuse": Example(
        spec={"rated_a": 100.0},
        calm={"current_a": 90.0},
        stressed={"current_a": 300.0, "reset_frac": 1.0},
        rising=("current_a", 600.0, ("tripped_frac",)),
        energy=(),
        bounds={"filled_frac": (0, 1), "tripped_frac": (0, 1), "current_a": (0.0, 300.0)},
    ),
    "moulded_case_breaker": Example(
        spec={"rated_a": 250.0},
        calm={"current_a": 200.0},
        stressed={"current_a": 700.0, "reset_frac": 1.0},
        rising=("current_a", 900.0, ("tripped_frac",)),
        energy=(),
        bounds={"filled_frac": (0, 1), "tripped_frac": (0, 1), "current_a": (0.0, 700.0)},
    ),
    "overcurrent_relay": Example(
        spec={"pickup_a": 600.0, "reset": "disc", "instantaneous_a": 9000.0},
        calm={"current_a": 500.0},
        stressed={"current_a": 3000.0, "reset_frac": 1.0},
        rising=("current_a", 1500.0, ("filled_frac", "tripped_frac", "let_through_a2s")),
        energy=(),
        bounds={"filled_frac": (0, 1), "tripped_frac": (0, 1), "current_a": (500.0, 3000.0)},
    ),
    "thermal_relay": Example(
        spec={"base_a": 100.0},
        calm={"current_a": 70.0},
        stressed={"current_a": 150.0, "reset_frac": 1.0},
        rising=("current_a", 104.0, ("heat_frac", "alarmed_frac", "tripped_frac")),
        energy=(),
        bounds={"heat_frac": (0, 3), "alarmed_frac": (0, 1), "tripped_frac": (0, 1)},
    ),
} | AIR_EXAMPLES
EXAMPLES |= LIQUID_EXAMPLES
EXAMPLES |= PLANT_EXAMPLES
EXAMPLES |= BACKUP_EXAMPLES
EXAMPLES |= VOLTAGE_EXAMPLES
EXAMPLES |= GRID_EXAMPLES
