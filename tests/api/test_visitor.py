"""A visitor gets in by the link as a browser does, and says why where it does not."""

from __future__ import annotations

import pytest

from api.visitor import DarkError, Visitor, enter
from tests.api.client import Server


@pytest.fixture
def other(tmp_path):
    """A server of its own, whose links are not spent."""
    serving = Server(tmp_path / "workspace").start()
    yield serving
    serving.stop()


def test_a_link_opens_the_page_once(other):
    visitor = enter(other.links["view"])
    assert visitor.read_page() == 1
    with pytest.raises(DarkError, match="answers 401"):
        enter(other.links["view"])


def test_who_has_no_session_is_told(server):
    with pytest.raises(DarkError, match="there is no session"):
        Visitor(server.base, "", "/").read_page()


def test_a_run_is_heard_from_its_first_fact(server, browser):
    heard = Visitor(server.base, browser.cookie, "/").hear("done", ["site.import_w"])
    assert next(heard)["type"] == "hello"
    tables = (one for one in heard if not isinstance(one, dict))
    facts = next(t for t in tables if t.schema.metadata[b"kind"] == b"facts")
    assert facts["seq"][0].as_py() == 1
    heard.close()
