"""The list of devices names everything a user must know to write a spec and a table."""

from __future__ import annotations

import pytest

from twin.cli.device_list import list_devices
from twin.devices import DEVICES


@pytest.mark.parametrize("kind", sorted(DEVICES))
def test_every_key_and_column_of_every_kind_is_named(kind):
    bench = DEVICES[kind]
    section = next(part for part in list_devices().split("\n\n") if part.startswith(f"{kind}: "))
    for name in bench.SPEC.model_fields:
        assert f"    {name} (" in section
    for column in (*bench.INPUTS, *bench.OUTPUTS, *bench.STATES):
        assert f"    {column.name}" in section


def test_keys_have_unit_range_default_and_meaning():
    text = list_devices()
    assert "    i0_pct (%, >= 0 <= 10, default 0.2): no-load current [M]" in text
    assert "    limit_set (iec | ieee, default ieee): whose last limits hold" in text
    assert "    react (default true): " in text
    assert "    rated_a (A, > 0 <= 100000, required): continuous current" in text


def test_keys_of_lists_are_named_below_them():
    text = list_devices()
    assert "        mva (> 0 <= 2000, required)" in text or "        mva (MVA" in text
    assert "        value_c (°C, >= -60 <= 400, required): level" in text


def test_columns_that_must_be_given_say_so():
    text = list_devices()
    assert "    ambient_c (°C, required): air around it" in text
    assert "    load_mva (MVA, one way to give the load): load of the whole bank" in text
