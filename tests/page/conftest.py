"""One browser, one server and one run in which T1 trips, for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from api.page import page_folder
from tests.page.browser import Tab, context, launched
from tests.page.served import Served, served
from twin import run_scenario


def pytest_collection_modifyitems(items):
    """Keep them on one worker, so that they share browser and server."""
    for item in items:
        if "/tests/page/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.fixture(scope="session")
def workspace(tmp_path_factory) -> Path:
    """A workspace with the run in which T1 trips."""
    home = tmp_path_factory.mktemp("workspace")
    run_scenario("scene-t1-trips", home / "runs" / "trip")
    return home


@pytest.fixture(scope="session")
def server(workspace) -> Iterator[Served]:
    folder, words = page_folder()
    assert folder is not None, words
    with served(workspace) as running:
        yield running


@pytest.fixture(scope="session")
def session(browser, server):
    """The cookies of who has entered by the link."""
    profile = context(browser)
    page = profile.new_page()
    page.goto(server.link)
    kept = profile.storage_state()
    profile.close()
    return {"cookies": kept["cookies"]}


@pytest.fixture
def fresh(browser, session) -> Iterator[Tab]:
    """An empty tab of somebody with a session, who has chosen nothing yet."""
    profile = context(browser, storage_state=session)
    yield Tab(profile.new_page())
    profile.close()
