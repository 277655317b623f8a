"""The Live workspace in a browser, with a server and a run as a user has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.page import page_folder
from tests.page.browser import CHROMIUM, Tab, opened
from tests.page.served import Served, served
from tests.tidy.source import ROOT
from twin import run_scenario

pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not Path(CHROMIUM).is_file(), reason="chromium is not installed"),
]

TRIP = "2026-07-14T21:00:04.000Z"
FIELD = "document.querySelector('#time-field').value"
POWER = "document.querySelector('.figures .v').innerText"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    """A workspace with the run in which T1 trips."""
    home = tmp_path_factory.mktemp("workspace")
    run_scenario("scene-t1-trips", home / "runs" / "trip")
    return home


@pytest.fixture(scope="module")
def server(workspace) -> Iterator[Served]:
    folder, words = page_folder()
    assert folder is not None, words
    with served(workspace) as running:
        yield running


@pytest.fixture(scope="module")
def browser(server, tmp_path_factory) -> Iterator[Tab]:
    """A browser that has entered by the link."""
    with opened(tmp_path_factory.mktemp("profile")) as tab:
        tab.go(server.link)
        tab.wait("document.querySelector('h1')")
        yield tab


@pytest.fixture
def tab(browser, server) -> Tab:
    """The run, four seconds after T1 tripped, T2 selected."""
    browser.faults.clear()
    browser.go("about:blank")
    browser.go(f"{server.base}/?view=live&run=trip&at={TRIP}&asset=T2")
    browser.wait(f"{FIELD} === '14 Jul 2026 16:00:04' && {POWER}.startsWith('86.')")
    return browser


def test_the_page_shows_the_instant_and_the_asset_of_its_address(tab):
    assert tab.wait("document.querySelector('aside h2').innerText").startswith("T2")
    assert tab.read("document.querySelectorAll('h1').length") == 1
    assert tab.wait("document.querySelectorAll('.chart canvas').length >= 2")
    assert tab.faults == []


def test_a_reload_returns_to_where_one_was(tab):
    tab.press("ArrowRight", ctrl=True)
    moved = tab.wait(f"{FIELD} !== '14 Jul 2026 16:00:04' && {FIELD}")
    tab.wait("!location.search.includes('21:00:04')")
    address = tab.read("location.href")
    tab.go("about:blank")
    tab.go(address)
    assert tab.wait(f"{POWER} !== '–MW' && {FIELD} === '{moved}'")


def test_every_key_of_the_clock_does_what_the_sheet_says(tab):
    tab.press("Home")
    assert tab.wait(f"{FIELD} === '14 Jul 2026 15:00:00'")
    tab.press("ArrowRight")
    assert tab.wait(f"{FIELD} > '14 Jul 2026 15:00:00'")
    tab.press("End")
    assert tab.wait(f"{FIELD} === '14 Jul 2026 19:00:00' && !location.search.includes('at=')")
    tab.press(" ")
    assert tab.wait("document.querySelector('.transport').innerText.includes('Replaying')")
    tab.press(" ")
    assert tab.wait(f"{FIELD} > '14 Jul 2026 15:00:00' && {FIELD} < '14 Jul 2026 19:00:00'")


def test_keys_are_off_while_one_types(tab):
    tab.press("/")
    tab.wait("document.activeElement.id === 'fact-text'")
    tab.press("d")
    assert tab.read("document.querySelector('#fact-text').value") == "d"
    assert tab.read("document.documentElement.dataset.theme") == "light"
    tab.press("Escape")


def test_a_fork_opens_beside_and_says_what_differs(tab):
    tab.press("f")
    tab.wait("document.querySelector('dialog')")
    tab.click("Fork and show beside")
    tab.wait("location.search.includes('beside=trip-t2-fails')")
    tab.press("ArrowRight")
    rows = "[...document.querySelectorAll('.split tr')].map(r => r.innerText.replace(/\\s+/g, ' '))"
    assert tab.wait(f"{rows}.some(r => r.includes('T2 as it should be') && r.includes('failed'))")
    assert tab.faults == []


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: run `make web`")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_keeps_anybody_out(tab, theme):
    if tab.read("document.documentElement.dataset.theme") != theme:
        tab.press("d")
    tab.press("a")
    tab.wait(f"document.documentElement.dataset.theme === '{theme}'")
    tab.read(AXE.read_text(encoding="utf-8") + "; 0")
    found = "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations"
    assert tab.read(f"{found}.map(v => v.id + ' ' + v.nodes.map(n => n.html).join()))") == []
    if theme == "dark":
        tab.press("d")


def test_a_server_that_dies_and_returns_is_told_and_found_again(workspace, tmp_path):
    banner = "[...document.querySelectorAll('.banner')].map(b => b.innerText).join()"
    with opened(tmp_path / "profile") as tab:
        with served(workspace) as first:
            tab.go(first.link)
            tab.wait("document.querySelector('h1')")
            tab.go(f"{first.base}/?view=live&run=trip&at={TRIP}")
            tab.wait(f"{POWER}.startsWith('86.')")
        assert "old" in tab.wait(f"{banner}.includes('Try') && {banner}")
        with served(workspace, first.port) as second:
            assert "twin serve" in tab.wait(f"{banner}.includes('no session') && {banner}")
            entered = f"fetch({second.link!r}, {{redirect: 'manual'}}).then(() => 1)"
            assert tab.read(entered)
            tab.wait(f"{banner} === ''")
            tab.press("Home")
            assert tab.wait(f"{FIELD} === '14 Jul 2026 15:00:00' && {POWER} !== '–MW'")
