"""The websocket: follow, walk through, resume without a gap, and be closed for bad manners."""

from __future__ import annotations

import json

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

SIGNALS = ["T1.hotspot_c", "site.import_w"]


def closed_with(page):
    """The code that the server closes with, whatever it says before."""
    try:
        while True:
            page.next()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd is not None else None


@pytest.fixture
def moving(browser, request):
    name = f"live-{abs(hash(request.node.name)) % 10_000}"
    body = {"scenario": "scene-t1-trips", "name": name, "speed": 600.0}
    browser.post("/runs", body, 201)
    yield name
    browser.ask("POST", f"/api/v1/runs/{name}/control", {"action": "stop"})


def test_a_page_is_greeted_and_follows(browser, moving):
    with browser.live(moving) as page:
        hello = page.next()
        assert (hello["type"], hello["protocol"], hello["role"]) == ("hello", 1, "control")
        page.say(type="subscribe", signals=SIGNALS, hz=30, facts=True, from_seq=0, marks=True)
        frame = page.until("signals", mode="follow")
        assert frame["table"].column_names == SIGNALS
        assert page.until("marks")["marks"] is not None


def test_facts_come_each_once_in_order_and_resume_by_number(browser, moving):
    seen: list[int] = []
    with browser.live(moving) as page:
        page.say(type="subscribe", facts=True, from_seq=0)
        while len(seen) < 40:
            seen += page.until("facts")["table"]["seq"].to_pylist()
    with browser.live(moving) as page:
        page.say(type="subscribe", facts=True, from_seq=seen[-1])
        seen += page.until("facts", 40.0)["table"]["seq"].to_pylist()
    assert seen == list(range(1, len(seen) + 1))


def test_a_cursor_seeks_steps_and_comes_back(browser):
    run = browser.get("/runs/done")
    with browser.live("done") as page:
        page.say(type="subscribe", signals=SIGNALS, hz=30, marks=True)
        page.until("signals")
        page.say(type="seek", t_ms=run["t0_ms"] + 3_610_000)
        there = page.until("signals", mode="replay")
        assert float(there["t_ms"]) == run["t0_ms"] + 3_610_000
        marks = page.until("marks", t_ms=run["t0_ms"] + 3_610_000)["marks"]
        assert "failed" in marks["T1"]
        page.say(type="step", count=-1)
        assert float(page.until("signals")["t_ms"]) < run["t0_ms"] + 3_610_000
        page.say(type="follow")
        back = page.until("signals", mode="follow")
        assert float(back["t_ms"]) == run["t_ms"]


def test_a_replay_plays_to_the_end(browser):
    run = browser.get("/runs/done")
    with browser.live("done") as page:
        page.say(type="subscribe", signals=SIGNALS, hz=30)
        page.say(type="seek", t_ms=run["t0_ms"])
        page.until("signals", mode="replay")
        page.say(type="play", speed=3600)
        stamps = [float(page.until("signals")["t_ms"]) for _ in range(4)]
        assert stamps == sorted(stamps)
        assert stamps[-1] > run["t0_ms"]


def test_a_ping_is_answered(browser):
    with browser.live("done") as page:
        page.say(type="ping", n=7)
        assert page.until("pong")["n"] == 7


def test_an_unknown_signal_is_an_error_and_no_goodbye(browser):
    with browser.live("done") as page:
        page.say(type="subscribe", signals=["T9.hotspot_c"])
        assert page.until("error")["problem"]["status"] == 422
        page.say(type="ping", n=1)
        assert page.until("pong")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", 1007),
        ("nonsense", 1007),
        ('{"type": "explode"}', 1002),
        ('{"type": "seek"}', 1002),
        ('{"type": "seek", "t_ms": "soon"}', 1002),
        ('{"type": "ping", "n": 1, "more": 2}', 1002),
        (b"\x00\x01", 1002),
        (json.dumps({"type": "ping", "n": 0, "x": "y" * 70_000}), 1009),
    ],
)
def test_bad_messages_close_the_socket(browser, text, code):
    with browser.live("done") as page:
        page.socket.send(text)
        assert closed_with(page) == code
    assert browser.get("/session")


def test_too_many_messages_close_the_socket(browser):
    with browser.live("done") as page:
        for n in range(60):
            page.say(type="ping", n=n)
        assert closed_with(page) == 1008


def test_who_may_only_look_does_not_pace_the_engine(onlooker, moving):
    with onlooker.live(moving) as page:
        page.say(type="pause")
        assert page.until("error")["problem"]["status"] == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None])
def test_a_foreign_origin_is_refused_before_it_is_accepted(browser, origin):
    with pytest.raises(InvalidStatus) as refused, browser.live("done", origin=origin):
        pass
    assert refused.value.response.status_code == 403


def test_a_page_without_a_session_is_refused(browser):
    nobody = type(browser)(browser.base)
    with pytest.raises(InvalidStatus) as refused, nobody.live("done"):
        pass
    assert refused.value.response.status_code == 403
