"""The SimPy loop: it takes facts from drivers, orders them, applies them, hands them to a sink."""

from __future__ import annotations

from twin.engine.loop import Engine, Sink

__all__ = ["Engine", "Sink"]
