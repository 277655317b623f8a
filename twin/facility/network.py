"""The power path as a tree: pads (unit transformers), feeders, bus groups, mains, interconnect.

Power is balanced bottom-up with losses at nominal voltage; a change walks only the path to the
interconnect. A node's power is always the sum over its children, never an accumulated difference,
so that what is kept is what a rebuild from the leaves gives, to the last bit. Buses joined by
closed ties form a group; the live main transformers of a group share its load by rating over
impedance (one takes all of it unless the site lets a pair run in parallel).

Equations: series loss `Pk·K²` and `P0` when energised, `Q = i0·Sr + x·K²·Sr`, feeder `3·I²·R =
R·(P²+Q²)/V²`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from twin.facility.balance import OVER_PU, feeder_balance, group_balance, pad_balance
from twin.facility.watch import Watch
from twin.facility.wiring import Switching, Wiring


def groups_of(
    bus_count: int, bus_ok: Sequence[bool], joins: Sequence[tuple[int, int]]
) -> list[int]:
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


Share = tuple[int, float]
"""A main transformer, by index, and the fraction of its group that it carries."""


class Network:
    """Power flows of the site, kept settled.

    Attributes:
        pad_p_w, pad_q_var: load on the low side of each pad, set by its owner.
        live_pad, live_feeder, live_bus, live_main: whether voltage stands there.
        import_w, lost_w: active power into the site at the interconnect, and lost on its way to the
            loads.
        feeder_loss_w, group_loss_w: lost in a feeder and its pads, in a group's feeders and pads.
        main_s_va: apparent power on the low side of each main transformer.
        group_of_bus: bus group of each bus; groups go by the index of their first bus.
        group_mains: (main, share) of the live mains that feed each group.
        over: bit i set while main i is above its rating; bit of the interconnect is the one above
            the mains, those above that of feeders that a relay may see.
    """

    def __init__(
        self,
        wiring: Wiring,
        switching: Switching,
        watch: Watch,
        set_energised: Callable[[int, int, bool], None],
    ) -> None:
        """Wire the site.

        Args:
            wiring: what never changes.
            switching: switch positions, shared with the plant, which changes them and calls
                `rewire`.
            watch: takes each unit's load (mains first, then pads).
            set_energised: tells it whether a unit has voltage.
        """
        self.wiring = wiring
        self.switching = switching
        self._set_energised = set_energised
        self._watch = watch
        pads, feeders, mains = len(wiring.pad_feeder), len(wiring.feeder_bus), len(wiring.main_bus)
        buses = wiring.bus_count
        self.pad_p_w, self.pad_q_var = [0.0] * pads, [0.0] * pads
        self.pad_in_w, self.pad_in_var = [0.0] * pads, [0.0] * pads
        self.pad_loss_w = [0.0] * pads
        self.feeder_in_w, self.feeder_in_var = [0.0] * feeders, [0.0] * feeders
        self.feeder_loss_w = [0.0] * feeders
        self.main_out_w, self.main_out_var = [0.0] * mains, [0.0] * mains
        self.main_in_w, self.main_in_var = [0.0] * mains, [0.0] * mains
        self.main_loss_w, self.main_s_va = [0.0] * mains, [0.0] * mains
        self.group_p_w, self.group_q_var = [0.0] * buses, [0.0] * buses
        self.group_loss_w = [0.0] * buses
        self.import_w = self.lost_w = 0.0
        self.over = 0
        self.live_pad, self.live_feeder = [False] * pads, [False] * feeders
        self.live_bus, self.live_main = [False] * buses, [False] * mains
        self.group_of_bus = list(range(buses))
        self.group_feeders: list[list[int]] = [[] for _ in range(buses)]
        self.group_mains: list[list[Share]] = [[] for _ in range(buses)]
        self.feeder_pads = _children(wiring.pad_feeder, feeders)
        self._routes: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self._limit_w = wiring.contracted_w * OVER_PU
        self._settle_pad = pad_balance(self, watch)
        self._settle_feeder = feeder_balance(self)
        self._settle_group = group_balance(self, watch)

    @property
    def import_var(self) -> float:
        """Reactive power into the site at the interconnect."""
        return sum(self.main_in_var)

    # ---------------------------------------------------------------- topology
    def rewire(self, t_us: int) -> None:
        """Work out what is live and who carries whom after a switch moved; settles no flow."""
        wiring, switching = self.wiring, self.switching
        joins = [
            pair
            for pair, closed in zip(wiring.tie_buses, switching.tie_closed, strict=True)
            if closed
        ]
        group = self.group_of_bus
        group[:] = groups_of(wiring.bus_count, switching.bus_ok, joins)
        self._routes.clear()
        self._rewire_mains(t_us, group)
        for bus in range(wiring.bus_count):
            self.live_bus[bus] = switching.bus_ok[bus] and bool(self.group_mains[group[bus]])
        for members in self.group_feeders:
            members.clear()
        for feeder, bus in enumerate(wiring.feeder_bus):
            alive = switching.feeder_closed[feeder] and self.live_bus[bus]
            self.live_feeder[feeder] = alive
            if alive:
                self.group_feeders[group[bus]].append(feeder)
        first_pad = len(wiring.main_bus)
        for pad, feeder in enumerate(wiring.pad_feeder):
            alive = self.live_feeder[feeder] and switching.pad_ok[pad]
            self.live_pad[pad] = alive
            self._set_energised(first_pad + pad, t_us, alive)

    def _rewire_mains(self, t_us: int, group: Sequence[int]) -> None:
        wiring, switching = self.wiring, self.switching
        for members in self.group_mains:
            members.clear()
        for main, bus in enumerate(wiring.main_bus):
            alive = switching.main_closed[main] and switching.bus_ok[bus]
            self.live_main[main] = alive
            self._set_energised(main, t_us, alive)
            if alive:
                self.group_mains[group[bus]].append((main, wiring.main_share_va[main]))
        for members in self.group_mains:
            total = sum(share for _, share in members)
            members[:] = [(main, share / total) for main, share in members]

    # ---------------------------------------------------------------- flows
    def settle_all(self, t_us: int) -> None:
        """Balance every node from the leaves up."""
        settle_pad, settle_feeder = self._settle_pad, self._settle_feeder
        for pad in range(len(self.pad_p_w)):
            settle_pad(pad, t_us)
        for feeder in range(len(self.feeder_in_w)):
            settle_feeder(feeder)
        self._quiet_dead_mains(t_us)
        for group in range(self.wiring.bus_count):
            self._settle_group(group, t_us)
        self._note_site()

    def settle(self, t_us: int, pads: tuple[int, ...]) -> None:
        """Balance the paths from the given pads to the interconnect, at an instant."""
        route = self._routes.get(pads)
        if route is None:
            feeders = tuple(dict.fromkeys(self.wiring.pad_feeder[pad] for pad in pads))
            groups = tuple(
                dict.fromkeys(
                    self.group_of_bus[self.wiring.feeder_bus[feeder]] for feeder in feeders
                )
            )
            route = self._routes[pads] = (feeders, groups)
        settle_pad, settle_feeder, settle_group = (
            self._settle_pad,
            self._settle_feeder,
            self._settle_group,
        )
        for pad in pads:
            settle_pad(pad, t_us)
        for feeder in route[0]:
            settle_feeder(feeder)
        for group in route[1]:
            settle_group(group, t_us)
        self._note_site()

    def _quiet_dead_mains(self, t_us: int) -> None:
        columns = (
            self.main_out_w,
            self.main_out_var,
            self.main_loss_w,
            self.main_in_w,
            self.main_in_var,
        )
        for main, alive in enumerate(self.live_main):
            if not alive:
                for column in (*columns, self.main_s_va):
                    column[main] = 0.0
                self._watch.set_load(main, t_us, 0.0)
                self.over &= ~(1 << main)

    def _note_site(self) -> None:
        import_w = self.import_w = sum(self.main_in_w)
        self.lost_w = sum(self.group_loss_w) + sum(self.main_loss_w)
        bit = 1 << len(self.main_in_w)
        if (import_w > self._limit_w) is not bool(self.over & bit):
            self.over ^= bit


def _children(parents: Sequence[int], parent_count: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(parent_count)]
    for child, parent in enumerate(parents):
        found[parent].append(child)
    return found
