"""Examples are there for everything that goes in or comes out (their types: test_contract)."""

from __future__ import annotations

from api import views
from api.examples import EXAMPLES


def test_every_body_that_may_be_sent_has_an_example():
    sent = {"NewRun", "NewFork", "Pace", "Control", "NewCommand", "Acknowledge", "NewNote"}
    assert sent <= set(EXAMPLES)
    assert all(hasattr(views, name) for name in sent)
