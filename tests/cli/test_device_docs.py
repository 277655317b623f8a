"""Every kind of device has a page with its equations, its keys and a picture of its example."""

from __future__ import annotations

import re

import pytest

from twin import shipped
from twin.cli.device_docs import GIVEN, INDEX, about, equation_modules, keys, told, write_docs
from twin.devices import DEVICES
from twin.errors import RequestError
from twin.units import unit_of

kinds = pytest.mark.parametrize("kind", sorted(DEVICES))
CLASSES = {"verified", "secondary source", "engineering memory", "assumption"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """All pages; without an example of a kind there are none, and this says which is missing."""
    missing = {
        f"fixtures/devices/{kind}{suffix}"
        for kind in DEVICES
        for suffix, found in ((".yaml", shipped.text), (".csv", shipped.table))
        if kind not in shipped.names("devices") or not found("devices", kind)
    }
    assert missing == set(), "add the spec (.yaml) and what drives it (.csv: a time and its inputs)"
    folder = tmp_path_factory.mktemp("docs") / "new" / "devices"
    write_docs(folder)
    return folder


def test_there_is_an_example_of_every_kind_and_of_no_other():
    assert set(shipped.names("devices")) - set(DEVICES) == set()
    missing = set(DEVICES) - set(shipped.names("devices"))
    assert missing == set(), "add fixtures/devices/KIND.yaml and KIND.csv for these"


@kinds
def test_every_kind_has_a_page_with_a_picture(kind, pages):
    page = (pages / f"{kind}.md").read_text(encoding="utf-8")
    picture = (pages / f"{kind}.png").read_bytes()
    assert page.startswith(f"# {kind}\n")
    assert f"]({kind}.png)" in page
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 5_000, "an empty picture"
    assert (pages / f"{kind}.yaml").read_text(encoding="utf-8") == shipped.text("devices", kind)


@kinds
def test_a_page_names_every_key_and_column_with_its_unit(kind, pages):
    page = (pages / f"{kind}.md").read_text(encoding="utf-8")
    bench = DEVICES[kind]
    for key in bench.SPEC.model_fields:
        unit = re.escape(unit_of(key).label) if unit_of(key) else ""
        assert re.search(rf"^\| `{key}` \| .* \| {unit} \| ", page, re.MULTILINE), key
    for column in (*bench.INPUTS, *bench.OUTPUTS, *bench.STATES):
        assert f"| `{column.name}` | {column.unit} | " in page


@kinds
def test_every_number_of_a_spec_says_where_it_comes_from(kind):
    """V, S, M or A in brackets; what only says which device it is needs none."""
    silent = [key for key, field in keys(DEVICES[kind].SPEC) if not told(key, field)[0]]
    assert silent == [], "say [V], [S], [M] or [A] in the description of these defaults"


@kinds
def test_a_page_says_what_a_device_does(kind, pages):
    page = (pages / f"{kind}.md").read_text(encoding="utf-8")
    modules = equation_modules(DEVICES[kind])
    assert modules, "no module of equations is found behind its bench"
    assert all((module.__doc__ or "").strip() in page for module in modules)


def test_the_pages_are_listed_in_an_index(pages):
    index = (pages / INDEX).read_text(encoding="utf-8")
    assert [line.split("]")[0][3:] for line in index.splitlines() if "](" in line] == sorted(
        DEVICES
    )
    assert f"| [fuse](fuse.md) | {about(DEVICES['fuse'])} |" in index
    assert about(DEVICES["fuse"]) == "A fuse."


def test_nothing_is_left_beside_what_a_page_shows(pages):
    suffixes = {path.suffix for path in pages.iterdir()}
    assert suffixes == {".md", ".png", ".yaml", ".csv"}


def test_a_page_shows_what_was_crossed_and_when(pages):
    page = (pages / "fuse.md").read_text(encoding="utf-8")
    assert re.search(r"^\| melted rising \| 160\.6\d+ \|$", page, re.MULTILINE)


def test_keys_of_parts_and_lists_are_named_within():
    names = [key for key, _ in keys(DEVICES["cooling_tower"].SPEC)]
    assert {"fan", "fan.count", "latent_frac"} <= set(names)
    assert "melting[].melt_s" in [key for key, _ in keys(DEVICES["fuse"].SPEC)]


def test_provenance_is_taken_out_of_the_meaning():
    fields = dict(keys(DEVICES["fuse"].SPEC))
    assert told("arc_s", fields["arc_s"]) == (
        "engineering memory",
        "from melting to the end of the current",
    )
    assert told("rated_a", fields["rated_a"]) == (GIVEN, "rating In")


def test_a_kinds_equations_are_its_own_and_not_its_neighbours():
    names = [module.__name__.rpartition(".")[2] for module in equation_modules(DEVICES["fuse"])]
    assert names == ["fuse", "elements", "accumulators"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RequestError, match="can't be written"):
        write_docs(tmp_path / "file" / "docs")
