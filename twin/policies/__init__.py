"""Controllers, one a file: pure functions of a telemetry view and an explicit memory.

No plant, clock, disk or luck enters. `POLICIES` names what is shipped; a user's own file is named
in the scenario.
"""

from __future__ import annotations

from twin.policies.contract import Decision, HallReading, MainReading, RowReading, View
from twin.policies.n1_shedding import N1Shedding
from twin.policies.price_curtailment import PriceCurtailment
from twin.policies.thermal_shedding import ThermalShedding

POLICIES = {policy.NAME: policy for policy in (ThermalShedding, N1Shedding, PriceCurtailment)}

__all__ = ["POLICIES", "Decision", "HallReading", "MainReading", "RowReading", "View"]
