"""Plans drawn many times from a terminal."""

import pytest

from tests.plan.made import plan
from twin.cli.drawing import OUTLOOKS, drawn, identity, luck_of, workers
from twin.errors import RequestError


def test_an_outlook_that_is_none_is_named_with_those_there_are():
    assert luck_of(3, "optimist").outlook == "optimist"
    with pytest.raises(RequestError, match=", ".join(OUTLOOKS)):
        luck_of(0, "gloomy")


def test_one_process_needs_no_executor():
    with workers(1) as executor:
        assert executor is None


def test_what_is_drawn_is_kept_under_what_it_is_of(tmp_path):
    luck = luck_of(1, "industry")
    first = drawn(plan(), luck, 50, None, tmp_path / "kept")
    assert drawn(plan(), luck, 50, None, tmp_path / "kept") == first
    assert identity(plan(), luck)["seed"] == 1
