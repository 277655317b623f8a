"""The plant: every state column of a site, changed by `apply(fact)` and by nothing else.

It is a fold: the same facts give the same columns, to the last bit. Reading never changes it. The
rooms below give it its parts (device families, the network, hazards, markets, control's memory);
here they are put together and kept settled. What happens at an instant only (jobs to look at again,
commands just accepted) is forgotten at the next.
"""

from __future__ import annotations

from typing import Any

from twin.devices.asic_row import AsicRows
from twin.devices.backup.genset import Gensets
from twin.devices.backup.transfer import TransferSwitches
from twin.devices.backup.ups import UpsUnits
from twin.devices.cooling.containers import Containers
from twin.devices.cooling.loop import Loops
from twin.devices.cooling.miner_loop import MinerLoops
from twin.devices.cooling.pads import Pads
from twin.devices.gpu_rack import GpuHalls
from twin.devices.transformer import Transformers
from twin.devices.voltage.ride_through import RideThroughs
from twin.facility import backup, loads, mining_cooling, overcurrent, static_switch, supply, topics
from twin.facility.apply import HANDLERS
from twin.facility.conductors import FeederConductors
from twin.facility.control_state import Control
from twin.facility.cool_watch import CoolWatch
from twin.facility.duties import Duties
from twin.facility.grid_side import GridSide
from twin.facility.guard import Guard
from twin.facility.hazards import Hazards
from twin.facility.market import Market
from twin.facility.mining_watch import MiningWatch
from twin.facility.network import Network
from twin.facility.parts import Parts
from twin.facility.service import Service
from twin.facility.storage import Exports
from twin.facility.taps import Taps
from twin.facility.thermal_guard import ThermalGuard
from twin.facility.watch import Watch
from twin.facts import Fact
from twin.facts.control import AnyCommand
from twin.units import US_PER_S

_S_PER_US = 1.0 / US_PER_S


class Plant:
    """A site as it stands after the facts applied so far.

    Attributes:
        parts: what the site says; never changes.
        t_us, last_seq: the last fact applied; instant_seq: the first one of its instant.
        touched: topics touched since the engine last looked.
        import_j, loss_j: energy imported, and lost in the power path, up to `flows_us`.
        hall_w, hall_j, hall_us: draw of each hall with its cooling, its energy up to an instant.
        hall_ratio: that draw over the IT draw, where no supply stands between.
        hall_live, on_feeds: whether voltage stands at its input, whether it is on its feeds.
        hall_takes: unit transformers that share it while it is on its feeds.
        loop_cause, asked_cap_frac, broken: seq that made a plant do what it does, caps of racks by
            command, broken units of each group. taps, conductors, duties,
            thermal_guard: told of flows.
        heat_cap_frac, heat_since_us, heat_cause: what heat allows racks (0 stops), since when, why.
        heat_tried_frac, heat_failed_frac, heat_fails_count: power that racks stepped up to last (0
            after a step down), power that was too much last, how often in a row.
        pads, pad_cause: evaporative pads of blocks, seq that last broke or repaired each.
        miner_loops, containers, cooled_cause: cooling of mining blocks, seq that made each do so.
        pad_extra_w: what that adds to each unit transformer.
        ride_cause: seq that made the power supplies of each entry let go, or ready again.
        switch_cause, switch_told, genset_told, genset_cause, genset_held, genset_demands_count,
            ups_told, ups_cause: seq that made each do so or holds it, state last told, orders.
        inlet_rated_c: whole degrees of inlet that each row's hazard was last rated at.
        row_supplied, hall_supplied: whether each was last told that it has supply.
        dark: rows in service without supply; they wait to be energised. guard: protection.
        idle, service: what is out of service for now, and by it what is in service.
        open_breakers, closed_ties, failed_units, refused_transfers, overloads: asset to its seq.
        protection_opened: breakers that protection opened and may close again by itself.
        job_seq: seq of the fact that last placed each job.
        start_seq, weather_seq, switch_seq, over_seq, grid_seq: facts that others name as cause.
        grid_pu: voltage at the interconnect, of nominal; 0 in an outage. grid: the rest of it.
    """

    def __init__(self, parts: Parts, t_us: int) -> None:
        """The site before its first fact: connected, and nothing draws power yet."""
        self.parts = parts
        self.t_us = t_us
        self.last_seq = self.instant_seq = self.touched = self.last_job = 0
        self.market = Market()
        self.transformers: Transformers = parts.transformers(t_us)
        self.rows: AsicRows = parts.rows(t_us)
        self.halls: GpuHalls = parts.halls(t_us)
        self.control = Control(len(parts.row_ids), len(parts.unit_ids))
        self.hazards = Hazards(parts.hazard_ids, parts.luck, t_us)
        self.open_breakers: dict[str, int] = {}
        self.protection_opened: dict[str, int] = {}
        self.idle: dict[str, int] = dict.fromkeys(parts.idle_at_start, 0)
        self.service = Service(parts, self.idle)
        self.closed_ties = {tie: 0 for tie in parts.closed_ties if tie not in self.idle}
        self.failed_units: dict[str, int] = {}
        self.refused_transfers: dict[str, int] = {}
        self.overloads: dict[str, int] = {}
        self.parameters: dict[str, str] = {}
        self.job_seq: dict[int, int] = {}
        self.start_seq = self.weather_seq = self.switch_seq = self.over_seq = self.grid_seq = 0
        self.grid_pu = 1.0
        self.grid = GridSide(parts.grid, t_us)
        self.guard = Guard(parts.guard, len(parts.bus_ids), t_us)
        self.taps, self.conductors = Taps(parts), FeederConductors(parts, t_us)
        self.duties, self.exports = Duties(parts, t_us), Exports(self)
        self.thermal_guard = ThermalGuard(parts, t_us)
        flows = (self.taps, self.conductors, self.duties)
        followers = (*flows, self.exports, self.thermal_guard)
        self.followers = [one for one in followers if one.specs]
        halls = len(parts.hall_ids)
        self.hall_w, self.hall_j = [0.0] * halls, [0.0] * halls
        self.hall_us, self.hall_ratio = [t_us] * halls, [1.0] * halls
        self.hall_live, self.on_feeds = [False] * halls, [True] * halls
        self.hall_takes = list(parts.hall_pads)
        self._stand_by(parts, t_us)
        self.ups_cause = [0] * len(parts.ups_ids)
        self.inlet_rated_c = [-300] * len(parts.row_ids)
        self.row_supplied = [False] * len(parts.row_ids)
        self.hall_supplied = [False] * halls
        self.dark: set[int] = set()
        self.import_j, self.loss_j, self.flows_us = 0.0, 0.0, t_us
        self.switching = parts.switching()
        self.watch = Watch(self.transformers)
        energise = self.transformers.set_energised
        self.net = Network(parts.wiring, self.switching, self.watch, energise)
        self.repaced: list[int] = []
        self.stopped: list[tuple[str, int, int]] = []
        self.accepted: list[tuple[int, AnyCommand]] = []

    def _stand_by(self, parts: Parts, t_us: int) -> None:
        """Backup power, ready: supplies charged, engines at a standstill, nothing in a sag."""
        halls = len(parts.hall_ids)
        self.loops = Loops(parts.loop_specs, t_us, _START_C)
        self.cool_watch = CoolWatch(self.loops)
        self.loop_cause = [0] * len(parts.loop_ids)
        self.heat_since_us, self.heat_cause = [t_us] * halls, [0] * halls
        self.heat_cap_frac, self.asked_cap_frac = [1.0] * halls, [1.0] * halls
        self.heat_tried_frac, self.heat_failed_frac = [0.0] * halls, [0.0] * halls
        self.heat_fails_count = [0] * halls
        self.broken: dict[str, int] = {}
        self.pads = Pads(parts.evaporative_specs, t_us)
        for pad in range(len(parts.evaporative_ids)):
            self.pads.set_wanted(pad, t_us, wanted=False)
        self.pad_cause = [0] * len(parts.evaporative_ids)
        self.miner_loops = MinerLoops(parts.miner_loop_specs, t_us, _START_C)
        self.containers = Containers(parts.container_specs, t_us, parts.container_limits_c)
        self.mining_watch = MiningWatch(parts.cooled, self.miner_loops, self.containers)
        self.cooled_cause = [0] * len(parts.cooled)
        self.pad_extra_w = [0.0] * len(parts.pad_ids)
        self.rides = RideThroughs(parts.ride_specs, t_us)
        self.ride_cause = [0] * len(parts.ride_bus)
        self.ups = UpsUnits(parts.ups_specs, t_us)
        self.ups_told = list(self.ups.state)
        self.transfers = TransferSwitches(parts.switch_specs, t_us)
        self.switch_cause, self.switch_told = ([0] * len(parts.switch_ids) for _ in range(2))
        self.gensets = Gensets(parts.genset_specs, t_us)
        self.genset_told = list(self.gensets.engines.engine_state)
        none = [0] * len(parts.genset_ids)
        self.genset_cause, self.genset_held, self.genset_demands_count = none[:], none[:], none[:]

    # ---------------------------------------------------------------- the fold
    def apply(self, t_us: int, seq: int, subject: str, fact: Fact) -> None:
        """Let one fact happen."""
        if t_us != self.t_us:
            self.t_us = t_us
            self.instant_seq = seq
            if self.repaced or self.stopped or self.accepted:
                self.repaced.clear()
                self.stopped.clear()
                self.accepted.clear()
        self.last_seq = seq
        _HANDLERS[type(fact)](self, t_us, seq, subject, fact)

    # ---------------------------------------------------------------- flows
    def settle(self, t_us: int, pads: tuple[int, ...]) -> None:
        """Book the energy of the flows so far and balance the paths of the given pads."""
        self._book(t_us)
        over = self.net.over
        self.net.settle(t_us, pads)
        self._note(over)

    def settle_everything(self, t_us: int) -> None:
        """Book the energy of the flows so far and balance every node."""
        self._book(t_us)
        over = self.net.over
        loads.load_all(self)
        self.net.settle_all(t_us)
        self._note(over)

    def _note(self, over_before: int) -> None:
        """Say what the balance touched: units to look at, ratings passed either way."""
        if self.watch.stale:
            self.touched |= topics.THERMAL
        if self.net.over != over_before:
            self.over_seq = self.last_seq
            self.touched |= topics.OVERLOAD
        if self.guard.busy or self.net.over & self.parts.guard.over_bits:
            overcurrent.follow(self, self.t_us)
        for one in self.followers:
            one.follow(self, self.t_us)

    def _book(self, t_us: int) -> None:
        elapsed_us = t_us - self.flows_us
        if elapsed_us:
            span_s = elapsed_us * _S_PER_US
            self.import_j += self.net.import_w * span_s
            self.loss_j += self.net.lost_w * span_s
            self.flows_us = t_us

    def import_at_j(self, t_us: int) -> float:
        """Energy imported up to an instant at or after the last fact."""
        return self.import_j + self.net.import_w * ((t_us - self.flows_us) * _S_PER_US)

    def loss_at_j(self, t_us: int) -> float:
        """Energy lost in the power path up to an instant at or after the last fact."""
        return self.loss_j + self.net.lost_w * ((t_us - self.flows_us) * _S_PER_US)

    def hall_at_j(self, hall: int, t_us: int) -> float:
        """Energy of a hall, cooling included, up to an instant at or after the last fact."""
        return self.hall_j[hall] + self.hall_w[hall] * ((t_us - self.hall_us[hall]) * _S_PER_US)

    def hashes_at_th(self, t_us: int) -> float:
        """Terahashes of all rows up to an instant at or after the last fact."""
        return self.rows.all_hashes_at_th(t_us)

    # ---------------------------------------------------------------- this instant only
    def take_repaced(self) -> list[int]:
        """Jobs whose pace changed since last asked."""
        taken, self.repaced = self.repaced, []
        return taken

    def take_stopped(self) -> list[tuple[str, int, int]]:
        """Jobs interrupted since last asked: hall, number, seq of the cause."""
        taken, self.stopped = self.stopped, []
        return taken

    def take_accepted(self) -> list[tuple[int, AnyCommand]]:
        """Commands accepted since last asked, with the seq of the acceptance."""
        taken, self.accepted = self.accepted, []
        return taken

    def rebuild(self) -> None:
        """Work out flows and liveness from switches and leaves; no anchor and no counter moves."""
        self.service.follow(self.parts, self.idle)
        if self.start_seq:
            self.note_dark()
        supply.place_switches(self)
        self.net.rewire(self.t_us)
        overcurrent.rebuild(self)
        mining_cooling.rebuild(self)
        backup.rate_supplies(self)
        for hall in range(len(self.parts.hall_ids)):
            self.hall_ratio[hall] = loads.overhead_ratio(self, hall, self.market.dry_bulb_c)
            self.hall_live[hall] = backup.is_live(self, hall)
            self.hall_takes[hall] = static_switch.takes(self, hall)
            self.on_feeds[hall] = backup.is_on_feeds(self, hall)
            self.hall_w[hall] = backup.draw_w(self, hall)
        loads.load_all(self)
        self.net.settle_all(self.t_us)

    def note_dark(self) -> None:
        """Say which rows in service wait to be energised."""
        told = zip(self.service.row, self.row_supplied, strict=True)
        self.dark = {row for row, (here, supplied) in enumerate(told) if here and not supplied}

    def rewire(self, t_us: int, seq: int) -> None:
        """Switches or faults changed: see `supply.rewire`."""
        supply.rewire(self, t_us, seq)


_START_C = 20.0
_HANDLERS: dict[type[Fact], Any] = HANDLERS
