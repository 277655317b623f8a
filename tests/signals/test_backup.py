"""Supplies, engines and cooling plants read as they stand at any instant of an outage."""

from __future__ import annotations

from math import isnan

import pytest

from tests.facility.test_backup import WITH_BOTH
from tests.plants import T0_US, S, apply, small_plant, started
from twin.devices.backup.genset_spec import READY
from twin.devices.backup.ups_spec import BATTERY, usable_j
from twin.facts.compute import InferenceLoadChanged
from twin.facts.outside import GridVoltageChanged
from twin.signals import battery_gives, catalogue, engines_w

COOLED = (
    WITH_BOTH[0],
    WITH_BOTH[1].replace("gensets:", "  cooling: {pumps_on_ups: true}\ngensets:"),
)


@pytest.fixture
def plant():
    made = started(small_plant(COOLED))
    apply(made, T0_US + S, "H1", InferenceLoadChanged(0.7))
    return made


def read(plant, asset: str, t_us: int) -> dict[str, float]:
    found = catalogue(plant.parts).items()
    return {
        name.removeprefix(f"{asset}."): signal.at(plant, t_us)
        for name, signal in found
        if name.startswith(f"{asset}.")
    }


def test_a_supply_on_the_mains_takes_its_load_and_its_losses(plant) -> None:
    told = read(plant, "H1-UPS", plant.t_us)
    assert told["soc_frac"] == 1.0
    assert told["net_battery_w"] == 0.0
    assert told["input_w"] > told["load_w"] > 0.0
    assert not battery_gives(plant)


def test_on_battery_the_charge_falls_by_what_the_battery_gives(plant) -> None:
    apply(plant, T0_US + 2 * S, "POI", GridVoltageChanged(0.0))
    told = read(plant, "H1-UPS", plant.t_us + 60 * S)
    spec = plant.ups.specs[0]
    gone_frac = told["load_w"] * 60.0 / spec.discharge_efficiency_frac / usable_j(spec)
    assert told["state_index"] == BATTERY
    assert told["input_w"] == 0.0
    assert 1.0 - told["soc_frac"] == pytest.approx(gone_frac * spec.depth_frac, rel=1e-9)
    assert told["net_battery_w"] == pytest.approx(
        -told["load_w"] / spec.discharge_efficiency_frac, rel=1e-12
    )
    assert battery_gives(plant)


def test_engines_on_the_bus_share_the_load_and_burn_their_fuel(plant) -> None:
    spec = plant.gensets.specs[0]
    plant.gensets.place(0, plant.t_us, state=READY, load_w=4e6)
    told = read(plant, "G1", plant.t_us + 600 * S)
    assert (told["running_count"], told["on_bus_count"]) == (6.0, 6.0)
    assert told["power_w"] == engines_w(plant) == 4e6
    assert told["load_pu"] == pytest.approx(4e6 / 6 / 2.5e6)
    assert told["fuel_burnt_m3"] > 0.0
    if spec.tank_l is None:
        assert isnan(told["fuel_left_m3"])


def test_fuel_leaves_the_tank_as_it_is_burnt() -> None:
    tank = (WITH_BOTH[0], WITH_BOTH[1].replace("start_frac: 1", "tank_l: 5000, start_frac: 1"))
    plant = started(small_plant(tank))
    plant.gensets.place(0, plant.t_us, state=READY, load_w=4e6)
    told = read(plant, "G1", plant.t_us + 600 * S)
    assert told["fuel_left_m3"] + told["fuel_burnt_m3"] == pytest.approx(5.0, rel=1e-12)


def test_heat_given_to_a_settled_plant_leaves_by_coolers_and_chillers(plant) -> None:
    plant.loops.settle(0, plant.t_us)
    told = read(plant, "H1-COOL", plant.t_us)
    now = plant.loops.now[0]
    warmed_w = now.cdu_pump_w + now.pump_w + now.coil_fan_w
    gone_w = told["net_rejected_w"] + told["chilled_w"]
    assert gone_w == pytest.approx(told["heat_w"] + warmed_w, rel=1e-9)
    assert told["facility_c"] < told["supply_c"] < told["return_c"]
    assert told["power_w"] == plant.loops.power_w[0]
    assert told["fan_step_index"] == plant.loops.stages["fans"].stage[0]


def test_water_warms_as_long_as_nothing_takes_its_heat(plant) -> None:
    apply(plant, plant.t_us + S, "POI", GridVoltageChanged(0.0))
    first, later = (read(plant, "H1-COOL", plant.t_us + after) for after in (S, 61 * S))
    assert first["net_rejected_w"] < 0.1 * first["heat_w"]
    assert later["facility_c"] > first["facility_c"]
    assert later["inlet_c"] > first["inlet_c"]
    assert first["fan_step_index"] == 0.0
