"""A dead engine, a full disk, a server that hangs, a laptop that slept: said and outlived."""

from __future__ import annotations

import os
import resource
import signal

import pytest

from tests.page.browser import Tab, opened
from tests.page.served import engine_of, served
from tests.page.views import BANNER, FIELD, POWER, ask, make

SEQS = "[...document.querySelectorAll('[aria-label=Facts] tbody tr button.what')].length"


@pytest.fixture
def tab(fresh, server) -> Tab:
    fresh.go(f"{server.base}/")
    fresh.wait("document.querySelector('h1')")
    return fresh


def goes_on(tab: Tab, run: str) -> None:
    """Resume from the banner; the run plays further than it was."""
    seq = ask(tab, f"/runs/{run}")["seq"]
    tab.click("Resume")
    tab.wait(f"{BANNER} === ''")
    while ask(tab, f"/runs/{run}")["seq"] <= seq:
        tab.page.wait_for_timeout(50)


def test_an_engine_that_is_killed_is_told_and_another_goes_on(tab, server):
    make(tab, "killed", speed=600.0)
    while ask(tab, "/runs/killed")["seq"] < 20:
        tab.page.wait_for_timeout(20)
    os.kill(engine_of(server.process.pid, "killed"), signal.SIGKILL)
    said = tab.wait(f"{BANNER}.includes('died') && {BANNER}")
    assert "-9" in said
    assert "are in the log" in said
    goes_on(tab, "killed")
    assert tab.faults == []


def test_a_disk_that_is_full_is_told_in_words_and_the_log_stays_whole(tab, server):
    make(tab, "full", speed=3600.0)
    while ask(tab, "/runs/full")["seq"] < 20:
        tab.page.wait_for_timeout(20)
    engine = engine_of(server.process.pid, "full")
    # No file of the engine may grow any more, as on a disk without room.
    resource.prlimit(engine, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    said = tab.wait(f"{BANNER}.includes('died') && {BANNER}")
    assert "File too large" in said or "disk" in said
    goes_on(tab, "full")


def test_a_server_that_hangs_is_silent_then_lost_and_no_fact_is_missed(tab, server):
    make(tab, "hung", speed=600.0)
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        assert "old" in tab.wait(f"{BANNER}.includes('silent') && {BANNER}")
        assert tab.wait("document.querySelector('.old') !== null")
        assert "slept" in tab.wait(f"{BANNER}.includes('Nothing was heard') && {BANNER}")
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    tab.wait(f"{BANNER} === ''")
    back = tab.read(FIELD)
    tab.wait(f"{FIELD} > '{back}'")
    whole(tab, "hung")


def test_a_page_that_slept_wakes_where_the_run_is_now(tab):
    make(tab, "slept", speed=600.0)
    before = tab.read(FIELD)
    devtools = tab.devtools()
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    while ask_outside(tab, "/runs/slept")["seq"] < 60:
        tab.page.wait_for_timeout(50)
    devtools.send("Page.setWebLifecycleState", {"state": "active"})
    tab.wait(f"{FIELD} > '{before}'")
    whole(tab, "slept")
    assert tab.faults == []


def test_a_server_that_was_restarted_under_a_playing_run_lets_it_go_on(browser, tmp_path):
    with served(tmp_path) as first, opened(browser, first.link) as tab:
        make(tab, "restarted", speed=600.0)
        port, base = first.port, first.base
        first.process.terminate()
        first.process.wait(timeout=20)
        tab.wait(f"{BANNER}.includes('Try')")
        with served(tmp_path, port) as second:
            assert second.base == base
            entered = f"fetch({second.link!r}, {{redirect: 'manual'}}).then(() => 1)"
            tab.wait(f"{BANNER}.includes('no session')")
            assert tab.read(entered)
            tab.wait(f"{BANNER}.includes('No engine runs')")
            assert tab.read(f"{POWER}.match(/\\d/) !== null")
            goes_on(tab, "restarted")
            whole(tab, "restarted")


def ask_outside(tab: Tab, path: str):
    """The same question past a page that sleeps."""
    return tab.page.request.get(tab.page.url.split("/?")[0] + f"/api/v1{path}").json()


def whole(tab: Tab, run: str) -> None:
    """The fact list has each of the last facts once, in order, as the log has them."""
    tab.press("End", " ")
    tab.wait("document.querySelector('.transport').innerText.includes('Paused')")
    facts = ask(tab, f"/runs/{run}/facts?limit=100")["facts"]
    wanted = [fact["words"] for fact in facts]
    shown = "[...document.querySelectorAll('[aria-label=Facts] button.what')].map(b => b.innerText)"
    tab.wait(f"JSON.stringify({shown}.slice(0, {len(wanted)})) === {as_js(wanted)}", 20.0)


def as_js(words: list[str]) -> str:
    return f"JSON.stringify({words!r})"
