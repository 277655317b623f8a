"""How often things break: what a scenario says, else what the device itself says."""

from __future__ import annotations

from twin.devices.gpu_power import RackSpec
from twin.facility.rules import FailureRates
from twin.scenario import Failures
from twin.units import H_PER_YEAR, S_PER_H


def failure_rates(failures: Failures) -> FailureRates:
    """Those of transformers."""
    return FailureRates(
        transformer_per_s=failures.transformer_per_year / (H_PER_YEAR * S_PER_H),
        transformer_repair_s=failures.transformer_repair_h * S_PER_H,
    )


def rack_per_s(failures: Failures, rack: RackSpec) -> float:
    """Interruptions of one rack."""
    if failures.rack_mttf_h is not None:
        return 1.0 / (failures.rack_mttf_h * S_PER_H)
    return rack.gpus_count * rack.interruptions_per_gpu_year / (H_PER_YEAR * S_PER_H)


def rack_repair_s(failures: Failures, rack: RackSpec) -> tuple[float, float]:
    """Shortest and longest repair of a rack."""
    shortest_h, longest_h = failures.rack_repair_min_h, failures.rack_repair_max_h
    return (
        (rack.repair_min_h if shortest_h is None else shortest_h) * S_PER_H,
        (rack.repair_max_h if longest_h is None else longest_h) * S_PER_H,
    )
