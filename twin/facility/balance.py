"""The arithmetic of one node of the power path: what goes in for what comes out.

Each function here is made once for a network and keeps that network's columns at hand, because it
runs a few times for every fact that changes power. Losses are at nominal voltage; a dead node
carries nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.facility.network import Network
    from twin.facility.watch import Watch

OVER_PU = 1.0 + 1e-9


def pad_balance(net: Network, watch: Watch) -> Callable[[int, int], None]:
    """Makes `settle_pad(pad, t_us)`: `P + P0 + Pk K^2` and `Q + Q0 + x Sr K^2` go in."""
    pads = net.wiring.pads
    first = len(net.wiring.main_bus)
    per_va2 = [1.0 / (rating_va * rating_va) for rating_va in pads.rating_va]
    no_load_w, load_loss_w = pads.no_load_w, pads.load_loss_w
    magnetising_var, leakage_var = pads.magnetising_var, pads.leakage_var
    p_w, q_var, live = net.pad_p_w, net.pad_q_var, net.live_pad
    in_w, in_var, loss_w = net.pad_in_w, net.pad_in_var, net.pad_loss_w
    set_load, low_va, high_va, stale = watch.set_load, watch.low_va, watch.high_va, watch.stale

    def settle_pad(pad: int, t_us: int) -> None:
        """Work out what goes into a pad, and tell the watch."""
        if not live[pad]:
            in_w[pad] = in_var[pad] = loss_w[pad] = 0.0
            set_load(first + pad, t_us, 0.0)
            return
        out_w, out_var = p_w[pad], q_var[pad]
        s2_va2 = out_w * out_w + out_var * out_var
        k2_pu = s2_va2 * per_va2[pad]
        lost_w = no_load_w[pad] + load_loss_w[pad] * k2_pu
        loss_w[pad] = lost_w
        in_w[pad] = out_w + lost_w
        in_var[pad] = out_var + magnetising_var[pad] + leakage_var[pad] * k2_pu
        s_va = sqrt(s2_va2)
        unit = first + pad
        set_load(unit, t_us, s_va)
        if s_va > high_va[unit] or s_va < low_va[unit]:
            stale.append(unit)

    return settle_pad


def feeder_balance(net: Network) -> Callable[[int], None]:
    """Makes `settle_feeder(feeder)`: `I^2 R = (P^2 + Q^2) R / V^2` is lost."""
    wiring = net.wiring
    pads_of = net.feeder_pads
    r_pu = [r / (v * v) for r, v in zip(wiring.feeder_r_ohm, wiring.feeder_v, strict=True)]
    x_pu = [x / (v * v) for x, v in zip(wiring.feeder_x_ohm, wiring.feeder_v, strict=True)]
    pad_w, pad_var, pad_loss_w, live = net.pad_in_w, net.pad_in_var, net.pad_loss_w, net.live_feeder
    in_w, in_var, loss_w = net.feeder_in_w, net.feeder_in_var, net.feeder_loss_w
    alert_va2 = [load_va * load_va for load_va in wiring.feeder_alert_va]
    bits = [1 << (len(wiring.main_bus) + 1 + feeder) for feeder in range(len(alert_va2))]

    def settle_feeder(feeder: int) -> None:
        """Add up a feeder's pads and what it loses itself."""
        if not live[feeder]:
            in_w[feeder] = in_var[feeder] = loss_w[feeder] = 0.0
            net.over &= ~bits[feeder]
            return
        out_w = out_var = below_w = 0.0
        for pad in pads_of[feeder]:
            out_w += pad_w[pad]
            out_var += pad_var[pad]
            below_w += pad_loss_w[pad]
        s2_va2 = out_w * out_w + out_var * out_var
        lost_w = s2_va2 * r_pu[feeder]
        loss_w[feeder] = lost_w + below_w
        in_w[feeder] = out_w + lost_w
        in_var[feeder] = out_var + s2_va2 * x_pu[feeder]
        if (s2_va2 > alert_va2[feeder]) is not bool(net.over & bits[feeder]):
            net.over ^= bits[feeder]

    return settle_feeder


def group_balance(net: Network, watch: Watch) -> Callable[[int, int], None]:
    """Makes `settle_group(group, t_us)`: a group's feeders add up and its live mains share them."""
    mains = net.wiring.mains
    per_va = [1.0 / rating_va for rating_va in mains.rating_va]
    no_load_w, load_loss_w = mains.no_load_w, mains.load_loss_w
    magnetising_var, leakage_var = mains.magnetising_var, mains.leakage_var
    feeders_of, mains_of = net.group_feeders, net.group_mains
    feeder_w, feeder_var = net.feeder_in_w, net.feeder_in_var
    group_w, group_var = net.group_p_w, net.group_q_var
    feeder_loss_w, group_loss_w = net.feeder_loss_w, net.group_loss_w
    out_w, out_var, in_w, in_var = net.main_out_w, net.main_out_var, net.main_in_w, net.main_in_var
    loss_w, s_va = net.main_loss_w, net.main_s_va
    set_load, low_va, high_va, stale = watch.set_load, watch.low_va, watch.high_va, watch.stale

    def settle_group(group: int, t_us: int) -> None:
        """Add up a group's feeders, share them out and tell the watch."""
        p_w = q_var = below_w = 0.0
        for feeder in feeders_of[group]:
            p_w += feeder_w[feeder]
            q_var += feeder_var[feeder]
            below_w += feeder_loss_w[feeder]
        group_w[group], group_var[group], group_loss_w[group] = p_w, q_var, below_w
        for main, share_frac in mains_of[group]:
            main_w, main_var = p_w * share_frac, q_var * share_frac
            main_va = sqrt(main_w * main_w + main_var * main_var)
            k_pu = main_va * per_va[main]
            k2_pu = k_pu * k_pu
            lost_w = no_load_w[main] + load_loss_w[main] * k2_pu
            out_w[main], out_var[main], s_va[main], loss_w[main] = main_w, main_var, main_va, lost_w
            in_w[main] = main_w + lost_w
            in_var[main] = main_var + magnetising_var[main] + leakage_var[main] * k2_pu
            set_load(main, t_us, main_va)
            if main_va > high_va[main] or main_va < low_va[main]:
                stale.append(main)
            if (k_pu > OVER_PU) is not bool(net.over >> main & 1):
                net.over ^= 1 << main

    return settle_group
