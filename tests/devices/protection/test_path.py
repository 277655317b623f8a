"""A path as a document: what it may be made of, and its devices as checks need them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.devices.protection.paths import path
from twin.devices.protection.path import DeviceSpec, LinkSpec, protectors


def test_devices_are_found_from_the_grid_on():
    found = protectors(path())
    assert [(one.name, one.link) for one in found] == [("F1", 0), ("P1", 1), ("M1", 2), ("R1", 3)]
    assert [one.breaking_a for one in found] == [25e3, 16e3, 65e3, 100e3]
    assert [one.unit.opening_s for one in found] == [0.06, 0.06, 0.03, 0.01]
    assert [one.rated_a for one in found] == [1200, 200, 3200, 400]


def test_a_link_without_a_device_only_carries():
    assert len(protectors(path(M1__device=None))) == 3


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({}, "give one of"),
        ({"fuse": {"rated_a": 10}, "moulded_case": {"rated_a": 10}}, "give one of"),
        ({"relay": {"pickup_a": 10}}, "belong together"),
        ({"fuse": {"rated_a": 10}, "transformers": {"primary_a": 50}}, "belong to a relay"),
    ],
)
def test_what_is_no_device_is_refused(spec, said):
    with pytest.raises(ValidationError, match=said):
        DeviceSpec.model_validate(spec)


def test_a_link_has_one_stretch():
    both = {"line": {"length_km": 1, "kv": 10}, "transformer": {"kva": 500}}
    with pytest.raises(ValidationError, match="not both"):
        LinkSpec.model_validate({"name": "X", **both})
