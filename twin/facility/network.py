"""The power path as a tree: pads (unit transformers), feeders, bus groups, main transformers, interconnect.

Power is balanced bottom-up with losses at nominal voltage; a change walks only the path to the interconnect.
A node's power is always the sum over its children, never an accumulated difference, so that what is kept is what a
rebuild from the leaves gives, to the last bit. Buses joined by closed ties form a group; the live main transformers
of a group share its load by rating over impedance (one takes all of it unless the site lets a pair run in parallel).

Equations: series loss `Pk·K²` and `P0` when energised, `Q = i0·Sr + x·K²·Sr`, feeder `3·I²·R = R·(P²+Q²)/V²`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Windings:
    """Electrical constants of the transformers of one level, as columns over the units.

    Attributes:
        rating_va: what loading is stated against (the last stage's rating, all units of a bank together).
        no_load_w: loss when energised.
        load_loss_w: loss at rating.
        magnetising_var: reactive demand when energised.
        leakage_var: series reactive demand at rating.
    """

    rating_va: list[float]
    no_load_w: list[float]
    load_loss_w: list[float]
    magnetising_var: list[float]
    leakage_var: list[float]


@dataclass(slots=True, kw_only=True)
class Wiring:
    """How the nodes are connected: what the site says and no switch changes.

    Attributes:
        pad_feeder: feeder index of each pad.
        feeder_bus: bus index of each feeder.
        feeder_r_ohm: series resistance of each feeder.
        feeder_x_ohm: series reactance of each feeder.
        feeder_v: nominal line voltage of each feeder.
        main_bus: bus index that each main transformer feeds.
        main_share: weight of each main when it shares a group: rating over per-unit impedance.
        tie_buses: the two bus indices of each tie.
        mains: constants of the main transformers.
        pads: constants of the unit transformers.
        contracted_w: import allowed at the interconnect.
        bus_count: number of buses.
    """

    pad_feeder: list[int]
    feeder_bus: list[int]
    feeder_r_ohm: list[float]
    feeder_x_ohm: list[float]
    feeder_v: list[float]
    main_bus: list[int]
    main_share: list[float]
    tie_buses: list[tuple[int, int]]
    mains: Windings
    pads: Windings
    contracted_w: float
    bus_count: int


@dataclass(slots=True, kw_only=True)
class Switching:
    """What switches, faults and commissioning make of the wiring. True means: can carry power.

    Attributes:
        pad_ok: unit transformer in service and healthy.
        feeder_closed: feeder breaker closed and feeder in service.
        main_closed: main in service, healthy, not tripped, both breakers closed.
        tie_closed: tie closed.
        bus_ok: bus in service.
    """

    pad_ok: list[bool]
    feeder_closed: list[bool]
    main_closed: list[bool]
    tie_closed: list[bool]
    bus_ok: list[bool]


def groups_of(bus_count: int, bus_ok: Sequence[bool], joins: Sequence[tuple[int, int]]) -> list[int]:
    """Group index of each bus when the given pairs are joined; a bus out of service stands alone.

    >>> groups_of(4, [True] * 4, [(0, 3)])
    [0, 1, 2, 0]
    """
    group = list(range(bus_count))
    for one, other in joins:
        if bus_ok[one] and bus_ok[other]:
            low, high = sorted((group[one], group[other]))
            group = [low if member == high else member for member in group]
    return group


class Network:
    """Power flows of the site, kept settled.

    Attributes:
        pad_p_w, pad_q_var: load on the low side of each pad, set by its owner.
        live_pad, live_feeder, live_bus, live_main: whether voltage stands there.
        main_s_va: apparent power on the low side of each main transformer.
        import_w, import_var: flow at the interconnect, into the site.
        over: bit i set while main i is above its rating; bit of the interconnect is the one above the mains.
    """

    def __init__(
        self,
        wiring: Wiring,
        switching: Switching,
        set_load: Callable[[int, int, float], None],
        set_energised: Callable[[int, int, bool], None],
    ) -> None:
        """Wire the site.

        Args:
            wiring: what never changes.
            switching: switch positions, shared with the plant, which changes them and calls `rewire`.
            set_load: tells the thermal family (mains first, then pads) a unit's load [VA].
            set_energised: tells it whether a unit has voltage.
        """
        self.wiring = wiring
        self.switching = switching
        self._set_load = set_load
        self._set_energised = set_energised
        pads, feeders, mains = len(wiring.pad_feeder), len(wiring.feeder_bus), len(wiring.main_bus)
        self.pad_p_w = [0.0] * pads
        self.pad_q_var = [0.0] * pads
        self.pad_in_w = [0.0] * pads
        self.pad_in_var = [0.0] * pads
        self.pad_loss_w = [0.0] * pads
        self.feeder_in_w = [0.0] * feeders
        self.feeder_in_var = [0.0] * feeders
        self.feeder_loss_w = [0.0] * feeders
        self.main_out_w = [0.0] * mains
        self.main_out_var = [0.0] * mains
        self.main_in_w = [0.0] * mains
        self.main_in_var = [0.0] * mains
        self.main_loss_w = [0.0] * mains
        self.main_s_va = [0.0] * mains
        self.group_p_w = [0.0] * wiring.bus_count
        self.group_q_var = [0.0] * wiring.bus_count
        self.import_w = 0.0
        self.import_var = 0.0
        self.over = 0
        self.live_pad = [False] * pads
        self.live_feeder = [False] * feeders
        self.live_bus = [False] * wiring.bus_count
        self.live_main = [False] * mains
        self.group_of_bus = list(range(wiring.bus_count))
        self.group_feeders: list[list[int]] = [[] for _ in range(wiring.bus_count)]
        self.group_mains: list[list[tuple[int, float]]] = [[] for _ in range(wiring.bus_count)]
        self._feeder_pads = _children(wiring.pad_feeder, feeders)

    def rewire(self, t_us: int) -> None:
        """Work out again what is live and who carries whom, after a switch moved. Does not settle the flows."""
        wiring, switching = self.wiring, self.switching
        joins = [pair for pair, closed in zip(wiring.tie_buses, switching.tie_closed, strict=True) if closed]
        group = groups_of(wiring.bus_count, switching.bus_ok, joins)
        self.group_of_bus[:] = group
        for index in range(wiring.bus_count):
            self.group_feeders[index] = []
            self.group_mains[index] = []
        for main, bus in enumerate(wiring.main_bus):
            alive = switching.main_closed[main] and switching.bus_ok[bus]
            self.live_main[main] = alive
            self._set_energised(main, t_us, alive)
            if alive:
                self.group_mains[group[bus]].append((main, wiring.main_share[main]))
        for members in self.group_mains:
            total = sum(share for _, share in members)
            members[:] = [(main, share / total) for main, share in members]
        for bus in range(wiring.bus_count):
            self.live_bus[bus] = switching.bus_ok[bus] and bool(self.group_mains[group[bus]])
        for feeder, bus in enumerate(wiring.feeder_bus):
            self.live_feeder[feeder] = switching.feeder_closed[feeder] and self.live_bus[bus]
            self.group_feeders[group[bus]].append(feeder)
        first_pad = len(wiring.main_bus)
        for pad, feeder in enumerate(wiring.pad_feeder):
            alive = self.live_feeder[feeder] and switching.pad_ok[pad]
            self.live_pad[pad] = alive
            self._set_energised(first_pad + pad, t_us, alive)

    def loss_w(self) -> float:
        """Power lost in all transformers and feeders."""
        return sum(self.pad_loss_w) + sum(self.feeder_loss_w) + sum(self.main_loss_w)

    def settle_all(self, t_us: int) -> None:
        """Balance every node from the leaves up."""
        self.settle(t_us, range(len(self.pad_p_w)), everything=True)

    def settle(self, t_us: int, pads: Sequence[int], *, everything: bool = False) -> None:
        """Balance the paths from the given pads to the interconnect.

        Args:
            t_us: the instant, for the thermal family.
            pads: pads whose load or supply changed.
            everything: also visit feeders, groups and mains without a changed pad.
        """
        wiring = self.wiring
        feeders: list[int] = []
        for pad in pads:
            self._settle_pad(pad, t_us)
            feeder = wiring.pad_feeder[pad]
            if feeder not in feeders:
                feeders.append(feeder)
        if everything:
            feeders = list(range(len(wiring.feeder_bus)))
        groups: list[int] = []
        for feeder in feeders:
            self._settle_feeder(feeder)
            group = self.group_of_bus[wiring.feeder_bus[feeder]]
            if group not in groups:
                groups.append(group)
        if everything:
            groups = list(range(wiring.bus_count))
            self._quiet_dead_mains(t_us)
        for group in groups:
            self._settle_group(group, t_us)
        self.import_w = sum(self.main_in_w)
        self.import_var = sum(self.main_in_var)
        self._note_site_over()

    def _settle_pad(self, pad: int, t_us: int) -> None:
        if self.live_pad[pad]:
            pads = self.wiring.pads
            p_w, q_var = self.pad_p_w[pad], self.pad_q_var[pad]
            rating_va = pads.rating_va[pad]
            s2_va2 = p_w * p_w + q_var * q_var
            k2_pu = s2_va2 / (rating_va * rating_va)
            loss_w = pads.no_load_w[pad] + pads.load_loss_w[pad] * k2_pu
            self.pad_loss_w[pad] = loss_w
            self.pad_in_w[pad] = p_w + loss_w
            self.pad_in_var[pad] = q_var + pads.magnetising_var[pad] + pads.leakage_var[pad] * k2_pu
            self._set_load(len(self.wiring.main_bus) + pad, t_us, s2_va2**0.5)
        else:
            self.pad_loss_w[pad] = self.pad_in_w[pad] = self.pad_in_var[pad] = 0.0
            self._set_load(len(self.wiring.main_bus) + pad, t_us, 0.0)

    def _settle_feeder(self, feeder: int) -> None:
        if not self.live_feeder[feeder]:
            self.feeder_loss_w[feeder] = self.feeder_in_w[feeder] = self.feeder_in_var[feeder] = 0.0
            return
        p_w = q_var = 0.0
        for pad in self._feeder_pads[feeder]:
            p_w += self.pad_in_w[pad]
            q_var += self.pad_in_var[pad]
        wiring = self.wiring
        current2_a2 = (p_w * p_w + q_var * q_var) / (wiring.feeder_v[feeder] * wiring.feeder_v[feeder])
        loss_w = current2_a2 * wiring.feeder_r_ohm[feeder]
        self.feeder_loss_w[feeder] = loss_w
        self.feeder_in_w[feeder] = p_w + loss_w
        self.feeder_in_var[feeder] = q_var + current2_a2 * wiring.feeder_x_ohm[feeder]

    def _settle_group(self, group: int, t_us: int) -> None:
        p_w = q_var = 0.0
        for feeder in self.group_feeders[group]:
            p_w += self.feeder_in_w[feeder]
            q_var += self.feeder_in_var[feeder]
        self.group_p_w[group] = p_w
        self.group_q_var[group] = q_var
        for main, share_frac in self.group_mains[group]:
            self._settle_main(main, t_us, p_w * share_frac, q_var * share_frac)

    def _settle_main(self, main: int, t_us: int, p_w: float, q_var: float) -> None:
        mains = self.wiring.mains
        rating_va = mains.rating_va[main]
        s_va = (p_w * p_w + q_var * q_var) ** 0.5
        k_pu = s_va / rating_va
        k2_pu = k_pu * k_pu
        loss_w = mains.no_load_w[main] + mains.load_loss_w[main] * k2_pu
        self.main_out_w[main] = p_w
        self.main_out_var[main] = q_var
        self.main_loss_w[main] = loss_w
        self.main_in_w[main] = p_w + loss_w
        self.main_in_var[main] = q_var + mains.magnetising_var[main] + mains.leakage_var[main] * k2_pu
        self.main_s_va[main] = s_va
        self._set_load(main, t_us, s_va)
        bit = 1 << main
        self.over = self.over | bit if k_pu > _OVER_PU else self.over & ~bit

    def _quiet_dead_mains(self, t_us: int) -> None:
        for main, alive in enumerate(self.live_main):
            if not alive:
                for column in (self.main_out_w, self.main_out_var, self.main_loss_w, self.main_in_w, self.main_in_var):
                    column[main] = 0.0
                self.main_s_va[main] = 0.0
                self._set_load(main, t_us, 0.0)
                self.over &= ~(1 << main)

    def _note_site_over(self) -> None:
        bit = 1 << len(self.main_in_w)
        over = self.import_w > self.wiring.contracted_w * _OVER_PU
        self.over = self.over | bit if over else self.over & ~bit


_OVER_PU = 1.0 + 1e-9


def _children(parents: Sequence[int], parent_count: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(parent_count)]
    for child, parent in enumerate(parents):
        found[parent].append(child)
    return found
