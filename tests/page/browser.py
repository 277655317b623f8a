"""Debian's chromium, driven by playwright: one size, one font, one set of colours everywhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page
from playwright.sync_api import sync_playwright as playwright

from tests.page.chromium import MISSING, chromium

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
    "--font-render-hinting=none", "--force-color-profile=srgb", "--disable-lcd-text",
    # The same pixels whatever was painted before, and in whatever order.
    "--disable-partial-raster", "--disable-skia-runtime-opts", "--num-raster-threads=1",
    "--run-all-compositor-stages-before-draw", "--disable-threaded-animation",
)  # fmt: skip
WIDTH_PX, HEIGHT_PX = 1600, 1000
PATIENCE_S = 30.0


class Tab:
    """One page of the browser: it goes, looks, presses keys, and remembers what went wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def go(self, address: str) -> None:
        """Open an address, without waiting for all of it."""
        self.page.goto(address, wait_until="commit")

    def read(self, script: str) -> Any:
        """The value of a JavaScript expression, awaited if it is a promise."""
        return self.page.evaluate(script)

    def wait(self, script: str, within_s: float = PATIENCE_S) -> Any:
        """Wait until an expression is truthy, and give it; an element as true."""
        until = time.perf_counter() + within_s
        kept = f"const v = {script}; return v instanceof Node || v"
        guarded = f"(() => {{ try {{ {kept} }} catch {{ return null }} }})()"
        while not (value := self.page.evaluate(guarded)):
            assert time.perf_counter() < until, f"never came: {script}; faults: {self.faults}"
            self.page.wait_for_timeout(20)
        return value

    def text(self, selector: str) -> str:
        """The text of the first element of a selector, on one line."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def press(self, *keys: str) -> None:
        """Press and release keys, one after the other, as `Control+k`."""
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, words: str) -> None:
        """Click the button with these words."""
        self.page.get_by_role("button", name=words).first.click()

    def devtools(self) -> CDPSession:
        """The browser's own socket, for what no user can do."""
        return self.page.context.new_cdp_session(self.page)


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser, gone at the end; a test that finds none fails."""
    binary = chromium()
    if binary is None:
        pytest.fail(MISSING)
    with playwright() as driver:
        browser = driver.chromium.launch(executable_path=binary, args=FLAGS)
        yield browser
        browser.close()


def context(browser: Browser, **more: Any) -> BrowserContext:
    """A fresh profile: nothing chosen, nothing remembered."""
    return browser.new_context(
        viewport={"width": WIDTH_PX, "height": HEIGHT_PX},
        locale="en-GB",
        timezone_id="UTC",
        reduced_motion="reduce",
        color_scheme=more.pop("color_scheme", "light"),
        **more,
    )


@contextmanager
def opened(browser: Browser, link: str, **more: Any) -> Iterator[Tab]:
    """A tab in a profile of its own that has entered by a link."""
    profile = context(browser, **more)
    tab = Tab(profile.new_page())
    tab.go(link)
    tab.wait("document.querySelector('h1')")
    yield tab
    profile.close()
