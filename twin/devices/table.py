"""The table of devices that can be run alone: a new kind is one file and one line here.

The contract suite runs on every line unasked.
"""

from __future__ import annotations

from twin.devices.asic_bench import AsicRowBench
from twin.devices.breaker_bench import BreakerBench, SwitchBench
from twin.devices.contract import Bench
from twin.devices.gpu_bench import GpuRackBench
from twin.devices.line_bench import LineBench
from twin.devices.transformer_bench import TransformerBench

DEVICES: dict[str, type[Bench]] = {
    AsicRowBench.KIND: AsicRowBench,
    BreakerBench.KIND: BreakerBench,
    GpuRackBench.KIND: GpuRackBench,
    LineBench.KIND: LineBench,
    SwitchBench.KIND: SwitchBench,
    TransformerBench.KIND: TransformerBench,
}
