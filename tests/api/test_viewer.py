"""A viewer that leaves, however it leaves, is no trouble of the server's."""

from __future__ import annotations

import pytest
from fastapi import WebSocketDisconnect

from api.problems import RefusedError
from api.viewer import Viewer, _ClosedError
from twin.errors import Fault


class Out:
    """Notes how it is left."""

    def __init__(self):
        self.line, self.dropped, self.failed = self, [], []

    def drop(self, code, reason):
        self.dropped.append((code, reason))

    def fail(self, wrong):
        self.failed.append(wrong)


def ended(why):
    page = object.__new__(Viewer)
    page._out = Out()
    page._end(why)
    return page._out


def test_bad_manners_are_answered_with_their_code():
    assert ended(_ClosedError(1007, "no JSON")).dropped == [(1007, "no JSON")]


@pytest.mark.parametrize("why", [None, WebSocketDisconnect(1000), ConnectionError()])
def test_who_goes_by_itself_is_let_go(why):
    out = ended(why)
    assert (out.dropped, out.failed) == ([], [])


def test_a_run_that_can_not_be_read_is_said():
    wrong = RefusedError(404, Fault(what="is no run here"))
    assert ended(wrong).failed == [wrong]


def test_our_own_bug_stays_one():
    with pytest.raises(ZeroDivisionError):
        ended(ZeroDivisionError())
