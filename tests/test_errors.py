"""A fault says where, what, what is allowed and what to do; an error holds all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin import errors
from twin.errors import Fault, TwinError

KINDS = [
    errors.SiteError,
    errors.ScenarioError,
    errors.PlanError,
    errors.LogError,
    errors.DataError,
    errors.RequestError,
    errors.PolicyError,
]
words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


def test_a_full_fault_reads_from_where_to_what_to_do():
    fault = Fault(
        what="is too high",
        file="site.yaml",
        line=12,
        path="transformers[2].z_pct",
        value="140 %",
        allowed="0.1 to 30 %",
        remedy="use the rating plate's number",
    )
    assert str(fault) == (
        "site.yaml:12: transformers[2].z_pct: is too high (is 140 %); allowed: 0.1 to 30 %; "
        "use the rating plate's number"
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(what="no site"), "no site"),
        (Fault(what="is no YAML", file="a.yaml"), "a.yaml: is no YAML"),
        (Fault(what="is torn", file="a.yaml", line=3), "a.yaml:3: is torn"),
        (Fault(what="is torn", line=3), "is torn"),
        (Fault(what="unknown", path="halls[0].x"), "halls[0].x: unknown"),
        (Fault(what="wrong", value="0"), "wrong (is 0)"),
        (Fault(what="wrong", allowed="a, b"), "wrong; allowed: a, b"),
        (Fault(what="wrong", remedy="write b"), "wrong; write b"),
    ],
)
def test_what_is_unknown_leaves_no_gap(fault, said):
    assert str(fault) == said


@given(what=words, file=words, path=words, value=words, allowed=words, remedy=words)
def test_nothing_said_is_lost(**parts):
    said = str(Fault(**parts))
    assert all(part in said for part in parts.values())
    assert "\n" not in said


def test_a_fault_is_a_value():
    one, other = Fault(what="x", line=1), Fault(what="x", line=1)
    assert one == other
    assert hash(one) == hash(other)
    assert one != Fault(what="x", line=2)
    with pytest.raises(AttributeError):
        one.what = "y"  # type: ignore[misc]


def test_an_error_holds_every_fault_in_the_order_found():
    found = [Fault(what=f"fault {n}", line=9 - n) for n in range(3)]
    error = TwinError(iter(found))
    assert error.faults == tuple(found)
    assert str(error).splitlines() == ["fault 0", "fault 1", "fault 2"]


def test_one_fault_or_plain_words_do_as_well():
    assert TwinError(Fault(what="alone")).faults == (Fault(what="alone"),)
    assert TwinError("in words").faults == (Fault(what="in words"),)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_caught_as_bad_input(kind):
    with pytest.raises(TwinError) as caught:
        raise kind("what was asked can't be")
    assert caught.value.faults[0].what == "what was asked can't be"
    assert kind.__doc__


def test_the_tree_has_no_other_kind():
    here = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, TwinError)]
    assert set(here) == {TwinError, *KINDS}
    assert not issubclass(AssertionError, TwinError)
