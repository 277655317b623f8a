"""Envelopes are data: monotone, labelled with their source, ITIC where nothing is given."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from twin.devices.voltage.envelopes import ENVELOPES, ITIC, EnvelopeSpec, label, timers


def test_itic_has_the_holds_of_the_chart():
    low = [(t.edge_pu, t.hold_us) for t in timers(ITIC) if not t.swell]
    high = [(t.edge_pu, t.hold_us) for t in timers(ITIC) if t.swell]
    assert low == [(0.7, 20_000), (0.8, 500_000), (0.9, 10_000_000)]
    assert high == [(2.0, 0), (1.4, 1_000), (1.2, 3_000), (1.1, 500_000)]


def test_without_an_envelope_it_is_itic_and_says_so():
    assert timers(EnvelopeSpec()) == timers(ITIC)
    assert label(EnvelopeSpec()) == label(ITIC) == "ITIC (the default)"


def test_own_numbers_are_not_called_itic():
    assert "ITIC" not in label(EnvelopeSpec(steady_min_pu=0.85))
    assert label(EnvelopeSpec(title="mine", steady_min_pu=0.85)) == "mine"


def test_second_hand_numbers_say_so():
    assert "second-hand" in ENVELOPES["lel"].source
    assert "ITIC" in ENVELOPES["lel"].title
    assert {one.title for one in ENVELOPES.values()} != {ITIC.title}


def test_the_supply_of_a_miner_lets_go_below_three_quarters():
    found = [(t.limit, t.hold_us) for t in timers(ENVELOPES["asic_psu"]) if not t.swell]
    assert found == [("sag_below_0.75_pu", 15_000)]


def test_below_the_deepest_row_nothing_is_stood():
    spec = EnvelopeSpec(sags=[{"pu": 0.5, "ms": 100}], swells=[])
    found = [(t.edge_pu, t.hold_us) for t in timers(spec)]
    assert found == [(0.5, 0), (0.9, 100_000), (1.1, 0)]


@pytest.mark.parametrize(
    "rows",
    [
        {"sags": [{"pu": 0.7, "ms": 500}, {"pu": 0.8, "ms": 400}]},
        {"sags": [{"pu": 0.8, "ms": 400}, {"pu": 0.7, "ms": 500}]},
        {"sags": [{"pu": 0.95, "ms": 400}]},
        {"swells": [{"pu": 1.2, "ms": 1}, {"pu": 1.4, "ms": 3}]},
        {"swells": [{"pu": 1.05, "ms": 1}]},
    ],
)
def test_an_envelope_that_stands_more_of_the_worse_is_refused(rows):
    with pytest.raises(ValidationError, match="nearer to the steady band and last longer"):
        EnvelopeSpec(**rows)
