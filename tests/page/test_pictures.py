"""The main views look as they did when their pictures were kept.

`make baselines` keeps new ones. The run is a recorded one, so that only the page can change them.
"""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.page.browser import Tab, context
from tests.page.pictures import KEPT, judge, keep, same_machine
from tests.page.served import served
from tests.page.views import CALM, CALM_CLOCK, TRIP, TRIP_CLOCK, open_plan, stand
from tests.tidy.source import ROOT

KEEPING = os.environ.get("KEEP_BASELINES") == "1"
FAILED = ROOT / "build" / "pictures"
RECORDED = Path(__file__).parent / "recorded"
# Instant, theme, and what is pressed.
VIEWS = {
    "one-line-calm-light": (CALM, CALM_CLOCK, "light", ()),
    "one-line-trip-dark": (TRIP, TRIP_CLOCK, "dark", ("a",)),
    "cooling-light": (TRIP, TRIP_CLOCK, "light", ("c", "s")),
    "floor-dark": (TRIP, TRIP_CLOCK, "dark", ("l", "h")),
    "palette-light": (CALM, CALM_CLOCK, "light", ("Control+k",)),
}
# The fonts are pinned before the first element is drawn.
FONTS = """
new MutationObserver((_, watch) => {
  const root = document.documentElement;
  if (!root) return;
  root.style.setProperty('--font-ui', '"Liberation Sans"');
  root.style.setProperty('--font-code', '"Liberation Mono"');
  watch.disconnect();
}).observe(document, {childList: true});
"""
# What says how fast the server answered is another each time.
MOVING = "header [title='Latency and frame rate'], .strip [role=status]"
# Theme and what stands in the address.
PLANS = {
    "plan-light": ("light", "&task=A-L3&dates=early"),
    "plan-dark": ("dark", "&task=RING&days=420-760"),
    "plan-losses-dark": ("dark", "&tab=losses"),
}


@pytest.fixture(scope="module")
def gallery(browser, tmp_path_factory):
    """A server of the recorded run, and a tab in it with the fonts pinned."""
    home = tmp_path_factory.mktemp("gallery")
    shutil.copytree(RECORDED / "trip", home / "runs" / "trip")
    with served(home) as server:
        profile = context(browser)
        profile.add_init_script(FONTS)
        tab = Tab(profile.new_page())
        tab.go(server.link)
        tab.wait("document.querySelector('h1')")
        yield tab, server
        profile.close()


def settled(tab: Tab) -> bytes:
    """A picture that is twice the same: all that was asked for has come."""
    last = b""
    for _ in range(60):
        tab.page.wait_for_timeout(250)
        hide = f"document.querySelectorAll({MOVING!r}).forEach(e => e.style.visibility = 'hidden')"
        tab.read(hide)
        picture = tab.page.screenshot(animations="disabled", caret="hide")
        if picture == last:
            return picture
        last = picture
    raise AssertionError("the view never comes to rest")


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_looks_as_its_picture(gallery, view):
    tab, server = gallery
    at, clock, theme, keys = VIEWS[view]
    tab.page.emulate_media(color_scheme=theme)
    stand(tab, server, at, clock, asset="T2")
    tab.wait("document.querySelectorAll('.chart canvas').length >= 1")
    tab.press(*keys)
    compare(tab, view)


@pytest.mark.parametrize("view", PLANS)
def test_a_plan_looks_as_its_picture(gallery, view):
    tab, server = gallery
    theme, query = PLANS[view]
    tab.page.emulate_media(color_scheme=theme)
    open_plan(tab, server, query)
    compare(tab, view)


def compare(tab: Tab, view: str) -> None:
    """Hold what is shown against what was kept, or keep it."""
    taken = settled(tab)
    if KEEPING:
        keep(view, taken)
    kept = (KEPT / f"{view}.webp").read_bytes()
    verdict, marked = judge(taken, kept, exact=same_machine())
    if verdict.holds:
        return
    FAILED.mkdir(parents=True, exist_ok=True)
    (FAILED / f"{view}-now.png").write_bytes(taken)
    Image.open(io.BytesIO(kept)).save(FAILED / f"{view}-kept.png")
    if marked is not None:
        marked.save(FAILED / f"{view}-differs.png")
    where = FAILED.relative_to(ROOT)
    pytest.fail(f"{view}: {verdict.words}. See {where}/; `make baselines` if it is meant so")


def png(*colours):
    """A picture of a few pixels."""
    picture = Image.new("RGB", (100, 1))
    picture.putdata([*colours, *[(0, 0, 0)] * (100 - len(colours))])
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("taken", "exact", "holds"),
    [
        (png(), True, True),
        (png((0, 0, 1)), True, False),
        (png((0, 0, 1)), False, True),
        (png((0, 0, 90), (90, 0, 0)), False, True),
        (png((0, 0, 90), (90, 0, 0), (0, 90, 0)), False, False),
    ],
)
def test_one_pixel_is_too_much_here_and_two_in_a_hundred_elsewhere(taken, exact, holds):
    verdict, marked = judge(taken, png(), exact=exact)
    assert verdict.holds is holds
    assert (marked is None) == (taken == png())
