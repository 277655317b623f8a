"""The table of what-ifs."""

import pytest

from twin.errors import RequestError
from twin.study.whatif import WHATIFS, named


def test_they_stand_in_order_each_under_its_own_number():
    assert [one.id for one in WHATIFS.values()] == list(WHATIFS)
    numbers = [int(name[1:]) for name in WHATIFS]
    assert numbers == sorted(numbers)


def test_each_question_names_its_amounts():
    for one in WHATIFS.values():
        amounts = {amount.name: "1" for amount in one.amounts}
        assert one.question.format(**amounts)


def test_a_default_is_in_its_range():
    for one in WHATIFS.values():
        for amount in one.amounts:
            assert amount.low <= amount.default <= amount.high


def test_a_name_in_small_letters_is_known_and_another_is_refused_with_all_there_are():
    assert named("w5").id == "W5"
    with pytest.raises(RequestError, match=r"allowed: W1, .*W16"):
        named("W99")
