"""A relay of a site with its breaker, and the least dial at which it waits for those below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, sqrt
from typing import Literal

from twin.devices.breaker import BreakerSpec
from twin.devices.line import LineSpec
from twin.devices.protection.elements import TripUnit, with_breaker
from twin.devices.protection.fault import SourceSpec, Stretch, node_faults
from twin.devices.protection.relay import RelaySpec, trip_unit
from twin.devices.protection.thermal_relay import ThermalRelaySpec
from twin.devices.transformer_spec import TransformerSpec

RelayKind = Literal["feeder", "tie", "low", "high"]

_GRADED_UP_TO_S = 1000.0
_STEPS_COUNT = 160
_DIAL_STEP_RATIO = 0.01

SHIFTED_RATIO = 2.0 / sqrt(3.0)
"""Current in one line before a transformer from delta to star, of a fault between two behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A relay and its breaker.

    Attributes:
        id: of the breaker or tie.
        kind: where it stands: at a feeder, a tie, the low or high side of a main transformer.
        asset: the feeder, tie or transformer.
        kv: nominal voltage there.
        load_a: largest continuous current.
        thermal: the thermal overload relay beside it, if any.
        listed: whether the document names it.
    """

    id: str
    kind: RelayKind
    asset: str
    kv: float
    spec: RelaySpec
    breaker: BreakerSpec
    load_a: float
    thermal: ThermalRelaySpec | None = None
    listed: bool = False

    @property
    def unit(self) -> TripUnit:
        """Its elements with the opening of its breaker."""
        return with_breaker(trip_unit(self.spec), self.breaker)


@dataclass(frozen=True, slots=True)
class Below:
    """A relay to wait for, and the fault behind it.

    Attributes:
        unit: its elements.
        most_a: largest current through it.
        ratio: current above over the one through it.
    """

    unit: TripUnit
    most_a: float
    ratio: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Currents through the head of a feeder that its relay must tell apart.

    Attributes:
        behind_a: the largest of a fault behind a unit transformer.
        end_a: the least that is sure of a fault between two lines at the end of the cable, from
            the strongest transformer.
        least_a: the least of all faults of the zone, from the weakest.
    """

    behind_a: float
    end_a: float
    least_a: float


def zone_of(
    grid: SourceSpec,
    mains: Sequence[TransformerSpec],
    line: LineSpec | None,
    units: Sequence[TransformerSpec],
) -> Zone:
    """The zone of a feeder that any of some main transformers may feed."""
    behind_a, end_a, least_a = 0.0, 0.0, inf
    for main in mains:
        ways: list[Stretch] = [main, line]
        end = node_faults(grid, ways)[-1]
        end_a = max(end_a, end.least_line_to_line_a)
        least_a = min(least_a, end.least_line_to_line_a)
        for unit in units:
            last, turns_ratio = node_faults(grid, [*ways, unit])[-1], unit.lv_kv / unit.hv_kv
            behind_a = max(behind_a, last.most_a * turns_ratio)
            least_a = min(least_a, last.least_line_to_line_a * turns_ratio * SHIFTED_RATIO)
    return Zone(behind_a=behind_a, end_a=end_a, least_a=least_a)


def graded_dial_ratio(above: TripUnit, below: Sequence[Below], margin_s: float) -> float:
    """The least dial of a relay that waits a margin for all below it; `above` has a dial of 1.

    Tried at every bend of the curves below and between them; a step of the dial is added.
    """
    wanted_ratio = 0.0
    for one in below:
        low_a = max(one.unit.pickup_a, above.pickup_a / one.ratio)
        if low_a >= one.most_a:
            continue
        rise = (one.most_a / low_a) ** (1.0 / _STEPS_COUNT)
        tried_a = [low_a * rise**step for step in range(1, _STEPS_COUNT)]
        kinks_a = [kink_a for kink_a in one.unit.kinks_a if low_a < kink_a < one.most_a]
        for current_a in (*tried_a, *kinks_a, one.most_a):
            clears_s, waits_s = one.unit.clear_s(current_a), above.operate_s(one.ratio * current_a)
            if clears_s <= _GRADED_UP_TO_S and waits_s < inf:
                wanted_ratio = max(wanted_ratio, (clears_s + margin_s) / waits_s)
    return _DIAL_STEP_RATIO * (ceil(wanted_ratio / _DIAL_STEP_RATIO) + 1)
