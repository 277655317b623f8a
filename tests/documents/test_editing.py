"""Texts edited in place: what is asked for is there, everything else is as it was."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin import shipped
from twin.documents import read
from twin.documents.editing import Add, Drop, Put, edited, flow
from twin.errors import TwinError

TEXT = """\
# what it is
name: a plan   # said once
tasks:
- id: A        # the first
  kind: fixed
  links: [{pred: B}, {pred: C}]   # both
- {id: B, kind: none}
-   id: C
    crews:
    - ELEC
    - CX   # late
shared: &all {low: 1, high: 2}
taken: *all
merged:
  <<: *all
  mode: 3
"""


def made(*edits, text=TEXT):
    return edited(text, edits, file="plan", error=TwinError)


def value(text):
    return read(text, file="", error=TwinError).value


def lines_changed(text):
    """Lines that are new or gone."""
    return set(TEXT.splitlines()) ^ set(text.splitlines())


def test_a_value_is_replaced_and_the_comment_behind_it_stays():
    text = made(Put(path=("name",), value="another"))
    assert "name: another   # said once\n" in text
    assert lines_changed(text) == {"name: a plan   # said once", "name: another   # said once"}


def test_a_new_key_stands_behind_the_one_that_was_named():
    text = made(Put(path=("tasks", 0, "earliest"), value="2028-07-09", after=("kind", "id")))
    assert lines_changed(text) == {"  earliest: 2028-07-09"}
    assert "  kind: fixed\n  earliest: 2028-07-09\n" in text
    assert value(text)["tasks"][0]["earliest"] == "2028-07-09"


def test_a_new_key_in_braces_stays_in_them():
    assert "- {id: B, kind: none, lag: 2}\n" in made(Put(path=("tasks", 1, "lag"), value=2.0))


def test_a_list_grows_as_it_is_written():
    text = made(
        Add(path=("tasks", 0, "links"), value={"pred": "D", "lag_days": 7.0}),
        Add(path=("tasks", 2, "crews"), value="CIVIL"),
        Add(path=("tasks", 1, "links"), value="A"),
    )
    assert "[{pred: B}, {pred: C}, {pred: D, lag_days: 7}]   # both" in text
    assert "    - CX   # late\n    - CIVIL\n" in text
    assert "links: [A]}" in text


def test_what_is_taken_out_is_gone_alone():
    text = made(
        Drop(path=("tasks", 0, "links", 0)),
        Drop(path=("tasks", 2, "crews", 1)),
        Drop(path=("tasks", 1, "kind")),
        Drop(path=("tasks", 0, "kind")),
    )
    wanted = copy.deepcopy(value(TEXT))
    wanted["tasks"][0]["links"] = [{"pred": "C"}]
    wanted["tasks"][2]["crews"] = ["ELEC"]
    del wanted["tasks"][1]["kind"], wanted["tasks"][0]["kind"]
    assert value(text) == wanted
    assert "# both" in text


def test_what_is_not_there_needs_no_taking_out():
    assert made(Drop(path=("tasks", 0, "crews"))) == TEXT
    assert made(Put(path=("name",), value="a plan")) == TEXT


@pytest.mark.parametrize(
    "edit",
    [
        Put(path=("taken", "low"), value=5),
        Put(path=("shared", "low"), value=5),
        Drop(path=("merged", "low")),
        Drop(path=("tasks", 0, "id")),
    ],
    ids=["alias", "anchor", "merged", "first key of an entry"],
)
def test_an_edit_that_would_change_more_or_other_than_asked_is_refused(edit):
    with pytest.raises(TwinError, match="can't be edited where it is written") as caught:
        made(edit)
    assert caught.value.faults[0].line > 0


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.sampled_from([0.5, 1.25, "x", "off"])
    | st.text(st.characters(codec="ascii", min_codepoint=32), max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(PLAIN)
def test_a_value_on_one_line_reads_as_itself(one):
    assert value(f"here: {flow(one)}")["here"] == one


TUTORIAL = shipped.text("plans", "w100-rev2")
TASKS = value(TUTORIAL)["tasks"]


@given(st.integers(0, len(TASKS) - 1), st.sampled_from(["name", "cost_usd", "gate"]), PLAIN)
def test_any_value_of_a_task_can_be_set_in_a_real_document(index, key, one):
    text = made(Put(path=("tasks", index, key), value=one, after=("kind",)), text=TUTORIAL)
    wanted = copy.deepcopy(value(TUTORIAL))
    wanted["tasks"][index][key] = one
    assert value(text) == wanted
    assert len(set(TUTORIAL.splitlines()) - set(text.splitlines())) <= 1
