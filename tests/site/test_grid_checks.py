"""Stages of relays that can't be meant, each told at its place with what to do."""

from __future__ import annotations

import pytest

from tests.site.small import faults, places

HEAD = "blocks:\n"


def stages(text):
    return (HEAD, f"frequency: {{stages: [{text}]}}\n{HEAD}")


def test_a_stage_of_a_block_on_its_own_feeder_is_fine():
    assert faults(stages("{id: RRS, below_hz: 59.7, blocks: [B1]}")) == []


@pytest.mark.parametrize(
    ("text", "path", "what"),
    [
        (
            "{id: S, below_hz: 60, blocks: [B1]}",
            "frequency.stages[0].below_hz",
            "would trip at a frequency that counts as back",
        ),
        (
            "{id: S, below_hz: 59.7, blocks: [B7]}",
            "frequency.stages[0].blocks[0]",
            "is no block of the site",
        ),
        (
            "{id: S, below_hz: 59.7, blocks: [B1, B1]}",
            "frequency.stages[0].blocks[1]",
            "is tripped by S already",
        ),
        (
            "{id: T1, below_hz: 59.7, blocks: [B1]}",
            "frequency.stages[0].id",
            "is the id of a frequency stage and of a transformer, at line 9",
        ),
    ],
)
def test_what_can_not_be_meant_is_told_at_its_place(text, path, what):
    assert (path, what) in places(stages(text))


def test_a_block_named_twice_in_the_droop_is_told():
    (fault,) = faults((HEAD, f"frequency: {{droop: {{blocks: [B1, B1]}}}}\n{HEAD}"))
    assert (fault.path, fault.what) == ("frequency.droop.blocks[1]", "is named twice")


def test_a_droop_of_an_unknown_block_is_told_with_the_nearest():
    (fault,) = faults((HEAD, f"frequency: {{droop: {{blocks: [B01]}}}}\n{HEAD}"))
    assert (fault.path, fault.remedy) == ("frequency.droop.blocks[0]", 'did you mean "B1"?')


def test_a_block_on_the_feeder_of_a_stage_must_be_named_with_it():
    second = "halls:\n"
    block = (
        "- {id: B2, feeder: F1, unit_transformers: [{model: pad-2500}], "
        "rows: [{model: s21, count: 9}]}\n"
    )
    found = faults(stages("{id: S, below_hz: 59.7, blocks: [B1]}"), (second, block + second))
    assert [(one.what, one.remedy) for one in found] == [
        ("open F1, which carries B2 too", "name B2 too")
    ]


BATTERY = (
    "halls:\n",
    "batteries: [{id: BAT, feeder: %s, unit_transformers: {model: pad-3500}, "
    "capacity_kwh: 100%s}]\n"
    "halls:\n",
)


def battery(feeder, more=""):
    return (BATTERY[0], BATTERY[1] % (feeder, more))


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ((battery("F9"),), "batteries[0].feeder", "is no feeder of the site"),
        ((battery("F1"),), "batteries[0].feeder", "carries B1 too"),
        ((battery("FA"),), "batteries[0].feeder", "carries H1 too"),
        (
            (battery("F1"), stages("{id: S, below_hz: 59.7, batteries: [BAT1]}")),
            "frequency.stages[0].batteries[0]",
            "is no battery of the site",
        ),
        ((stages("{id: S, below_hz: 59.7}"),), "frequency.stages[0]", "does nothing"),
    ],
)
def test_a_battery_that_can_not_be_meant_is_told_at_its_place(changes, path, what):
    assert (path, what) in places(*changes)
