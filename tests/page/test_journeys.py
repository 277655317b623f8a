"""Journeys of a person: from the first look to an answer, with the mouse and by keys alone."""

from __future__ import annotations

import pytest

from tests.page.browser import Tab, opened
from tests.page.served import served
from tests.page.views import (
    BANNER,
    CALM,
    CALM_CLOCK,
    FIELD,
    POWER,
    THEME,
    TRIP,
    TRIP_CLOCK,
    ask,
    make,
    stand,
)

WHY = "[...document.querySelectorAll('aside ol li .words b')].map(b => b.innerText)"
TRANSPORT = "document.querySelector('.transport').innerText"
HEADING = "document.querySelector('aside h2').innerText"
FOCUS = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture
def home(fresh, server) -> Tab:
    """The first page of somebody who has chosen no run."""
    fresh.go(f"{server.base}/")
    fresh.wait("document.querySelector('main .empty h2')")
    return fresh


@pytest.fixture
def tripped(fresh, server) -> Tab:
    """Four seconds after T1 tripped."""
    return stand(fresh, server, TRIP, TRIP_CLOCK)


def test_first_look_an_empty_workspace_says_what_to_do_and_a_run_is_made_from_it(browser, tmp_path):
    with served(tmp_path) as server, opened(browser, server.link) as tab:
        tab.wait("document.querySelector('main').innerText.includes('There is no run yet')")
        tab.click("Make a run")
        tab.page.locator("dialog").get_by_label("Scenario").select_option("scene-t1-trips")
        tab.click("Make and play")
        tab.wait("location.search.includes('run=scene-t1-trips')")
        tab.wait(f"{POWER}.match(/\\d/)")
        assert tab.wait("document.querySelectorAll('svg.drawing .element').length > 20")
        assert tab.faults == []


def test_playing_moves_the_clock_and_the_facts_and_a_pause_holds_them(home):
    make(home, "played", speed=3600.0)
    first = home.read(FIELD)
    home.wait(f"{FIELD} > '{first}' && {FIELD}")
    home.press(" ")
    home.wait(f"{TRANSPORT}.includes('aused')")
    held = at_rest(home)
    seq = ask(home, "/runs/played")["seq"]
    home.page.wait_for_timeout(700)
    assert home.read(FIELD) == held
    assert ask(home, "/runs/played")["seq"] == seq
    home.press("5")
    assert home.wait(f"{FIELD} > '{held}'")
    assert home.faults == []


def at_rest(tab) -> str:
    """The clock once it stands: frames that were on their way have come."""
    for _ in range(30):
        before = tab.read(FIELD)
        tab.page.wait_for_timeout(700)
        if tab.read(FIELD) == before:
            return before
    raise AssertionError("the clock never stands")


def test_scrubbing_shows_the_state_under_the_cursor_while_one_drags(tripped):
    bar = tripped.page.get_by_role("slider", name="Instant").bounding_box()
    assert bar is not None
    y_px = bar["y"] + bar["height"] / 2
    seen = set()
    tripped.page.mouse.move(bar["x"] + bar["width"] * 0.3, y_px)
    tripped.page.mouse.down()
    for step in range(8):
        tripped.page.mouse.move(bar["x"] + bar["width"] * (0.3 + 0.05 * step), y_px)
        tripped.page.wait_for_timeout(60)
        seen.add(tripped.read(f"{FIELD} + ' ' + {POWER}"))
    tripped.page.mouse.up()
    assert len(seen) >= 6
    tripped.wait(f"location.search.includes('at=') && !location.search.includes('{TRIP[:19]}')")
    at_ms = tripped.read("Date.parse(new URLSearchParams(location.search).get('at'))")
    state = ask(tripped, f"/runs/trip/state?at_ms={at_ms}&subject=site")
    shown_mw = float(tripped.read(f"{POWER}.replace(/[^0-9.]/g, '')"))
    assert shown_mw == pytest.approx(state["values"]["site"]["import_w"] / 1e6, abs=0.06)


def test_selecting_t1_tells_why_it_tripped_and_each_cause_is_a_jump(tripped):
    tripped.page.locator("svg.drawing [aria-label*='transformer T1,']").first.click()
    assert tripped.wait(HEADING).startswith("T1")
    assert "failed" in tripped.text("aside h2")
    causes = tripped.wait(f"{WHY}.length > 1 && {WHY}")
    assert "T1" in causes[0]
    assert tripped.text("aside ol li.first em").endswith("first cause")
    tripped.page.locator("aside ol li.first button").click()
    assert tripped.wait(f"{FIELD} === '14 Jul 2026 16:00:00'")


def test_the_fact_list_filters_by_words_and_opens_the_causes_of_a_fact(tripped):
    tripped.press("/")
    tripped.wait("document.activeElement.id === 'fact-text'")
    tripped.page.keyboard.type("TIE-14 closed")
    rows = "[...document.querySelectorAll('[aria-label=Facts] tbody tr')].map(r => r.innerText)"
    tripped.wait(f"{rows}.length === 1 && {rows}[0].includes('TIE-14 closed')")
    tripped.page.locator("[aria-label=Facts] button.what").click()
    causes = tripped.wait(f"{WHY}.length > 2 && {WHY}")
    assert causes[0].startswith("TIE-14 closed")
    assert any("T1" in cause for cause in causes)


def test_an_alarm_is_acknowledged_with_a_note_and_the_list_says_by_whom(home):
    make(home, "alarmed", scenario="scene-t1-trips", speed=60.0)
    listed = "document.querySelector('[role=region][aria-label=Alarms]').innerText"
    home.press("a")
    home.wait(f"{listed}.includes('Unacknowledged')")
    home.press(" ")
    home.wait(f"{TRANSPORT}.includes('aused')")
    home.press("A")
    home.wait("document.querySelector('dialog')")
    home.page.keyboard.type("seen, fans are on")
    home.press("Enter")
    said = home.wait(f"{listed}.includes('Acknowledged') && {listed}")
    assert "seen, fans are on" in said
    assert home.faults == []


def test_a_fork_with_a_change_is_compared_with_its_run(fresh, server):
    stand(fresh, server, CALM, CALM_CLOCK)
    fresh.press("f")
    form = fresh.page.locator("dialog")
    form.get_by_label("What is different").select_option("fail")
    form.get_by_label("Which").select_option("T3")
    form.get_by_label("Name").fill("t3-lost")
    form.get_by_label("Speed").select_option("0")
    fresh.click("Fork and show beside")
    fresh.wait("location.search.includes('beside=t3-lost')")
    rows = "[...document.querySelectorAll('.split tr')].map(r => r.innerText.replace(/\\s+/g, ' '))"
    fresh.press("ArrowRight")
    assert fresh.wait(f"{rows}.some(r => r.startsWith('T3 ') && r.includes('failed'))")
    assert ask(fresh, "/runs/t3-lost")["parent"] == "trip"
    assert fresh.faults == []


def test_keys_alone_lead_from_the_first_page_to_the_cause(home):
    home.press("r")
    home.wait("document.querySelector('dialog')")
    home.press("Escape", "Control+k")
    home.page.keyboard.type("runs")
    home.press("Enter")
    home.wait("document.querySelector('dialog')")
    for _ in range(40):
        home.press("Tab")
        if home.read("document.activeElement.innerText").strip() == "trip":
            break
    home.press("Enter")
    home.wait(f"location.search.includes('run=trip') && {POWER}.match(/\\d/)")
    home.press("t")
    home.wait("document.activeElement.id === 'time-field'")
    home.page.keyboard.type(TRIP_CLOCK)
    home.press("Enter")
    home.wait(f"{FIELD} === '{TRIP_CLOCK}' && !{POWER}.startsWith('–')")
    walked = []
    for _ in range(60):
        home.press("Tab")
        if home.read("document.activeElement.classList.contains('element')"):
            break
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft"):
        home.press(key)
        walked.append(home.read(FOCUS))
    assert len(set(walked)) >= 3
    home.press("Enter")
    assert home.wait(f"{HEADING} && !location.search.includes('asset=null')")
    home.press("Escape")
    assert home.faults == []


def test_dark_and_light_follow_the_system_until_one_chooses(tripped):
    assert tripped.read(THEME) == "light"
    tripped.page.emulate_media(color_scheme="dark")
    tripped.wait(f"{THEME} === 'dark'")
    tripped.press("d")
    tripped.wait(f"{THEME} === 'light'")
    tripped.page.reload()
    tripped.wait(f"{POWER}.match(/\\d/)")
    assert tripped.read(THEME) == "light"


def test_who_may_only_look_looks_and_is_told_why_nothing_else_works(browser, server, fresh):
    fresh.go(f"{server.base}/")
    make(fresh, "looked-at", speed=60.0)
    with opened(browser, server.onlooker) as tab:
        tab.go(f"{server.base}/?view=live&run=looked-at")
        tab.wait(f"{POWER}.match(/\\d/)")
        assert "view only" in tab.text("header")
        assert tab.read("document.querySelector('aside .acts')") is None
        tab.press("f")
        assert tab.read("document.querySelector('dialog')") is None
        tab.press(" ")
        assert "may only look" in tab.wait(f"{BANNER}.includes('look') && {BANNER}")
        assert ask(tab, "/runs/looked-at")["state"] == "playing"
        tab.press("Home")
        tab.wait(f"{FIELD}.endsWith('09:00:00')")
        assert tab.faults == []
