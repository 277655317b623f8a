"""The power path of a site: ratings given once, ramps without a limit, switches open at first."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from twin.site.network import Bus, Feeder, Interconnect, Restart, Tie


@pytest.mark.parametrize("rating", [{"rated_a": 400}, {"rated_mva": 9.5}])
def test_a_feeder_is_rated_once_in_either_unit(rating):
    assert Feeder.model_validate({"id": "F1", "bus": "M1", **rating}).in_service


@pytest.mark.parametrize("rating", [{}, {"rated_a": 400, "rated_mva": 9.5}])
def test_a_feeder_rated_twice_or_never_is_refused(rating):
    with pytest.raises(ValidationError, match="rating once"):
        Feeder.model_validate({"id": "F1", "bus": "M1", **rating})


def test_an_interconnect_without_ramps_has_no_limit_on_them():
    poi = Interconnect(contracted_mw=60, kv=138, short_circuit_mva=4000)
    assert (poi.ramp_up_mw_per_min, poi.ramp_down_mw_per_min) == (None, None)
    assert poi.id == "POI"


def test_a_tie_starts_open_and_nothing_runs_in_parallel_unless_allowed():
    tie = Tie.model_validate({"id": "TIE", "between": ["M1", "M2"]})
    bus = Bus(id="M1", kv=13.8, short_circuit_ka=25)
    assert not (tie.closed)
    assert not (tie.parallel_allowed)
    assert not (bus.parallel_allowed)


def test_blocks_restart_below_the_rating_unless_told_otherwise():
    assert Restart().limit_pu < 1.0
