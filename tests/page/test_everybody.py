"""Nobody is kept out: axe-core finds nothing on any view in either theme."""

from __future__ import annotations

import pytest

from tests.page.browser import Tab
from tests.page.views import THEME, TRIP, TRIP_CLOCK, stand
from tests.tidy.source import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
SHEET = "document.querySelector('dialog')"
# What is pressed to come to a view, and what shows that it is there.
VIEWS = {
    "one-line and facts": ((), "document.querySelector('aside h2')"),
    "cooling and alarms": (
        ("c", "a"),
        "document.querySelector('[role=region][aria-label=Alarms]')",
    ),
    "floor and hand-over": (("l", "h"), "document.querySelector('.lists')"),
    "signals": (("s",), "document.querySelectorAll('.chart canvas').length"),
    "palette": (("Control+k",), SHEET),
    "keys": (("?",), SHEET),
    "runs": (("r",), SHEET),
    "fork": (("f",), SHEET),
    "command": (("x",), SHEET),
    "note": (("n",), SHEET),
    "acknowledge": (("A",), SHEET),
    "export": (("e",), SHEET),
    "gauges": (("m",), "document.querySelector('h1')"),
}


def violations(tab: Tab) -> list[str]:
    """What axe-core finds, each with the elements."""
    tab.read(AXE.read_text(encoding="utf-8") + "; 0")
    found = "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations"
    return tab.read(f"{found}.map(v => v.id + ' ' + v.nodes.map(n => n.html).join()))")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_view(fresh, server, theme):
    fresh.page.emulate_media(color_scheme=theme)
    stand(fresh, server, TRIP, TRIP_CLOCK, asset="T2")
    fresh.wait(f"{THEME} === '{theme}'")
    found = {}
    for view, (keys, shown) in VIEWS.items():
        fresh.press(*keys)
        fresh.wait(shown)
        found[view] = violations(fresh)
        if shown == SHEET:
            fresh.press("Escape")
            fresh.wait(f"!{SHEET}")
    assert found == {view: [] for view in VIEWS}
    assert fresh.faults == []


def test_axe_finds_nothing_where_there_is_no_run_and_none_can_be_shown(fresh, server):
    fresh.go(f"{server.base}/")
    fresh.wait("document.querySelector('h1')")
    assert violations(fresh) == []
    fresh.go(f"{server.base}/?view=live&run=none")
    fresh.wait("document.querySelector('.banner')")
    assert violations(fresh) == []
