"""The plant is a fold: the same facts give the same columns, whatever happened and whoever asks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plants import T0_US, H, S, Said, Story, apply, small_plant, started
from tests.stories import PARTS, stories
from twin.facility import Plant
from twin.facility.snapshot import snapshot
from twin.facility.storage import stores_of
from twin.facts.control import CapHall, CommandAccepted, CurtailRows, FailTransformer
from twin.facts.outside import PriceChanged, WeatherChanged


def folded(parts, said: list[Said]) -> Plant:
    """A plant that only heard the facts."""
    plant = Plant(parts, T0_US)
    for one in said:
        plant.apply(one.t_us, one.seq, one.subject, one.fact)
    return plant


@settings(max_examples=25)
@given(stories())
def test_folding_the_facts_gives_the_live_plant_to_the_last_byte(story):
    told = story.told(1.0)
    assert snapshot(folded(told.plant.parts, told.said)) == snapshot(told.plant)


@settings(max_examples=25)
@given(stories())
def test_energy_imported_is_energy_used_and_lost(story):
    plant = story.told(1.0).plant
    t_us = plant.t_us + 7 * S
    rows_j = sum(
        plant.rows.energy_at_j(row, t_us) * plant.parts.row_aux_ratio[row]
        for row in range(len(plant.parts.row_ids))
    )
    stores = stores_of(plant, t_us)
    groups = range(len(plant.parts.genset_ids))
    engines_j = sum(plant.gensets.burnt(group, t_us).output_j for group in groups)
    used_j = rows_j + plant.hall_at_j(0, t_us) + plant.loss_at_j(t_us)
    used_j += stores.stored_j + stores.lost_j
    assert plant.import_at_j(t_us) + engines_j == pytest.approx(used_j, rel=1e-9, abs=1.0)


@settings(max_examples=25)
@given(stories())
def test_what_is_settled_is_what_a_rebuild_gives(story):
    plant = story.told(1.0).plant
    net = plant.net
    before = (net.import_w, net.lost_w, list(net.main_s_va), list(net.pad_in_w), net.over)
    plant.rebuild()
    assert before == (net.import_w, net.lost_w, list(net.main_s_va), list(net.pad_in_w), net.over)


def test_reading_changes_nothing():
    plant = started(small_plant())
    before = snapshot(plant)
    plant.import_at_j(T0_US + H)
    plant.hashes_at_th(T0_US + H)
    plant.hall_at_j(0, T0_US + H)
    plant.transformers.shown_hot_spot_c(0, T0_US + H)
    assert snapshot(plant) == before


@given(st.lists(st.integers(1, 3599), max_size=6))
def test_facts_that_change_nothing_put_in_between_change_nothing(seconds):
    def told(extra: list[int]) -> Plant:
        plant = started(small_plant())
        for at_s in sorted(extra):
            apply(plant, T0_US + at_s * S, "SMALL", WeatherChanged(25.0))
        apply(plant, T0_US + H, "SMALL", WeatherChanged(31.0))
        return plant

    plain, other = told([]), told(seconds)
    for name in ("transformers", "rows", "halls"):
        assert getattr(plain, name).snapshot() == getattr(other, name).snapshot()
    assert plain.import_at_j(T0_US + 2 * H) == other.import_at_j(T0_US + 2 * H)


def test_energy_cost_follows_each_price_for_as_long_as_it_held():
    plant = started(small_plant())
    apply(plant, T0_US, "POI", PriceChanged(40.0))
    import_mw = plant.net.import_w / 1e6
    apply(plant, T0_US + H, "POI", PriceChanged(100.0))
    apply(plant, T0_US + 3 * H, "POI", PriceChanged(0.0))
    assert plant.market.energy_cost_usd == pytest.approx(import_mw * (40.0 + 200.0), rel=1e-9)


def test_what_happens_at_an_instant_only_is_forgotten_at_the_next():
    plant = started(small_plant())
    command = CommandAccepted(CapHall("try", "H1", 0.5), "operator")
    apply(plant, T0_US + S, "H1", command)
    apply(plant, T0_US + 2 * S, "POI", PriceChanged(1.0))
    assert plant.take_accepted() == []


def test_a_row_that_two_hold_wakes_only_when_nobody_does():
    rows = ("B1-U1-s21",)
    sleep = CurtailRows("try", "B1", rows)
    orders = [(10, sleep)]
    told = Story(orders=orders, policies=()).told(0.02)
    row = told.plant.parts.row_index[rows[0]]
    assert told.plant.control.holds[row] == ["operator"]
    assert told.plant.rows.stage_name(row) == "sleep"


def test_a_failed_unit_transformer_takes_its_rows_and_no_others():
    told = Story(orders=[(10, FailTransformer("try", "B1-U1", 600.0))], policies=()).told(0.1)
    dead = [name for row, name in enumerate(PARTS.row_ids) if not told.plant.row_supplied[row]]
    assert dead == ["B1-U1-s19j-pro-100", "B1-U1-s21"]
