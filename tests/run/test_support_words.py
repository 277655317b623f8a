"""Sentences of backup and cooling: closed sets of words, spans and reasons as people say them."""

from __future__ import annotations

import pytest

from twin.facts import FACTS, backup, cooling
from twin.run.support_words import SUPPORT, because, span_words


def test_every_fact_of_both_families_has_its_sentence():
    mine = {kind for kind in FACTS if kind.__module__ in (backup.__name__, cooling.__name__)}
    assert set(SUPPORT) == mine


@pytest.mark.parametrize(("span_s", "words"), [(3.0, "3 s"), (90.0, "1.5 min"), (7200.0, "2 h")])
def test_a_span_is_said_in_the_largest_unit_that_fits(span_s, words):
    assert span_words(span_s) == words


def test_a_reason_stands_behind_a_colon_and_none_says_nothing():
    assert (because("a drill"), because("")) == (": a drill", "")


def test_switches_name_their_sides_engines_or_feeders():
    said = SUPPORT[backup.TransferStepped]
    assert said("H1-ATS", backup.TransferStepped(0.0, "landed", "gensets")).endswith(
        "landed on the gensets"
    )
    assert said("H1-STS", backup.TransferStepped(0.0, "left", "FB")).endswith("leaves for FB")
    held = SUPPORT[backup.TransferBarred]("H1-STS", backup.TransferBarred(0.6))
    assert held == "switch H1-STS stays on its bad source: the other stands at 60 %"
