"""An entry accepts every field of its device's spec, and nothing else."""

from __future__ import annotations

from typing import ClassVar

import pytest
from pydantic import BaseModel, Field, ValidationError

from twin.devices.asic_power import AsicSpec
from twin.devices.gpu_power import RackSpec
from twin.devices.transformer_spec import TransformerSpec
from twin.site.document import Main, Racks, Rows, UnitTransformer
from twin.site.entries import ModelEntry, overridable


class Lamp(BaseModel):
    model: str
    power_w: float = Field(gt=0, le=100, description="draw")
    hue: str = "white"


class LampEntry(ModelEntry):
    count: int = 1


Made = overridable(LampEntry, Lamp)


def test_every_field_of_the_spec_is_optional_and_keeps_its_range() -> None:
    assert Made(model="bulb").overrides == {}
    assert Made.model_validate({"model": "bulb", "power_w": 60.0}).overrides == {"power_w": 60.0}
    with pytest.raises(ValidationError, match="less than or equal to 100"):
        Made.model_validate({"model": "bulb", "power_w": 600.0})
    with pytest.raises(ValidationError, match="Extra inputs"):
        Made.model_validate({"model": "bulb", "power": 60.0})


def test_own_fields_are_no_overrides_and_nothing_given_as_null_is() -> None:
    entry = Made.model_validate({"model": "bulb", "count": 3, "power_w": None, "hue": "red"})
    assert entry.overrides == {"hue": "red"}


def test_editors_see_the_description_and_range_of_an_override() -> None:
    rule = Made.model_json_schema()["properties"]["power_w"]
    assert rule["description"] == "draw"
    assert rule["anyOf"][0] == {"type": "number", "exclusiveMinimum": 0, "maximum": 100}


@pytest.mark.parametrize(
    ("entry", "spec"),
    [
        (Main, TransformerSpec),
        (UnitTransformer, TransformerSpec),
        (Rows, AsicSpec),
        (Racks, RackSpec),
    ],
)
def test_every_kind_of_entry_can_override_every_field(
    entry: type[ModelEntry], spec: type[BaseModel]
) -> None:
    assert set(spec.model_fields) <= set(entry.model_fields) | {"model"}
    assert entry.SPEC is spec
    assert not entry.__name__.endswith("Base")


def test_overrides_come_in_the_specs_order_whatever_the_documents() -> None:
    class Wide(ModelEntry):
        KIND: ClassVar[str] = "wide"

    wide = overridable(Wide, Lamp)
    entry = wide.model_validate({"hue": "red", "model": "bulb", "power_w": 3.0})
    assert list(entry.overrides) == ["power_w", "hue"]
