"""What is wrong with a choice of backup power, said before anything runs.

Each check gives reasons in words, none where all is well; whoever reads a site document says which
line they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence

from twin.devices.backup.battery import BatterySpec, lasts_s, most_w
from twin.devices.backup.genset_load import SLACK_PU
from twin.devices.backup.genset_spec import GensetSpec, engine_w
from twin.devices.backup.transfer_spec import AutomaticTransferSpec, TransferSpec
from twin.devices.backup.ups_spec import UpsSpec, ride_through_s
from twin.units import J_PER_KWH, US_PER_MS, US_PER_S, W_PER_KW


def genset_reasons(
    spec: GensetSpec, blocks_w: Sequence[float], *, spare_count: int = 0
) -> list[str]:
    """Why a group can't bring up its load block by block, with so many engines missing.

    Args:
        spec: the group.
        blocks_w: loads that are closed as a whole, in their order.
        spare_count: engines that may fail to start: 1 for N+1.

    >>> spec = GensetSpec(rated_kw=2000, units_count=3)
    >>> genset_reasons(spec, [3e6, 1e6], spare_count=1)
    ['block 1 of 3000 kW is larger than the first step of 2 engines, 2200 kW']
    """
    count = spec.units_count - spare_count
    if count <= 0:
        return ["no engine is left to carry anything"]
    rated_w, engines = count * engine_w(spec), f"{count} engine" + "s" * (count > 1)
    step_w, load_w = spec.first_step_frac * rated_w, sum(blocks_w)
    reasons: list[str] = []
    if load_w > rated_w * (1.0 + SLACK_PU):
        reasons.append(
            f"{engines} of {_kw(rated_w)} in all are smaller than the load, {_kw(load_w)}"
        )
    first_step = f"the first step of {engines}, {_kw(step_w)}"
    reasons += [
        f"block {number} of {_kw(block_w)} is larger than {first_step}"
        for number, block_w in enumerate(blocks_w, 1)
        if block_w > step_w * (1.0 + SLACK_PU)
    ]
    return reasons


def bridge_s(
    ups: UpsSpec, switch: AutomaticTransferSpec, gensets: GensetSpec, *, attempt_count: int = 1
) -> float:
    """How long a battery must carry the whole load until engines have it, the walk-in halved.

    Sense, start at the given attempt, qualify and transfer by the switch, qualify and walk in by
    the supply.

    >>> ups = UpsSpec(rated_kw=1000, battery_kwh=100)
    >>> bridge_s(ups, AutomaticTransferSpec(), GensetSpec(rated_kw=2000))
    29.1
    """
    times = switch.times()
    switched_s = (times.sense_us + times.qualify_us + times.gap_us) / US_PER_S
    retries_s = (attempt_count - 1) * (gensets.crank_s + gensets.pause_s)
    return switched_s + gensets.accept_s + retries_s + ups.qualify_s + 0.5 * ups.walk_in_s


def bridge_reasons(
    ups: UpsSpec, load_w: float, needed_s: float, *, margin_ratio: float = 1.0
) -> list[str]:
    """Why the battery of a supply does not last until the engines carry its load.

    >>> bridge_reasons(UpsSpec(rated_kw=1000, battery_kwh=10), 912e3, 45.0)
    ['the battery lasts 30 s at 912 kW, the engines need 45 s']
    """
    lasts_s = ride_through_s(ups, load_w)
    if lasts_s >= needed_s * margin_ratio:
        return []
    needs = f"the engines need {needed_s:.6g} s"
    margin = f" times {margin_ratio:g}" if margin_ratio != 1.0 else ""
    return [f"the battery lasts {lasts_s:.6g} s at {_kw(load_w)}, {needs}{margin}"]


def battery_reasons(spec: BatterySpec, load_w: float, needed_s: float) -> list[str]:
    """Why a grid battery, full, can't carry a load for so long.

    >>> battery_reasons(BatterySpec(capacity_kwh=1000), 500e3, 6000.0)
    ['the battery lasts 5414.4 s at 500 kW, 6000 s are needed']
    """
    limit_w = most_w(spec, spec.discharge_per_h)
    if load_w > limit_w:
        return [f"the battery gives {_kw(limit_w)} at most, {_kw(load_w)} are needed"]
    found_s = lasts_s(spec, spec.max_soc_frac * spec.capacity_kwh * J_PER_KWH, load_w)
    if found_s >= needed_s:
        return []
    return [f"the battery lasts {found_s:.6g} s at {_kw(load_w)}, {needed_s:.6g} s are needed"]


def gap_reasons(switch: TransferSpec, hold_up_ms: float) -> list[str]:
    """Why a transfer is felt by power supplies that ride through so long, with no battery between.

    >>> gap_reasons(AutomaticTransferSpec(transfer_ms=100), 10.0)
    ['a transfer of 100 ms is felt: the power supplies hold up 10 ms']
    """
    gap_ms = switch.times().gap_us / US_PER_MS
    if gap_ms <= hold_up_ms:
        return []
    return [f"a transfer of {gap_ms:g} ms is felt: the power supplies hold up {hold_up_ms:g} ms"]


def _kw(power_w: float) -> str:
    return f"{power_w / W_PER_KW:.6g} kW"
