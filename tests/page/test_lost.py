"""What breaks is said, counted down and found again; what is shown meanwhile is said to be old."""

from __future__ import annotations

import re

from tests.page.browser import opened
from tests.page.served import served
from tests.page.views import BANNER, FIELD, POWER, TRIP, address


def test_a_server_that_dies_and_returns_is_told_and_found_again(browser, workspace):
    with served(workspace) as first, opened(browser, first.link) as tab:
        port = first.port
        tab.go(address(first, TRIP))
        tab.wait(f"{POWER}.startsWith('86.')")
        first.process.terminate()
        first.process.wait(timeout=20)
        said = tab.wait(f"{BANNER}.includes('Try') && {BANNER}")
        assert re.search(r"is \d+ s old", said)
        assert re.search(r"Try \d+ in \d+ s; facts go on after number \d+", said)
        counted = tab.wait(f"{BANNER} !== {said!r} && {BANNER}")
        assert "Try" in counted
        assert tab.read(f"{POWER}.startsWith('86.')"), "the last figures stay, as old ones"
        assert tab.wait("document.querySelector('.old') !== null")
        with served(workspace, port) as second:
            assert "twin serve" in tab.wait(f"{BANNER}.includes('no session') && {BANNER}")
            assert tab.read(f"fetch({second.link!r}, {{redirect: 'manual'}}).then(() => 1)")
            tab.wait(f"{BANNER} === ''")
            tab.press("Home")
            assert tab.wait(f"{FIELD} === '14 Jul 2026 15:00:00' && {POWER} !== '–MW'")
