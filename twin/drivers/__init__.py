"""What makes facts happen: one SimPy process a file, each rebuilt from the plant alone.

A driver holds no truth. Its next instant is a function of the plant and of the series it was given,
so that a run can be resumed, rewound and forked anywhere. Facts go on the agenda; the engine orders
them and applies them.
"""

from __future__ import annotations

from twin.drivers.contract import Agenda, Driver, Priority

__all__ = ["Agenda", "Driver", "Priority"]
