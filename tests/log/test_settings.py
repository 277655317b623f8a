"""How a log is written unless somebody says otherwise."""

from __future__ import annotations

from twin.facts import ORIGINS
from twin.log import Durability, WriteSettings


def test_every_batch_is_acknowledged_unless_asked_otherwise() -> None:
    assert WriteSettings().durability is Durability.EVERY_BATCH
    assert Durability("at checkpoints") is Durability.AT_CHECKPOINTS


def test_origins_are_those_of_the_facts() -> None:
    assert WriteSettings().origins == ORIGINS
