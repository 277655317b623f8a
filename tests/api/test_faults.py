"""What breaks under a page is said there, outlived, and nothing is lost or told twice."""

from __future__ import annotations

import os
import resource
import signal
import time

import pytest
from websockets.exceptions import ConnectionClosed

from tests.api.client import Server
from tests.page.served import engine_of
from twin.run.reading import open_run

SLOW = {"scenario": "scene-t1-trips", "speed": 300.0}


@pytest.fixture
def serving(tmp_path):
    """A server of its own, to be broken."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    made = Server(folder).start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.stop()


def seqs_until(page, seen, true):
    """Take messages, noting facts, until one is as it should be; that one."""
    until_s = time.monotonic() + 40.0
    while time.monotonic() < until_s:
        message = page.next(20.0)
        if message["type"] == "facts":
            seen += message["table"]["seq"].to_pylist()
        if true(message):
            return message
    raise AssertionError("it did not come")


def state_is(state):
    return lambda message: message["type"] == "status" and message["run"]["state"] == state


def has_seen(seen, count):
    return lambda _: len(seen) >= count


def broken_and_resumed(browser, server, name, break_it):
    """Break a run's engine under a page, let another go on; what the page saw."""
    browser.post("/runs", {**SLOW, "name": name}, 201)
    seen: list[int] = []
    with browser.live(name) as page:
        page.say(type="subscribe", signals=["site.import_w"], hz=30, facts=True, from_seq=0)
        seqs_until(page, seen, has_seen(seen, 20))
        break_it(engine_of(server.process.pid, name))
        said = seqs_until(page, seen, state_is("crashed"))
        assert browser.get(f"/runs/{name}/facts")["facts"], "it still answers"
        assert page_answers(page)
        browser.post(f"/runs/{name}/resume", {"speed": 0})
        whole = seqs_until(page, seen, state_is("complete"))
        seqs_until(page, seen, has_seen(seen, whole["run"]["seq"]))
    assert seen == list(range(1, len(seen) + 1))
    assert open_run(server.workspace / "runs" / name).verify().faults == ()
    return said["run"]["trouble"]


def page_answers(page):
    page.say(type="ping", n=3)
    return page.until("pong")["n"] == 3


def test_an_engine_that_is_killed_is_told_to_its_page_and_the_next_goes_on(server, browser):
    trouble = broken_and_resumed(
        browser, server, "struck", lambda engine: os.kill(engine, signal.SIGKILL)
    )
    assert "-9" in trouble


def test_a_disk_that_is_full_is_told_to_its_page_and_the_log_stays_whole(server, browser):
    trouble = broken_and_resumed(
        browser,
        server,
        "full",
        # No file of the engine may grow any more, as on a disk without room.
        lambda engine: resource.prlimit(
            engine, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY)
        ),
    )
    assert "too large" in trouble
    assert "Traceback" not in trouble


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_goes_leaves_a_whole_log_and_the_next_one_goes_on(serving, end):
    browser = serving.enter()
    browser.post("/runs", {**SLOW, "name": "left"}, 201)
    seen: list[int] = []
    with browser.live("left") as page:
        page.say(type="subscribe", facts=True, from_seq=0)
        seqs_until(page, seen, has_seen(seen, 20))
        engine = engine_of(serving.process.pid, "left")
        os.kill(serving.process.pid, end)
        with pytest.raises(ConnectionClosed):
            seqs_until(page, seen, has_seen(seen, 10**9))
    serving.process.communicate(timeout=20)
    until_gone(engine)
    assert open_run(serving.workspace / "runs" / "left").verify().faults == ()
    browser = serving.start().enter()
    assert browser.get("/runs/left")["state"] == "stopped"
    browser.post("/runs/left/resume", {"speed": 0})
    with browser.live("left") as page:
        page.say(type="subscribe", facts=True, from_seq=seen[-1])
        whole = seqs_until(page, seen, state_is("complete"))
        seqs_until(page, seen, has_seen(seen, whole["run"]["seq"]))
    assert seen == list(range(1, len(seen) + 1))


def until_gone(pid):
    """An engine that lost its server writes all and ends."""
    until_s = time.monotonic() + 20.0
    while time.monotonic() < until_s:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("the engine outlives its server")
