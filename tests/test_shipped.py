"""Shipped documents are found by name, whole, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from twin import shipped
from twin.errors import DataError

ROOT = Path(__file__).parent.parent
CHECKOUT = {
    "catalogue": ROOT / "twin" / "site" / "catalogue",
    "sites": ROOT / "fixtures" / "sites",
    "scenarios": ROOT / "fixtures" / "scenarios",
    "plans": ROOT / "fixtures" / "plans",
    "devices": ROOT / "fixtures" / "devices",
}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package folder of our own in place of the installed one, as a wheel would lay it down."""
    home = tmp_path / "somewhere" / "twin"
    home.mkdir(parents=True)
    monkeypatch.setattr(shipped.resources, "files", lambda _name: home)
    return home


def ship(folder: Path, **documents: str) -> None:
    folder.mkdir(parents=True)
    for name, text in documents.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("folder", sorted(shipped.FOLDERS))
def test_every_document_of_the_checkout_is_shipped_whole(folder):
    sources = {p.stem: p.read_text(encoding="utf-8") for p in CHECKOUT[folder].glob("*.yaml")}
    assert shipped.names(folder) == tuple(sorted(sources))
    assert {name: shipped.text(folder, name) for name in sources} == sources


def test_a_table_lies_beside_its_document_and_is_shipped_whole():
    for name in shipped.names("devices"):
        source = CHECKOUT["devices"] / f"{name}.csv"
        assert shipped.table("devices", name) == source.read_text(encoding="utf-8")


def test_a_table_that_is_not_shipped_names_its_nearest():
    with pytest.raises(DataError, match=r"no shipped table 'transformr'.*'transformer'"):
        shipped.table("devices", "transformr")
    with pytest.raises(DataError, match="none is shipped"):
        shipped.table("catalogue", "racks")


def test_a_wheel_carries_its_own_sites_and_needs_no_checkout(package):
    ship(package / "fixtures" / "sites", b="two: 2\n", a="one: 1 °C\n")
    assert shipped.names("sites") == ("a", "b")
    assert shipped.text("sites", "a") == "one: 1 °C\n"


def test_a_checkout_has_its_fixtures_beside_the_package(package):
    ship(package.parent / "fixtures" / "scenarios", month="days: 30\n")
    assert shipped.text("scenarios", "month") == "days: 30\n"


def test_what_the_package_carries_wins_over_a_folder_beside_it(package):
    ship(package / "fixtures" / "sites", plant="of: wheel\n")
    ship(package.parent / "fixtures" / "sites", plant="of: neighbour\n")
    assert shipped.text("sites", "plant") == "of: wheel\n"


def test_a_name_may_carry_its_suffix(package):
    ship(package / "fixtures" / "sites", plant="x: 1\n")
    assert shipped.text("sites", "plant.yaml") == shipped.text("sites", "plant")


def test_only_documents_are_named(package):
    ship(package / "site" / "catalogue", asics="x: 1\n")
    (package / "site" / "catalogue" / "__init__.py").write_text("", encoding="utf-8")
    assert shipped.names("catalogue") == ("asics",)


def test_a_folder_that_ships_nothing_has_no_names(package):
    assert shipped.names("scenarios") == ()


def test_a_misspelt_name_is_answered_with_the_nearest(package):
    ship(package / "fixtures" / "sites", **{"w100": "", "w100-hybrid": ""})
    with pytest.raises(DataError) as caught:
        shipped.text("sites", "w100-hybrd")
    (fault,) = caught.value.faults
    assert fault.allowed == "w100, w100-hybrid"
    assert fault.remedy == "did you mean 'w100-hybrid'?"


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "..", "", "sites/plant"])
def test_a_name_never_leaves_its_folder(package, name):
    ship(package / "fixtures" / "sites", plant="x: 1\n")
    (package / "fixtures" / "secret.yaml").write_text("no: 1\n", encoding="utf-8")
    with pytest.raises(DataError, match="no shipped document"):
        shipped.text("sites", name)


def test_an_unknown_folder_names_the_known_ones():
    with pytest.raises(DataError, match="catalogue, devices, plans, scenarios, sites"):
        shipped.names("charts")


def test_no_message_shows_where_the_package_lies(package):
    ship(package / "fixtures" / "sites", plant="x: 1\n")
    with pytest.raises(DataError) as caught:
        shipped.text("sites", "plnt")
    assert str(package.parent.parent) not in str(caught.value)
    assert shipped.label("sites", "plant") == "shipped:sites/plant.yaml"
