"""Where the power of an uninterruptible supply goes, given what it is doing."""

from __future__ import annotations

from typing import NamedTuple

from twin.devices.backup.ups_spec import (
    BATTERY,
    BYPASS,
    ECO,
    LOCKED,
    WALK_IN,
    UpsSpec,
    bypass_loss_w,
    conversion_loss_w,
    rated_w,
)


class Flow(NamedTuple):
    """Powers of a supply, constant until its next event.

    Attributes:
        input_w: taken from the input, the charger's share included.
        output_w: given to the load.
        net_battery_w: into the battery's store; negative out of it.
        loss_w: turned to heat: input less output less what is stored.
    """

    input_w: float
    output_w: float
    net_battery_w: float
    loss_w: float


DARK = Flow(0.0, 0.0, 0.0, 0.0)
"""Of a supply whose output is dead: its charger rests too."""


def input_share_frac(spec: UpsSpec, state: int, step: int) -> float:
    """Share of the load that the input carries; on the walk-in the middle of the step.

    >>> spec = UpsSpec(rated_kw=100, battery_kwh=10, walk_in_steps_count=5)
    >>> input_share_frac(spec, BATTERY, 0), input_share_frac(spec, WALK_IN, 2)
    (0.0, 0.5)
    """
    if state in (BATTERY, LOCKED):
        return 0.0
    return (step + 0.5) / spec.walk_in_steps_count if state == WALK_IN else 1.0


def flow_of(spec: UpsSpec, state: int, step: int, load_w: float, *, charging: bool) -> Flow:
    """Powers of a supply whose output is alive.

    The charger takes its share of the rating where the input carries the whole load and the load
    leaves room for it.

    >>> spec = UpsSpec(rated_kw=100, battery_kwh=10, charge_efficiency_frac=0.9)
    >>> flow = flow_of(spec, ECO, 0, 98.5e3, charging=True)
    >>> [round(one_w) for one_w in flow]
    [110000, 98500, 9000, 2500]
    """
    share = input_share_frac(spec, state, step)
    direct = state in (ECO, BYPASS)
    path_loss_w = bypass_loss_w(spec, load_w) if direct else conversion_loss_w(spec, load_w)
    drain_w = (1.0 - share) * load_w / spec.discharge_efficiency_frac
    charges = charging and share == 1.0 and load_w <= rated_w(spec)
    charge_w = spec.recharge_frac * rated_w(spec) if charges else 0.0
    stored_w = charge_w * spec.charge_efficiency_frac
    loss_w = share * path_loss_w + charge_w - stored_w + drain_w - (1.0 - share) * load_w
    return Flow(share * (load_w + path_loss_w) + charge_w, load_w, stored_w - drain_w, loss_w)
