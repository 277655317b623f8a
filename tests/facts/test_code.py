"""What the log stores of a fact is enough to make it again."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given

from tests.facts.examples import ANY_FACT
from twin.errors import LogError
from twin.facts import FACTS, KINDS, body_of, decode, value_of
from twin.facts.compute import JobStarted
from twin.facts.outside import PriceChanged
from twin.facts.power import TransformerRepaired


@given(ANY_FACT)
def test_every_fact_comes_back_from_its_number_and_its_body(fact):
    assert decode(type(fact).__name__, value_of(fact), body_of(fact)) == fact


@given(ANY_FACT)
def test_a_body_is_json_without_the_principal_field(fact):
    body = body_of(fact)
    fields = {} if body is None else json.loads(body)
    assert type(fact).PRINCIPAL not in fields
    assert set(fields) <= set(type(fact).__struct_fields__)


def test_a_price_is_stored_as_its_number_alone():
    assert (value_of(PriceChanged(31.5)), body_of(PriceChanged(31.5))) == (31.5, None)


def test_fields_at_their_default_take_no_room():
    assert json.loads(body_of(JobStarted(60.0, 7)) or "") == {"job": 7}


def test_a_fact_without_fields_has_neither_number_nor_body():
    assert (value_of(TransformerRepaired()), body_of(TransformerRepaired())) == (None, None)


def test_kinds_are_the_names_of_the_table_in_its_order():
    assert tuple(fact.__name__ for fact in FACTS) == KINDS


@pytest.mark.parametrize(
    ("kind", "body"),
    [("MeterEaten", None), ("BreakerOpened", "{"), ("JobStarted", '{"job": "seven"}')],
    ids=["a kind nobody knows", "a body cut short", "a field of the wrong type"],
)
def test_what_cannot_be_read_is_said_in_a_log_error(kind, body):
    with pytest.raises(LogError):
        decode(kind, 1.0, body)


def test_integers_stay_integers_through_the_number_column():
    fact = decode("CoolingStageChanged", 2.0, '{"early_us": 0.5}')
    assert isinstance(fact.stage_index, int)
    assert msgspec.json.encode(fact) == b'{"stage_index":2,"early_us":0.5}'
