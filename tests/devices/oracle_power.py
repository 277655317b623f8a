"""Rows 19 to 29: protection, voltage, redundancy and storage."""

from __future__ import annotations

from functools import cache

from tests.devices.oracle_case import Case, cases
from twin.devices.backup.battery import Batteries, BatterySpec
from twin.devices.backup.redundancy import either_frac, k_of_n_frac
from twin.devices.backup.ups_spec import UpsSpec, conversion_loss_w
from twin.devices.line import behind_impedance_pu, series_loss_w
from twin.devices.protection.curves import CURVES, inverse_s
from twin.devices.protection.thermal_relay import ThermalRelaySpec, cold_to_trip_s
from twin.devices.radial import radial_flow
from twin.devices.transformer_losses import low_side_pu
from twin.devices.transformer_spec import TransformerSpec
from twin.devices.transformer_unit import unit_constants

S = 1_000_000
UPS = UpsSpec(rated_kw=1000.0, battery_kwh=100.0)
PAD = {"kva": 2500.0, "hv_kv": 20.0, "lv_kv": 0.4, "z_pct": 6.0, "pk_kw": 22.0, "p0_kw": 1.75}
TRIPS = [
    (19, "iec_si", 2.0, 10.029027),
    (19, "iec_si", 5.0, 4.279720),
    (19, "iec_si", 10.0, 2.970599),
    (19, "iec_vi", 2.0, 13.5),
    (19, "iec_ei", 10.0, 0.808081),
    (20, "ieee_vi", 2.0, 7.027667),
    (20, "ieee_mi", 5.0, 1.688326),
]


def overload_s():
    """Row 22."""
    relay = ThermalRelaySpec(base_a=1.0, k_ratio=1.05, tau_min=30.0)
    return cold_to_trip_s(relay, 0.9, 1.5)


def loaded_line():
    """Row 23: voltage at the load and loss."""
    end_v = behind_impedance_pu(10_000.0, (0.25, 0.2), (2e6, 0.5e6))
    return end_v, series_loss_w(0.25, 2e6, 0.5e6, end_v)


def loaded_pad_pu():
    """Row 24."""
    return low_side_pu(unit_constants(TransformerSpec(**PAD)), 2.0e6, 0.6e6)


@cache
def last_node_v():
    """Row 26: a hundred nodes, each with its load."""
    parent = [0, *((i - 1) // 3 for i in range(1, 100))]
    loads = [0j, *[100e3 + 20e3j] * 99]
    flow = radial_flow(parent, [0.05 + 0.04j] * 100, loads, 10_000.0)
    return abs(flow.voltage_v[99])


def available():
    """Row 27."""
    four = k_of_n_frac(4, 4, 0.99)
    return four, k_of_n_frac(4, 5, 0.99), either_frac(four)


def efficiency_frac(load_pu):
    """Row 28."""
    load_w = load_pu * 1e6
    return load_w / (load_w + conversion_loss_w(UPS, load_w))


def empty_s():
    """Row 29: full to empty at 900 kW."""
    spec = BatterySpec(capacity_kwh=250.0, discharge_per_h=4.0, discharge_efficiency_frac=0.955)
    store = Batteries([spec], 0)
    store.place(0, 0, spec.max_soc_frac)
    store.set_power(0, 0, charge_w=0.0, discharge_w=900e3)
    return store.next_crossing(0, 0).after_us / S


POWER: list[Case] = [
    *(
        Case(
            row=row,
            what=f"{name} at {multiple:g} times the pickup, s",
            expected=expected_s,
            tolerance=1e-6,
            value=lambda name=name, multiple=multiple: inverse_s(CURVES[name], 1.0, multiple),
        )
        for row, name, multiple, expected_s in TRIPS
    ),
    Case(
        row=22,
        what="thermal relay, 0.9 then 1.5 of its base, s",
        expected=408.703411,
        tolerance=1e-5,
        value=overload_s,
    ),
    *cases(
        23,
        "line of 0.25 + j 0.2 ohm, 2 MW",
        1e-6,
        loaded_line,
        **{"V": 9939.597106689, "loss, W": 10754.528548},
    ),
    Case(
        row=24,
        what="2.5 MVA at 2 MW, low side, V (library with magnetising)",
        expected=390.83198,
        tolerance=0.05,
        value=lambda: loaded_pad_pu() * 400.0,
    ),
    Case(
        row=24,
        what="2.5 MVA at 2 MW, low side, pu",
        expected=0.977139294,
        tolerance=1e-8,
        value=loaded_pad_pu,
    ),
    Case(
        row=26,
        what="radial of 100 nodes, node 99, V",
        expected=9980.240880332,
        tolerance=1e-5,
        value=last_node_v,
    ),
    *cases(
        27,
        "availability at 0.99 each",
        1e-12,
        available,
        **{"4 of 4": 0.96059601, "4 of 5": 0.9990198504, "2N of 4 of 4": 0.9984473255720799},
    ),
    *(
        Case(
            row=28,
            what=f"UPS efficiency at {load_pu:g}",
            expected=expected_frac,
            tolerance=1e-9,
            value=lambda load_pu=load_pu: efficiency_frac(load_pu),
        )
        for load_pu, expected_frac in ((0.3, 0.9474568426), (0.75, 0.9622748802))
    ),
    Case(
        row=29,
        what="250 kWh, 80 % of it at 900 kW, s",
        expected=764.0,
        tolerance=1e-6,
        value=empty_s,
    ),
]
