"""The JSON Schemas that editors complete from."""

from __future__ import annotations

import json
from typing import Any

import pytest

from twin.cli.schema import DIALECT, KINDS, schema, schema_text
from twin.errors import RequestError
from twin.facts import COMMANDS, FACTS


def refs(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if "$ref" in node else set()
        return own.union(*(refs(value) for value in node.values()))
    return set().union(*(refs(value) for value in node)) if isinstance(node, list) else set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_json_and_every_reference_in_it_leads_somewhere(kind: str) -> None:
    found = json.loads(schema_text(kind))
    assert found["$schema"] == DIALECT
    assert refs(found) <= {f"#/$defs/{name}" for name in found.get("$defs", {})}


def test_a_documents_schema_names_its_kind_and_knows_units_and_ranges() -> None:
    site = schema("site")
    assert site["properties"]["schema"]["const"] == "switchyard.site/1"
    assert site["additionalProperties"] is False
    rule = site["$defs"]["Interconnect"]["properties"]["contracted_mw"]
    assert (rule["x-unit"], rule["exclusiveMinimum"], rule["maximum"]) == ("MW", 0, 5000)
    assert "design_dry_bulb_c" in site["properties"]


def test_the_scenarios_schema_completes_generators() -> None:
    scenario = schema("scenario")
    assert "median_usd_per_mwh" in scenario["$defs"]["PriceGenerator"]["properties"]
    assert scenario["$defs"]["JobsGenerator"]["properties"]["work_median_h"]["x-unit"] == "h"


def test_every_fact_and_command_is_described() -> None:
    facts = schema("facts")
    assert {fact.__name__ for fact in (*FACTS, *COMMANDS)} <= set(facts["$defs"])
    assert len(facts["anyOf"]) == len(FACTS)
    assert all(facts["$defs"][fact.__name__]["description"] for fact in FACTS)
    crossing = facts["$defs"]["WeatherChanged"]["properties"]["dry_bulb_c"]
    assert crossing["x-unit"] == "°C"


def test_an_unknown_kind_says_which_there_are() -> None:
    with pytest.raises(RequestError, match="site, scenario, plan, catalogue, facts"):
        schema("forecast")
