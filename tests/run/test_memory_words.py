"""What a policy keeps in mind reads as words, whoever wrote the policy."""

from __future__ import annotations

import msgspec
import pytest

from twin.policies import POLICIES
from twin.run.memory_words import memory_words


@pytest.mark.parametrize(
    ("memory_json", "words"),
    [
        (
            '{"off":["s19j","s21"],"behind":true}',
            "s19j, s21 off for the price; rows still to follow",
        ),
        ('{"off":[],"behind":false}', "nothing off for the price; all rows have followed"),
        (
            '{"shed_us":1600000000000000,"holding":true,"capped":["H1"]}',
            "last shed at 2020-09-13 12:26:40 UTC; holds back what it shed; capped H1",
        ),
        ('{"shed_us":0,"holding":false,"capped":[]}', "holds nothing back"),
        ('{"my_count":3,"armed":true,"seen":[]}', "my count 3; armed yes; seen none"),
        ("[1]", "[1]"),
        ("{}", ""),
    ],
)
def test_a_memory_is_told_in_phrases(memory_json: str, words: str) -> None:
    assert "; ".join(memory_words(memory_json)) == words


@pytest.mark.parametrize("policy", POLICIES.values(), ids=list(POLICIES))
def test_no_shipped_policy_shows_a_name_of_a_field(policy) -> None:
    memory = policy.MEMORY()
    words = "; ".join(memory_words(msgspec.json.encode(memory).decode()))
    assert "_" not in words
    assert "{" not in words
