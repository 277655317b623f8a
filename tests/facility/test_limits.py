"""A crossing becomes the right fact with the right cause, and latches once."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, H, apply, small_plant, started
from twin.devices.contract import Crossing
from twin.facility import limits
from twin.facts import power
from twin.facts.outside import WeatherChanged


def crossing(limit, direction="rising", after_us=0.25):
    return Crossing(limit=limit, direction=direction, anchor_us=T0_US, after_us=after_us)


def now():
    return started(small_plant())


def level_c(plant, name):
    return next(one for one in plant.transformers.units[0].limits if one.name == name)


NAMES = [
    ("alarm_winding", "rising", power.AlarmRaised),
    ("alarm_winding", "falling", power.AlarmCleared),
    ("trip_winding", "rising", power.TransformerTripped),
    ("trip_winding", "falling", power.TransformerReset),
    ("trip_top_oil", "rising", power.TransformerTripped),
]


@pytest.mark.parametrize(("limit", "direction", "kind"), NAMES)
def test_each_limit_has_its_word_each_way(limit, direction, kind):
    plant = now()
    fact = limits.fact_of(plant, 0, crossing(limit, direction))
    one = level_c(plant, limit)
    assert type(fact) is kind
    assert fact.reading_c == (one.level_c if direction == "rising" else one.reset_c)


def test_a_fact_says_by_how_much_the_exact_instant_was_earlier():
    assert limits.fact_of(now(), 0, crossing("alarm_winding")).early_us == 0.75


def test_a_stage_goes_up_or_down_by_one():
    plant = now()
    called = plant.transformers.called_stage[0]
    up = limits.fact_of(plant, 0, crossing(limits.STAGE_UP))
    down = limits.fact_of(plant, 0, crossing(limits.STAGE_DOWN, "falling"))
    assert (up.stage_index, down.stage_index) == (called + 1, called - 1)


def test_an_alarm_is_open_from_its_raising_to_its_clearing():
    plant = now()
    apply(plant, T0_US, "T1", power.AlarmRaised(110.0, "alarm_winding"))
    assert plant.control.alarms == {"T1 alarm_winding": 2}
    assert "alarm_winding" in plant.transformers.latched_limits(0)
    apply(plant, T0_US + H, "T1", power.AlarmCleared(105.0, "alarm_winding"))
    assert plant.control.alarms == {}
    assert plant.transformers.latched_limits(0) == []


def test_a_tripped_transformer_is_free_when_its_last_trip_has_reset():
    plant = now()
    for limit in ("trip_winding", "trip_top_oil"):
        apply(plant, T0_US, "T1", power.TransformerTripped(140.0, limit))
    apply(plant, T0_US + H, "T1", power.TransformerReset(120.0, "trip_winding"))
    assert "T1" in plant.control.tripped
    apply(plant, T0_US + H, "T1", power.TransformerReset(90.0, "trip_top_oil"))
    assert "T1" not in plant.control.tripped


def test_fans_run_from_the_fact_on():
    plant = now()
    stage = plant.transformers.stage[0]
    apply(plant, T0_US + H, "T1", power.CoolingStageChanged(stage + 1))
    assert plant.transformers.stage[0] == stage + 1


def test_overloads_are_said_once_each_way():
    plant = now()
    plant.net.over = 1
    assert [name for name, _ in limits.overload_changes(plant)] == ["T1"]
    apply(plant, T0_US, "T1", power.OverloadBegan(1.1))
    assert list(limits.overload_changes(plant)) == []
    plant.net.over = 0
    assert [type(fact) for _, fact in limits.overload_changes(plant)] == [power.OverloadEnded]


def test_the_interconnect_is_judged_by_its_contract():
    plant = now()
    plant.net.over = 1 << len(plant.parts.main_ids)
    ((name, fact),) = limits.overload_changes(plant)
    assert name == "POI"
    assert fact.load_pu == pytest.approx(plant.net.import_w / 60e6, abs=1e-6)


def test_the_air_is_the_cause_until_something_else_loads_the_unit():
    plant = now()
    apply(plant, T0_US + H, "SMALL", WeatherChanged(31.0))
    weather_seq = plant.last_seq
    assert limits._cause(plant, 0) == weather_seq
    apply(plant, T0_US + H, "T2", power.TransformerFailed(60.0))
    apply(plant, T0_US + H, "TIE", power.TieClosed())
    assert limits._cause(plant, 0) == plant.last_seq
