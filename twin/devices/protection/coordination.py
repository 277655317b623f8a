"""Coordination: whether the devices of a path see, spare and grade as they must.

Each device must carry its load and trip above it, see the least fault of its zone and clear it in
time, break the largest, save what it protects, and leave the device above it waiting: the latest
end of the current below (tolerance and breaker's operating time included) comes a margin before the
earliest trip above, at every current. Margins are proven over the whole range (`grading`).

A fault between two lines behind a transformer from delta to star drives in one line before it as
much current as a fault of three phases: `2 / sqrt(3)` of its own. So it is graded apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt

from pydantic import BaseModel, Field

from twin.devices.protection.elements import TripUnit
from twin.devices.protection.fault import (
    IEC_60909,
    LINE_TO_LINE_RATIO,
    FaultSpec,
    node_faults,
)
from twin.devices.protection.finding import (
    Finding,
    damaged,
    insensitive,
    low_pickup,
    other_voltage,
    overloaded,
    saturated,
    slow,
    ungraded,
    weak,
)
from twin.devices.protection.grading import Margin, clears_within_a, least_margin
from twin.devices.protection.path import LinkSpec, PathSpec, Protector, protectors
from twin.devices.protection.withstand import (
    WITHSTAND,
    WithstandSpec,
    conductor_damage,
    transformer_damage,
)
from twin.units import V_PER_KV

_SHIFTED_RATIO = 2.0 / sqrt(3.0)


class CoordinationSpec(BaseModel, frozen=True, extra="forbid"):
    """What a path must keep to: the keys of a document."""

    margin_s: float = Field(
        0.2, ge=0, le=2, description="from the end of the current below to the trip above [M]"
    )
    sensitivity_ratio: float = Field(
        1.5, ge=1, le=10, description="least fault of a zone over the pickup [M]"
    )
    slowest_s: float = Field(5.0, gt=0, le=1000, description="to clear that fault within [M]")
    longest_s: float = Field(
        1000.0, gt=0, le=100_000, description="what lasts longer is overload and not graded [A]"
    )
    load_ratio: float = Field(1.1, ge=1, le=3, description="pickup over the largest load [M]")
    voltage_frac: float = Field(
        0.1, gt=0, lt=1, description="nominal voltages that meet may differ by this share [A]"
    )
    faults: FaultSpec = Field(IEC_60909, description="how faults are calculated")
    withstand: WithstandSpec = Field(WITHSTAND, description="what a fault may cost")


RULES = CoordinationSpec.model_validate({})
"""What is usual."""


def findings(path: PathSpec, rules: CoordinationSpec = RULES) -> list[Finding]:
    """All that a path doesn't keep to, from the grid on; none where it is well protected.

    Args:
        path: source, devices, feeders and transformers in series.
        rules: margins and factors.
    """
    return list(_Check(path, rules).found())


class _Check:
    """One path with its faults."""

    def __init__(self, path: PathSpec, rules: CoordinationSpec) -> None:
        self._path = path
        self._rules = rules
        stretches = [link.stretch for link in path.links]
        self._nodes = node_faults(path.source, stretches, rules.faults)
        self._devices = protectors(path)

    def found(self) -> Iterator[Finding]:
        """Every finding, from the grid on."""
        yield from self._voltages()
        zone_ends = [*(device.link for device in self._devices[1:]), len(self._path.links)]
        for device, end in zip(self._devices, zone_ends, strict=False):
            yield from self._loads(device)
            yield from self._faults(device, end)
            yield from self._damages(device, end)
        for above, below in pairwise(self._devices):
            yield from self._margins(above, below)

    def _voltages(self) -> Iterator[Finding]:
        for n, link in enumerate(self._path.links):
            kv, node_kv = _kv(link), self._nodes[n].nominal_v / V_PER_KV
            within_frac = self._rules.voltage_frac
            if kv is not None and abs(kv - node_kv) > within_frac * node_kv:
                yield other_voltage(link, kv, node_kv, within_frac)

    def _loads(self, device: Protector) -> Iterator[Finding]:
        share_a = device.continuous_frac * device.rated_a
        if device.load_a > share_a:
            yield overloaded(device, share_a)
        if device.unit.pickup_a < self._rules.load_ratio * device.load_a:
            yield low_pickup(device, self._rules.load_ratio)

    def _faults(self, device: Protector, end: int) -> Iterator[Finding]:
        rules, unit = self._rules, device.unit
        least_a = self._nodes[end].least_line_to_line_a * self._turns_ratio(device.link, end)
        least_a *= self._shift_ratio(device.link, end)
        if least_a < rules.sensitivity_ratio * unit.pickup_a:
            yield insensitive(device, least_a, rules.sensitivity_ratio)
        elif (clear_s := unit.clear_s(least_a)) > rules.slowest_s:
            yield slow(device, least_a, clear_s, rules.slowest_s)
        most_a, spec = self._nodes[device.link].most_a, device.transformers
        if most_a > device.breaking_a:
            yield weak(device, most_a)
        if spec is not None and most_a > spec.limit_ratio * spec.primary_a:
            yield saturated(device, spec, most_a)

    def _damages(self, device: Protector, end: int) -> Iterator[Finding]:
        """What a fault through each stretch of its zone costs, in amperes of the device."""
        for n in range(device.link, end):
            link = self._path.links[n]
            damage = _damage(link, self._rules.withstand)
            if damage is None:
                continue
            # A feeder's largest fault is at its head; a transformer's, behind it.
            worst = n + 1 if link.transformer is not None else n
            high_a = self._nodes[worst].most_a * self._turns_ratio(device.link, worst)
            least_a = self._nodes[n + 1].least_line_to_line_a
            least_a *= self._turns_ratio(device.link, n + 1)
            low_a = max(least_a, self._rules.sensitivity_ratio * device.unit.pickup_a)
            if low_a >= high_a:
                continue
            ratio = self._turns_ratio(device.link, n)
            found = least_margin(damage, device.unit, (low_a, high_a), 0.0, 1.0 / ratio)
            if found.margin_s < 0.0:
                yield damaged(device, link, found, ratio)

    def _margins(self, above: Protector, below: Protector) -> Iterator[Finding]:
        """The worse of faults of three phases and between two lines."""
        rules, most_a = self._rules, self._nodes[below.link].most_a
        turns_ratio = self._turns_ratio(above.link, below.link)
        shifted_ratio = turns_ratio * self._shift_ratio(above.link, below.link)
        most_by_ratio_a = {turns_ratio: most_a}
        if shifted_ratio != turns_ratio:
            most_by_ratio_a[shifted_ratio] = LINE_TO_LINE_RATIO * most_a
        margin_by_ratio: dict[float, Margin] = {}
        for ratio, high_a in most_by_ratio_a.items():
            low_a = clears_within_a(below.unit, rules.longest_s, below.unit.pickup_a, high_a)
            if low_a is not None:
                span_a = (low_a, high_a)
                margin_by_ratio[ratio] = least_margin(
                    above.unit, below.unit, span_a, rules.margin_s, ratio
                )
        if not margin_by_ratio:
            return
        ratio = min(margin_by_ratio, key=lambda r: margin_by_ratio[r].margin_s)
        if margin_by_ratio[ratio].margin_s < rules.margin_s:
            yield ungraded(above, below, margin_by_ratio[ratio], ratio, rules.margin_s)

    def _turns_ratio(self, node: int, behind: int) -> float:
        """Current at a node over the one it feeds at another behind it."""
        return self._nodes[behind].turns_ratio / self._nodes[node].turns_ratio

    def _shift_ratio(self, node: int, behind: int) -> float:
        """How much more one line at a node carries of a fault between two lines behind it."""
        links = self._path.links[node:behind]
        shifts = sum(link.transformer is not None and link.delta_wye for link in links)
        return _SHIFTED_RATIO if shifts % 2 else 1.0


def _kv(link: LinkSpec) -> float | None:
    if link.transformer is not None:
        return link.transformer.hv_kv
    return None if link.line is None else link.line.kv


def _damage(link: LinkSpec, rules: WithstandSpec) -> TripUnit | None:
    if link.transformer is not None:
        return transformer_damage(link.transformer, rules)
    return None if link.line is None else conductor_damage(link.line, rules)
