"""What a path of protective devices doesn't keep to: what, where, value, allowed and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from twin.devices.protection.grading import Margin
from twin.devices.protection.path import CurrentTransformerSpec, LinkSpec, Protector
from twin.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a path doesn't keep to.

    Attributes:
        rule: which: voltage, continuous_load, pickup, sensitivity, clearing, breaking, saturation,
            damage or margin.
        what: in plain words, without a full stop.
        where: the link, or of two devices the one above.
        value, allowed: with their units.
        remedy: what to do.
    """

    rule: str
    what: str
    where: str
    value: str
    allowed: str
    remedy: str

    def as_fault(self, file: str = "", line: int = 0) -> Fault:
        """As bad input is reported."""
        return Fault(
            what=self.what,
            file=file,
            line=line,
            path=self.where,
            value=self.value,
            allowed=self.allowed,
            remedy=self.remedy,
        )


def other_voltage(link: LinkSpec, kv: float, node_kv: float, within_frac: float) -> Finding:
    """A line or transformer at a node of another nominal voltage."""
    return Finding(
        rule="voltage",
        what="is made for another voltage than the path has there",
        where=link.name,
        value=f"{kv:g} kV",
        allowed=f"{node_kv:g} kV within {within_frac:.0%}",
        remedy="set kv of a line, or hv_kv of a transformer, to that of the node before it",
    )


def overloaded(device: Protector, share_a: float) -> Finding:
    """A continuous load above the share of the rating that may be carried for 3 h."""
    return Finding(
        rule="continuous_load",
        what=f"carries more than {device.continuous_frac:.0%} of its rating for 3 h and more",
        where=device.name,
        value=f"{device.load_a:g} A of {device.rated_a:g} A",
        allowed=f"at most {share_a:g} A",
        remedy=f"rate it for {device.load_a / device.continuous_frac:.0f} A, or take one listed "
        "for 100 % (continuous_frac: 1)",
    )


def low_pickup(device: Protector, load_ratio: float) -> Finding:
    """A pickup that the load may reach."""
    return Finding(
        rule="pickup",
        what="picks up too close to its load",
        where=device.name,
        value=f"{device.unit.pickup_a:g} A at a load of {device.load_a:g} A",
        allowed=f"at least {load_ratio:g} times the load",
        remedy=f"pick up at {load_ratio * device.load_a:.0f} A or above",
    )


def insensitive(device: Protector, least_a: float, sensitivity_ratio: float) -> Finding:
    """A least fault too close to the pickup."""
    pickup_a = device.unit.pickup_a
    return Finding(
        rule="sensitivity",
        what="may not see the least fault of its zone",
        where=device.name,
        value=f"{least_a:.0f} A, {least_a / pickup_a:.2f} times its pickup of {pickup_a:g} A",
        allowed=f"at least {sensitivity_ratio:g} times",
        remedy=f"pick up at {least_a / sensitivity_ratio:.0f} A or below, or shorten the zone",
    )


def slow(device: Protector, least_a: float, clear_s: float, slowest_s: float) -> Finding:
    """A least fault that lasts too long."""
    return Finding(
        rule="clearing",
        what=f"takes long to clear the least fault of its zone, {least_a:.0f} A",
        where=device.name,
        value=f"{clear_s:.3g} s",
        allowed=f"at most {slowest_s:g} s",
        remedy="lower its dial or delay, or give it a faster curve",
    )


def weak(device: Protector, most_a: float) -> Finding:
    """A largest fault above what it breaks."""
    return Finding(
        rule="breaking",
        what="can't break the largest fault",
        where=device.name,
        value=f"{most_a:.0f} A",
        allowed=f"at most {device.breaking_a:g} A",
        remedy="take one that breaks more, or put a current-limiting fuse before it",
    )


def saturated(device: Protector, spec: CurrentTransformerSpec, most_a: float) -> Finding:
    """A largest fault beyond what its current transformers are true for."""
    return Finding(
        rule="saturation",
        what="has current transformers that saturate at the largest fault",
        where=device.name,
        value=f"{most_a / spec.primary_a:.1f} times {spec.primary_a:g}/{spec.secondary_a:g} A",
        allowed=f"at most {spec.limit_ratio:g} times",
        remedy=f"take a primary of {most_a / spec.limit_ratio:.0f} A, or a higher limit",
    )


def damaged(device: Protector, link: LinkSpec, worst: Margin, ratio: float) -> Finding:
    """A fault that lasts longer than what it flows through stands it."""
    what = "transformer" if link.transformer is not None else "conductor"
    return Finding(
        rule="damage",
        what=f"lets a fault last longer than the {what} of {link.name} stands it",
        where=device.name,
        value=f"{worst.below_s:.3g} s at {worst.current_a / ratio:.0f} A of {link.name}",
        allowed=f"at most {worst.above_s:.3g} s",
        remedy=f"lower its dial or delay, add a faster element, or take a stouter {what}",
    )


def ungraded(
    above: Protector, below: Protector, worst: Margin, ratio: float, margin_s: float
) -> Finding:
    """A device that does not wait for the one below it; `ratio` of the currents through both."""
    seen_a, at_a = ratio * worst.current_a, worst.current_a
    clears = "never clears" if worst.below_s == inf else f"clears in {worst.below_s:.3g} s"
    return Finding(
        rule="margin",
        what=f"does not wait for {below.name} to clear",
        where=above.name,
        value=f"{worst.margin_s:.3g} s: it may trip in {worst.above_s:.3g} s at {seen_a:.0f} A, "
        f"{below.name} {clears} at {at_a:.0f} A",
        allowed=f"at least {margin_s:g} s at every current",
        remedy=f"slow it there by {margin_s - worst.margin_s:.3g} s, or speed {below.name}",
    )
