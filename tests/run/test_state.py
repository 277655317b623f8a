"""The state of every asset, in numbers and in words."""

from __future__ import annotations

import msgspec
import pytest

from tests.run.months import NOON_US, OUTAGE_US, outage_hours, two_days
from twin.errors import RequestError
from twin.run.lineage import Where, fold, open_member
from twin.run.state import State, state_of
from twin.signals import catalogue
from twin.units import US_PER_S


def plant_and_signals():
    member = open_member(two_days())
    return member, member.plant(Where(NOON_US)), catalogue(member.parts)


def test_every_asset_in_service_has_its_quantities() -> None:
    _, plant, signals = plant_and_signals()
    state = state_of(plant, signals, NOON_US)
    assert {"site", "weather", "market", "T1", "M1", "B04", "H1", "F04"} <= set(state.values)
    assert "B01" not in state.values
    assert state.values["B04"]["power_w"] == pytest.approx(
        sum(
            values["power_w"] * 1.05
            for asset, values in state.values.items()
            if asset.startswith("B04-") and "board_c" in values
        )
    )


def test_power_into_the_site_is_what_its_parts_draw_and_lose() -> None:
    _, plant, signals = plant_and_signals()
    site = state_of(plant, signals, NOON_US).values["site"]
    parts_w = site["mining_w"] + site["ai_w"] + site["loss_w"]
    assert site["import_w"] == pytest.approx(parts_w, rel=1e-12)


def test_a_state_is_json() -> None:
    _, plant, signals = plant_and_signals()
    state = state_of(plant, signals, NOON_US)
    assert msgspec.json.decode(msgspec.json.encode(state), type=State) == state


def test_conditions_say_what_is_no_number() -> None:
    _, plant, signals = plant_and_signals()
    conditions = state_of(plant, signals, NOON_US).conditions
    assert conditions["TIE-12"] == ["open"]
    assert "jobs run" in conditions["H1"][0]
    assert any("rows hash" in words for words in conditions["B04"])


def test_a_failed_transformer_and_its_open_breakers_are_told() -> None:
    member, plant, signals = plant_and_signals()
    for kind, subject, value, body in (
        ("TransformerFailed", "T1", 3600.0, '{"why":"drill"}'),
        ("BreakerOpened", "T1-HV", None, '{"by_protection":true}'),
    ):
        facts = member.reader.columns(1, 1)
        facts.kind[0], facts.subject[0], facts.value[0], facts.body[0] = kind, subject, value, body
        facts.t_us[0], facts.seq[0] = NOON_US, plant.last_seq + 1
        fold(plant, facts)
    state = state_of(plant, signals, NOON_US)
    assert "failed" in state.conditions["T1"]
    assert state.conditions["T1-HV"] == ["open, by protection"]
    assert state.values["M1"]["voltage_pu"] == 0.0


@pytest.mark.parametrize("subject", ["T1", "B04", "H1", "site", "T1-HV", "B04-U1-s21", "TIE-12"])
def test_any_asset_can_be_asked_for_alone(subject: str) -> None:
    _, plant, signals = plant_and_signals()
    state = state_of(plant, signals, NOON_US, subject)
    assert set(state.values) | set(state.conditions) <= {subject}


def test_an_unknown_asset_is_refused_with_the_nearest() -> None:
    _, plant, signals = plant_and_signals()
    with pytest.raises(RequestError, match="did you mean B14 or B04"):
        state_of(plant, signals, NOON_US, "B4")


@pytest.mark.parametrize("subject", ["H1-UPS", "G1", "H1-ATS", "H1-COOL", "H1-CDU"])
def test_backup_power_and_cooling_can_be_asked_for_alone(subject: str) -> None:
    member = open_member(outage_hours())
    t_us = OUTAGE_US + 10 * US_PER_S
    plant, signals = member.plant(Where(t_us)), catalogue(member.parts)
    state = state_of(plant, signals, t_us, subject)
    assert set(state.values) | set(state.conditions) <= {subject}
    if subject not in ("H1-ATS", "H1-CDU"):
        assert state.values[subject]
    if subject == "H1-UPS":
        assert state.conditions == {"H1-UPS": ["on battery"]}
        assert state.values["H1-UPS"]["soc_frac"] < 1.0


def test_on_battery_a_state_is_json_all_the_same() -> None:
    member = open_member(outage_hours())
    t_us = OUTAGE_US + 10 * US_PER_S
    state = state_of(member.plant(Where(t_us)), catalogue(member.parts), t_us)
    told = msgspec.json.decode(msgspec.json.encode(state))
    assert told["values"]["site"]["pue_ai_ratio"] is None
    assert told["conditions"]["H1"] == state.conditions["H1"]
