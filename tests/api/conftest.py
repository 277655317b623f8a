"""One server for all of these tests, with a finished run and its fork's parent in it."""

from __future__ import annotations

import pytest

from tests.api.client import Browser, Server
from twin.run.live import proceed
from twin.run.start import Wishes, create


def pytest_collection_modifyitems(items):
    """Keep them on one worker, so that they share the server."""
    for item in items:
        if "/tests/api/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("api"))


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "runs").mkdir()
    done = create("scene-t1-trips", folder / "runs" / "done", Wishes(span="90m"))
    proceed(done)
    serving = Server(folder).start()
    yield serving
    serving.stop()


@pytest.fixture(scope="session")
def browser(server) -> Browser:
    return server.enter("control")


@pytest.fixture(scope="session")
def onlooker(server) -> Browser:
    return server.enter("view")
