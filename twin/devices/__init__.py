"""Devices: one physical thing a file, with its spec, its state columns and its equations.

A device knows no site, no clock and no other device. `DEVICES` names what can be run alone; a new
kind is one file and one line here, and the contract suite then runs on it unasked.
"""

from __future__ import annotations

from twin.devices.asic_bench import AsicRowBench
from twin.devices.contract import Bench
from twin.devices.gpu_bench import GpuRackBench

__all__ = ["DEVICES", "Bench"]

DEVICES: dict[str, type[Bench]] = {
    AsicRowBench.KIND: AsicRowBench,
    GpuRackBench.KIND: GpuRackBench,
}
