"""The wheel alone is enough: it carries what is shipped and needs nothing of the checkout."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.tidy.source import ROOT, tracked

# All scripts of the page, compressed as a server sends them.
PAGE_SCRIPT_BYTES = 150_000

SHIPPED = {
    "fixtures/sites": "twin/fixtures/sites",
    "fixtures/scenarios": "twin/fixtures/scenarios",
    "fixtures/plans": "twin/fixtures/plans",
    "fixtures/devices": "twin/fixtures/devices",
    "twin/site/catalogue": "twin/site/catalogue",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel, built from a copy of what git holds."""
    home = tmp_path_factory.mktemp("build")
    for path in tracked():
        target = home / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    if (ROOT / "web" / "dist").is_dir():
        # The hook trusts it only if its stamp fits the source that is beside it.
        shutil.copytree(ROOT / "web" / "dist", home / "web" / "dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(home / "dist")]
    done = subprocess.run(command, cwd=home, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (built,) = (home / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The wheel, unpacked as an installer would."""
    home = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    return home


def elsewhere(installed: Path, code: str) -> str:
    """What a program prints that sees the wheel and the pinned packages but no checkout."""
    program = (
        f"import sys; sys.path[:0] = [{str(installed)!r}]\n"
        f"sys.path[:] = [p for p in sys.path if p != {str(ROOT)!r}]\n{code}"
    )
    command = [sys.executable, "-I", "-c", program]
    done = subprocess.run(command, cwd=installed, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_everything_shipped_is_in_the_wheel(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    held = {p.relative_to(ROOT).as_posix() for p in tracked()}
    expected = {
        there + path.removeprefix(here)
        for here, there in SHIPPED.items()
        for path in held
        if path.startswith(f"{here}/")
    }
    assert expected - names == set()


def test_the_wheel_holds_the_two_packages_and_no_tests(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"twin", "api"}


def test_the_page_is_in_the_wheel(installed):
    code = "from api.page import page_folder; print(page_folder()[0])"
    folder = Path(elsewhere(installed, code))
    assert folder.is_relative_to(installed)
    assert {p.suffix for p in (folder / "assets").iterdir()} >= {".js", ".css"}
    assert "<script>" not in (folder / "index.html").read_text(encoding="utf-8")


def test_the_page_is_small_enough_to_open_at_once(wheel):
    with zipfile.ZipFile(wheel) as archive:
        scripts = [n for n in archive.namelist() if n.startswith("api/") and n.endswith(".js")]
        sizes = {n: len(gzip.compress(archive.read(n))) for n in scripts}
    assert sizes
    assert sum(sizes.values()) <= PAGE_SCRIPT_BYTES


def test_every_module_is_in_the_wheel(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    held = {p.relative_to(ROOT).as_posix() for p in tracked() if p.suffix == ".py"}
    assert {path for path in held if path.startswith(("twin/", "api/"))} - names == set()


def test_shipped_documents_are_found_without_a_checkout(installed):
    code = "from twin import shipped; print({f: shipped.names(f) for f in shipped.FOLDERS})"
    held = {
        folder: tuple(sorted(p.stem for p in (ROOT / path).glob("*.yaml") if p in tracked()))
        for folder, path in zip(
            ("sites", "scenarios", "plans", "devices", "catalogue"), SHIPPED, strict=True
        )
    }
    assert eval(elsewhere(installed, code)) == held


def test_the_package_comes_from_the_wheel(installed):
    code = "import twin, api; print(twin.__file__, api.__file__)"
    assert elsewhere(installed, code).count(str(installed)) == 2


def test_the_command_is_declared(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (entry,) = (n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "twin = twin.cli:main" in archive.read(entry).decode()
