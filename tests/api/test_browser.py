"""A browser is opened where one would be seen; elsewhere one is told what to do."""

from __future__ import annotations

import webbrowser
from threading import Event

import pytest

from api import browser
from api.browser import has_display, send_browser, way_in

LINK = "http://127.0.0.1:8123/enter?key=k"


@pytest.mark.parametrize(
    ("platform", "surroundings", "seen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"BROWSER": "firefox"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_only_linux_needs_a_display(platform, surroundings, seen):
    assert has_display(platform, surroundings) is seen


def test_without_a_display_no_browser_is_looked_for(monkeypatch, capsys):
    monkeypatch.setattr(browser, "has_display", lambda *_: False)
    monkeypatch.setattr(webbrowser, "open", lambda _: pytest.fail("opened"))
    send_browser(LINK)
    assert capsys.readouterr().out == way_in(LINK)


def test_a_browser_that_does_not_start_is_told(monkeypatch):
    asked, told = [], Event()
    monkeypatch.setattr(browser, "has_display", lambda *_: True)
    monkeypatch.setattr(webbrowser, "open", lambda link: bool(asked.append(link)))
    monkeypatch.setattr(browser, "way_in", lambda link: told.set() or "do this")
    send_browser(LINK)
    assert told.wait(10)
    assert asked == [LINK]
