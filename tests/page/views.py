"""Where things are on the page, as JavaScript to read them, and how to get to a view."""

from __future__ import annotations

import json
from typing import Any

from tests.page.browser import Tab
from tests.page.served import Served

TRIP = "2026-07-14T21:00:04.000Z"
TRIP_CLOCK = "14 Jul 2026 16:00:04"
CALM = "2026-07-14T20:30:00.000Z"
CALM_CLOCK = "14 Jul 2026 15:30:00"
FIELD = "document.querySelector('#time-field').value"
POWER = "document.querySelector('.figures .v').innerText"
BANNER = "[...document.querySelectorAll('.banner')].map(b => b.innerText).join()"
THEME = "document.documentElement.dataset.theme"


def address(server: Served, at: str, run: str = "trip", **more: str) -> str:
    """The link to an instant of a run."""
    words = "".join(f"&{key}={value}" for key, value in more.items())
    return f"{server.base}/?view=live&run={run}&at={at}{words}"


def stand(tab: Tab, server: Served, at: str, clock: str, **more: str) -> Tab:
    """Go to an instant, and wait until it is shown with its figures."""
    tab.go(address(server, at, **more))
    tab.wait(f"{FIELD} === '{clock}' && !{POWER}.startsWith('–')")
    return tab


def make(tab: Tab, name: str, **wishes: object) -> None:
    """Make a run as the page does, and open it where it stands."""
    body = json.dumps({"name": name, "scenario": "heat-wave", "play": True, **wishes})
    sent = f"{{method: 'POST', headers: {{'content-type': 'application/json'}}, body: {body!r}}}"
    assert tab.read(f"fetch('/api/v1/runs', {sent}).then(r => r.status)") == 201
    tab.go(f"{tab.read('location.origin')}/?view=live&run={name}")
    tab.wait(f"{POWER}.match(/\\d/)")


def ask(tab: Tab, path: str) -> Any:
    """What the server says, asked from the page."""
    return tab.read(f"fetch('/api/v1{path}').then(r => r.json())")


PLAN = "document.querySelector('.gantt, section[aria-label=Money], .losses')"
STRIP = "document.querySelector('.strip').innerText"
FIGURES = "document.querySelector('.figures').innerText"


def open_plan(tab: Tab, server: Served, query: str = "", plan: str = "w100-rev2") -> Tab:
    """Go to a plan, and wait until it and the revision before it are reckoned."""
    tab.go(f"{server.base}/?view=plan&plan={plan}{query}")
    tab.wait(f"{PLAN} && /on rev|as rev/.test({FIGURES})")
    return tab


def bar(tab: Tab, name: str) -> dict[str, float]:
    """Where a bar of the chart is."""
    bars = "[...document.querySelectorAll('[data-part=bar]')]"
    found = f"{bars}.find(e => e.querySelector('title').textContent.startsWith('{name} '))"
    return tab.wait(f"(b => ({{x: b.x, y: b.y, width: b.width}}))({found}.getBoundingClientRect())")
