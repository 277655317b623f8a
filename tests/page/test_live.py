"""The Live workspace says where one is, goes where one wants, and returns to where one was."""

from __future__ import annotations

import pytest

from tests.page.browser import Tab
from tests.page.views import FIELD, POWER, THEME, TRIP, TRIP_CLOCK, stand


@pytest.fixture
def tab(fresh, server) -> Tab:
    """The run, four seconds after T1 tripped, T2 selected."""
    stand(fresh, server, TRIP, TRIP_CLOCK, asset="T2")
    fresh.wait(f"{POWER}.startsWith('86.')")
    return fresh


def test_the_page_shows_the_instant_and_the_asset_of_its_address(tab):
    assert tab.wait("document.querySelector('aside h2').innerText").startswith("T2")
    assert tab.read("document.querySelectorAll('h1').length") == 1
    assert tab.wait("document.querySelectorAll('.chart canvas').length >= 2")
    assert tab.faults == []


def test_a_reload_returns_to_where_one_was(tab):
    tab.press("Control+ArrowRight")
    moved = tab.wait(f"{FIELD} !== '{TRIP_CLOCK}' && {FIELD}")
    tab.wait("!location.search.includes('21:00:04')")
    tab.page.reload()
    assert tab.wait(f"{POWER} !== '–MW' && {FIELD} === '{moved}'")
    assert tab.wait("document.querySelector('aside h2').innerText").startswith("T2")


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
    assert tab.read(THEME) == "light"
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
