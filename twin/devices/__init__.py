"""Devices: one physical thing a file, with its spec, its state columns and its equations.

A device knows no site, no clock and no other device. `DEVICES` names what can be run alone. It is
made when asked for, so that a site that needs transformers does not import racks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.devices.contract import Bench
    from twin.devices.table import DEVICES

__all__ = ["DEVICES"]


def __getattr__(name: str) -> dict[str, type[Bench]]:
    if name == "DEVICES":
        from twin.devices.table import DEVICES  # noqa: PLC0415 - only when asked for

        return DEVICES
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
