"""Values know where they were written and how people write them."""

from __future__ import annotations

import dataclasses

from twin.documents.reading import read
from twin.documents.source import Source, dotted, show
from twin.errors import SiteError


def load(text: str) -> Source:
    return read(text, file="site.yaml", error=SiteError)


def test_lines_point_at_keys_items_and_the_nearest_parent() -> None:
    source = load("title: x\nbuses:\n- id: M1\n  kv:\n    13.8\n- {id: M2}\n")
    assert source.line(("buses", 0, "kv")) == 4
    assert source.line(("buses", 1)) == 6
    assert source.line(("buses", 1, "kv")) == 6
    assert source.line(("nothing", "at", "all")) == 1


def test_values_are_shown_with_the_unit_of_their_field() -> None:
    assert show(-3, "contracted_mw") == "-3 MW"
    assert show(0.1 + 0.2, "load_frac") == "0.3"
    assert show(None) == "nothing"
    assert show([1], "x") == "a list"
    assert len(show("x" * 500)) <= 61


def test_a_path_is_written_as_people_write_it() -> None:
    assert dotted(()) == ""
    assert dotted(("a", 0, 1, "b")) == "a[0][1].b"


def test_paths_count_over_the_dropped_entries() -> None:
    source = load("a: [{b: [1, 2, 3]}, {b: [4, 5, 6]}, {b: [7]}]")
    source = dataclasses.replace(source, dropped=frozenset({("a", 0), ("a", 1, "b", 0), ("c",)}))
    assert source.written(("a", 0, "b", 1)) == ("a", 1, "b", 2)
    assert source.written(("a", 1, "b", 0)) == ("a", 2, "b", 0)
    assert source.written(("x", 3)) == ("x", 3)
