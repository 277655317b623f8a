"""One heat exchanger alone: flows and both inlets come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel

from twin.devices.contract import Column, Inputs, column
from twin.devices.cooling.exchanger import ExchangerSpec, exchanger_of
from twin.devices.cooling.steady_bench import SteadyBench


class ExchangerBench(SteadyBench):
    """A counterflow exchanger on its own."""

    KIND: ClassVar[str] = "exchanger"
    SPEC: ClassVar[type[BaseModel]] = ExchangerSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("hot_in_c", "hot side, entering", required=True, range_pu=(-40, 150)),
        column("cold_in_c", "cold side, entering", required=True, range_pu=(-40, 150)),
        column("hot_frac", "flow of the hot side over rated; 1 if not given", range_pu=(0, 2)),
        column("cold_frac", "flow of the cold side over rated; 1 if not given", range_pu=(0, 2)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("net_heat_w", "heat from the hot side to the cold one, negative the other way"),
        column("hot_out_c", "hot side, leaving"),
        column("cold_out_c", "cold side, leaving"),
        column("approach_k", "hot leaving over cold entering"),
        column("conductance_w_per_k", "heat per kelvin between the inlets"),
        column("net_heat_j", "moved since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()
    METERS: ClassVar[dict[str, str]] = {"net_heat_j": "net_heat_w"}

    def outputs(self, inputs: Inputs) -> dict[str, float]:
        """Heat and leaving temperatures; a side that stands still leaves as it entered."""
        one = exchanger_of(self.spec)
        hot_frac, cold_frac = inputs.get("hot_frac", 1.0), inputs.get("cold_frac", 1.0)
        hot_c, cold_c = inputs["hot_in_c"], inputs["cold_in_c"]
        per_k = one.conductance_w_per_k(hot_frac, cold_frac)
        heat_w = per_k * (hot_c - cold_c)
        hot_out_c = hot_c - heat_w / (one.hot_w_per_k * hot_frac) if per_k else hot_c
        cold_out_c = cold_c + heat_w / (one.cold_w_per_k * cold_frac) if per_k else cold_c
        return {
            "net_heat_w": heat_w,
            "hot_out_c": hot_out_c,
            "cold_out_c": cold_out_c,
            "approach_k": hot_out_c - cold_c,
            "conductance_w_per_k": per_k,
        }
