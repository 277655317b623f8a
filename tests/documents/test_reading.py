"""YAML text keeps its meaning and its lines."""

from __future__ import annotations

import pytest

from twin.documents.reading import read
from twin.documents.source import Source
from twin.errors import SiteError


def load(text: str) -> Source:
    return read(text, file="site.yaml", error=SiteError)


def test_scalars_mean_what_they_look_like() -> None:
    source = load(
        "{a: yes, b: off, c: 12:30, d: 2021-02-15, e: 1e3, f: 0x1F, "
        'g: true, h: ~, i: "12", j: 012, k: .5}'
    )
    assert source.value == {
        "a": "yes", "b": "off", "c": "12:30", "d": "2021-02-15", "e": 1000.0, "f": "0x1F",
        "g": True, "h": None, "i": "12", "j": 12, "k": 0.5,
    }  # fmt: skip
    assert source.faults == ()


def test_a_key_given_twice_names_both_lines_and_keeps_the_first() -> None:
    source = load("a:\n  b: 1\n  c: 2\n  b: 3\n")
    assert source.value == {"a": {"b": 1, "c": 2}}
    (fault,) = source.faults
    assert (fault.line, fault.path, fault.what) == (4, "a.b", "is given twice, first at line 2")


def test_numbers_that_are_not_finite_are_faults() -> None:
    source = load("a: .nan\nb: -.inf\nc: 1e999\n")
    assert [(fault.line, fault.path) for fault in source.faults] == [(1, "a"), (2, "b"), (3, "c")]
    assert source.value == {"a": None, "b": None, "c": None}


def test_tags_are_faults_and_run_nothing() -> None:
    source = load("a: !!python/object/apply:os.system ['true']\nb: !x 1\n")
    assert [fault.line for fault in source.faults] == [1, 2]


def test_merges_fill_in_and_know_the_line_they_came_from() -> None:
    source = load("base: &b\n  kv: 13.8\n  ka: 25\nbus:\n  <<: *b\n  ka: 20\n")
    assert source.value["bus"] == {"kv": 13.8, "ka": 20}
    assert source.line(("bus", "kv")) == 2
    assert source.line(("bus", "ka")) == 6


@pytest.mark.parametrize(
    "text",
    ["a: &a [*a]\n", "a: &a {b: *a}\n", "a: &a\n  <<: *a\n  b: 1\n"],
    ids=["list", "mapping", "merge"],
)
def test_an_alias_of_itself_is_a_fault_not_a_loop(text: str) -> None:
    assert [fault.what for fault in load(text).faults] == ["is nested or repeated without end"]


def test_aliases_that_would_fill_the_memory_are_a_fault() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert [fault.what for fault in load("\n".join(lines)).faults] == [
        "is nested or repeated without end"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1,\nb: 2\n", 3),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 'open\n", 2),
        ("a: b: c\n", 1),
        ("a: *x\n", 1),
    ],
    ids=["open list", "tab", "open quote", "two colons", "unknown alias"],
)
def test_what_is_no_yaml_is_an_error_at_its_line(text: str, line: int) -> None:
    with pytest.raises(SiteError) as caught:
        load(text)
    (fault,) = caught.value.faults
    assert fault.file == "site.yaml"
    assert fault.line == line
    assert fault.what.startswith("is not YAML")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "a: \x00\n", "--- 1\n--- 2\n"])
def test_empty_text_odd_bytes_and_two_documents_are_errors(text: str) -> None:
    with pytest.raises(SiteError):
        load(text)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_text_nested_without_end_is_told_and_ends_nothing(opening: str) -> None:
    with pytest.raises(SiteError) as caught:
        read(
            "a: 1\nb: " + "\n" * (opening in "- ? ") + opening * 100_000, file="x", error=SiteError
        )
    assert "nested without end" in str(caught.value) or "is not YAML" in str(caught.value)
    assert caught.value.faults[0].line > 1


def test_a_character_that_may_not_be_is_told_at_its_line() -> None:
    with pytest.raises(SiteError) as caught:
        read("a: 1\nb: \0\n", file="x", error=SiteError)
    (fault,) = caught.value.faults
    assert (fault.line, fault.what) == (2, "is not YAML: control characters are not allowed")
