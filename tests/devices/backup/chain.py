"""A whole chain of backup power without a plant: grid, engines, switches, supplies, batteries.

Every block of the load has a transfer switch between grid and engines; blocks of IT have a supply
behind it, the block of cooling has none. The chain hands on what follows from what: a switch calls
the engines, the bus gives voltage, a switch that lands gives its block a source, and the engines
carry what the blocks on their side take.
"""

from __future__ import annotations

from twin.devices.backup.genset import Gensets
from twin.devices.backup.transfer import TransferSwitches
from twin.devices.backup.transfer_spec import A, B
from twin.devices.backup.ups import UpsUnits

S = 1_000_000


class Chain:
    """Blocks of IT behind supplies, then blocks straight on their switch, and one group."""

    def __init__(self, engines, switches, supplies, loads_w, luck):
        """Everything on a good grid, charged and carrying `loads_w`; engines at a standstill."""
        self.gensets = Gensets([engines], 0)
        self.switches = TransferSwitches(switches, 0)
        self.ups = UpsUnits(supplies, 0)
        self.loads_w, self.luck, self.now = loads_w, luck, 0
        self.grid_j = self.bare_j = 0.0
        self.seen = []
        for i in range(len(supplies)):
            self.ups.set_load(i, 0, loads_w[i])
        for i in range(len(switches)):
            self.switches.set_voltage(i, 0, B, 0.0)

    def set_grid(self, t_us, voltage_pu):
        """The grid goes away or comes back."""
        self.run_to(t_us)
        for i in range(len(self.loads_w)):
            self.switches.set_voltage(i, t_us, A, voltage_pu)
        self._hand_on()

    def run_to(self, end_us):
        """Let everything happen that does until an instant."""
        while (first := self._first()) and first[0].t_us <= end_us:
            found, family, i = first
            self._meter(found.t_us)
            family.cross(i, self.now, found.limit)
            self.seen.append((found.limit, i, self.now))
            self._hand_on()
        self._meter(end_us)

    def when(self, limit, i=None):
        """Instants of one kind of event, of one unit or of all."""
        return [at for name, unit, at in self.seen if name == limit and i in (None, unit)]

    def input_w(self, i):
        """What a block takes from whatever feeds it."""
        if i < len(self.ups.specs):
            return self.ups.flow(i).input_w
        return self.loads_w[i] if self.switches.is_fed(i) else 0.0

    def on_side_w(self, side):
        """What all blocks on one side take."""
        blocks = range(len(self.loads_w))
        return sum(self.input_w(i) for i in blocks if self.switches.feeding(i) == side)

    def _first(self):
        families = (self.switches, self.gensets, self.ups)
        found = (
            (crossing, family, i)
            for family in families
            for i in range(len(family.specs))
            if (crossing := family.next_crossing(i, self.now))
        )
        return min(found, key=lambda one: one[0].t_us, default=None)

    def _meter(self, t_us):
        span_s, self.now = (t_us - self.now) / S, t_us
        self.grid_j += self.on_side_w(A) * span_s
        bare = range(len(self.ups.specs), len(self.loads_w))
        self.bare_j += sum(self.input_w(i) for i in bare) * span_s

    def _hand_on(self):
        """Voltages downwards, then loads upwards, at one instant."""
        blocks, now = range(len(self.loads_w)), self.now
        if any(self.switches.calls) and not self.gensets.ordered[0]:
            self.gensets.order(0, now, self.luck)
        elif not any(self.switches.calls):
            self.gensets.release(0, now)
        for i in blocks:
            self.switches.set_voltage(i, now, B, float(self.gensets.is_alive(0)))
        for i in range(len(self.ups.specs)):
            self.ups.set_input(i, now, self.switches.load_pu(i))
        self.gensets.set_load(0, now, self.on_side_w(B))
