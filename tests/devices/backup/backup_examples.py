"""One example of every kind of backup power."""

from __future__ import annotations

from tests.devices.example import Example

BACKUP_EXAMPLES = {
    "battery": Example(
        spec={"capacity_kwh": 500.0, "self_discharge_per_day": 0.02},
        calm={"charge_w": 150e3},
        stressed={"discharge_w": 400e3},
        rising=("charge_w", 200e3, ("charge_w", "stored_j", "charged_j", "loss_j")),
        energy=("charged_j", "charge_w"),
        bounds={"soc_frac": (0.0, 0.9), "charge_w": (0.0, 250e3), "held_index": (0, 2)},
    ),
    "ups": Example(
        spec={"rated_kw": 1000.0, "battery_kwh": 100.0},
        calm={"load_w": 500e3},
        stressed={"load_w": 800e3, "input_pu": 0.0},
        rising=("load_w", 900e3, ("output_w", "input_w", "loss_w", "input_j", "loss_j")),
        energy=("input_j", "input_w"),
        bounds={
            "state_index": (0, 7),
            "soc_frac": (0.2 - 1e-9, 1.0),
            "wear_frac": (0.0, 1.0),
            "input_w": (0.0, 1.2e6),
        },
    ),
    "static_transfer": Example(
        spec={"transfer_ms": 4.0},
        calm={"a_pu": 0.5, "b_pu": 0.98},
        stressed={"a_pu": 1.0, "b_pu": 0.0},
        rising=("b_pu", 1.02, ("load_pu", "side_index")),
        energy=(),
        bounds={"load_pu": (0, 1), "side_index": (0, 1), "moves_count": (0, 20)},
    ),
    "automatic_transfer": Example(
        spec={"sense_s": 2.0, "transition": "in_phase"},
        calm={"a_pu": 1.0, "b_pu": 0.0},
        stressed={"a_pu": 0.0, "b_pu": 1.0},
        rising=("b_pu", 1.0, ("load_pu", "fed_frac")),
        energy=(),
        bounds={"load_pu": (0, 1), "calls_frac": (0, 1), "moves_count": (0, 20)},
    ),
    "genset": Example(
        spec={"units_count": 4, "rated_kw": 2000.0, "tank_l": 20_000.0, "cool_min": 5.0},
        calm={"load_w": 3e6, "order_frac": 1.0},
        stressed={"load_w": 5e6, "order_frac": 1.0, "no_start_count": 1, "supply_frac": 0.0},
        rising=("load_w", 4e6, ("output_w", "output_j", "fuel_m3", "loss_j", "loading_pu")),
        energy=("output_j", "output_w"),
        bounds={
            "on_bus_count": (0, 4),
            "room_w": (0.0, 8e6),
            "tank_m3": (0.0, 20.0),
            "wear_frac": (0.0, 1.0),
            "stuck_count": (0, 4),
        },
    ),
}
