"""When miners should run: the rule that compares a group's breakeven with its energy (E10).

One pure decision for one group of machines in one interval; who remembers and who orders is a
policy's business.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyValue:
    """What a megawatt-hour is worth at the fence in one interval.

    Attributes:
        lmp_usd_per_mwh: spot price at the node; may be negative.
        adders_usd_per_mwh: retail and delivery charges by energy.
        coincident_peak_usd_per_mwh: expected transmission charge of this interval, spread over its
            energy.
        reserve_usd_per_mwh: ancillary income earned only by load that runs.
        sunk: the energy is a fixed block without sell-back, so its price is paid whether it is used
            or not.
    """

    lmp_usd_per_mwh: float
    adders_usd_per_mwh: float = 0.0
    coincident_peak_usd_per_mwh: float = 0.0
    reserve_usd_per_mwh: float = 0.0
    sunk: bool = False


def opportunity_usd_per_mwh(energy: EnergyValue) -> float:
    """What an hour of running costs at the fence [USD/MWh]; zero for sunk energy.

    On a fixed block with sell-back the opportunity cost is still the spot price, so only `sunk`
    changes the rule.

    >>> opportunity_usd_per_mwh(EnergyValue(lmp_usd_per_mwh=55.0, adders_usd_per_mwh=4.0))
    59.0
    """
    if energy.sunk:
        return 0.0
    return (
        energy.lmp_usd_per_mwh
        + energy.adders_usd_per_mwh
        + energy.coincident_peak_usd_per_mwh
        - energy.reserve_usd_per_mwh
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CurtailmentRule:
    """How readily a group of machines follows the price. The defaults are assumptions [A].

    Attributes:
        hysteresis_usd_per_mwh: a stopped group waits until the price is this far below its
            breakeven.
        min_on_s: shortest time between a start and the next stop.
        min_off_s: shortest time between a stop and the next start.
    """

    hysteresis_usd_per_mwh: float = 5.0
    min_on_s: float = 900.0
    min_off_s: float = 900.0


def should_run(
    rule: CurtailmentRule,
    breakeven_usd_per_mwh: float,
    cost_usd_per_mwh: float,
    *,
    running: bool,
    held_s: float,
) -> bool:
    """Whether a group should run in the next interval: one pure decision, no memory.

    A running group stops once its breakeven is no longer above the cost; a stopped one starts once
    its breakeven is above cost plus hysteresis. Neither moves before its minimum time.

    Args:
        rule: the group's settings.
        breakeven_usd_per_mwh: of the group at its present mode.
        cost_usd_per_mwh: of `opportunity_usd_per_mwh`.
        running: whether it runs now.
        held_s: time since it last started or stopped.

    >>> should_run(CurtailmentRule(), 64.4, 59.0, running=True, held_s=900.0)
    True
    >>> should_run(CurtailmentRule(), 36.9, 59.0, running=True, held_s=900.0)
    False
    """
    if running:
        return held_s < rule.min_on_s or breakeven_usd_per_mwh > cost_usd_per_mwh
    return (
        held_s >= rule.min_off_s
        and breakeven_usd_per_mwh > cost_usd_per_mwh + rule.hysteresis_usd_per_mwh
    )
