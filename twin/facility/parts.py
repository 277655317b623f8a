"""What a plant is made of: the site document turned into columns that never change.

`assemble` (in its own file) fills it from a site; the plant, the handlers and the drivers read it.
Every list is indexed as its name says, and assets that are not in service yet have their place too,
so that commissioning changes no index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from twin.devices.ambient import AmbientFilters
from twin.devices.asic_power import AsicSpec, StagePower
from twin.devices.asic_row import AsicRows
from twin.devices.backup.genset_spec import GensetSpec
from twin.devices.backup.transfer_spec import TransferSpec
from twin.devices.backup.ups_spec import UpsSpec
from twin.devices.cooling.container import ContainerSpec
from twin.devices.cooling.loop_spec import LoopSpec
from twin.devices.cooling.miner_loop_spec import MinerLoopSpec
from twin.devices.cooling.pad import PadSpec
from twin.devices.gpu_power import HallSpec
from twin.devices.gpu_rack import GpuHalls
from twin.devices.protection.conductor import ConductorSpec
from twin.devices.protection.continuous_load import ContinuousLoadSpec
from twin.devices.transformer import Transformers
from twin.devices.transformer_equations import ambient_lags_s
from twin.devices.transformer_parameters import Unit
from twin.devices.voltage.envelopes import EnvelopeSpec
from twin.devices.voltage.taps import TapChangerSpec
from twin.facility.equipment import CooledBlock, Equipment
from twin.facility.grid_parts import GridParts
from twin.facility.guard_parts import GuardParts
from twin.facility.rules import FailureRates, RestartRules
from twin.facility.wiring import Switching, Wiring
from twin.luck import Luck
from twin.site.document import HIGH_SIDE, LOW_SIDE

Overhead = tuple[float, float, float, float]
"""Two points of a line, each a temperature [C] and the cooling power over IT power there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Every asset of a site by index, its wiring, and its luck.

    Attributes:
        main_ids, bus_ids, tie_ids, feeder_ids, pad_ids, row_ids, hall_ids: ids by index.
        main_in_service and the like: whether the run may ever have each in service.
        idle_at_start: ids of what comes into service only later.
        pad_owner: block or hall of each unit transformer, empty for a battery's.
        row_block, row_model: the block and the machine model of each row.
        row_pad: unit transformer of each row.
        row_aux_ratio: power with auxiliaries over power of the machines.
        row_tan_phi_ratio, hall_tan_phi_ratio: reactive over active power.
        row_repair_s: shortest and longest repair of a machine of each row.
        row_powers: what one machine of each row draws in each stage.
        hall_rack_per_s: interruptions of one rack of each hall.
        hall_repair_s: shortest and longest repair of a rack of each hall.
        hall_pads: unit transformers (one a feed) of each hall.
        hall_overhead: each hall's cooling overhead.
        hall_ups: the supply of each hall, -1 where it has none.
        hall_loop: the cooling plant of each hall, -1 where it has none.
        loop_on_ups, loop_throttle_frac: whether pumps of distribution units hang on the supply, and
            power of a rack that is too warm.
        loop_hold_us, loop_return_frac: least time between steps back from heat, and their size.
        loop_hold_growth_ratio, loop_hold_most_us: what that time grows by and up to, each time that
            racks got too warm again.
        evaporative_ids, evaporative_specs: evaporative pads of blocks; every other `pad` here is a
            unit transformer.
        row_evaporative: the evaporative pad that each row breathes through, -1 for none.
        cooled, miner_loop_specs, container_specs: cooling of mining blocks.
        container_limits_c: where machines of each container slow down, stop and start again.
        row_cooled: the cooling of each row's block, -1 for none.
        equipment: groups of units that break one by one, by id.
        hall_switch: the transfer switch of each hall, -1 where it has none.
        hall_static: the static switch between the feeds of each hall, -1 where live ones share it.
        switch_gensets: engines on the other side of each transfer switch, -1 of a static one.
        switch_sides: names of what is on side a and side b of each.
        ride_bus, ride_hall, ride_specs: what rides through sags together: the miners of each bus in
            order, then each hall without a supply; bus, hall (-1 for miners), envelope.
        tap_mains, main_tap: transformer of each on-load tap changer; the changer of each main
            transformer, -1 where it has none.
        conductor_feeders, duty_feeders: the feeder of each conductor that is followed, and of each
            watch on continuous load.
    """

    site_id: str
    poi_id: str
    contracted_w: float
    ramp_up_w_per_s: float
    ramp_down_w_per_s: float
    wiring: Wiring
    main_ids: tuple[str, ...]
    bus_ids: tuple[str, ...]
    tie_ids: tuple[str, ...]
    feeder_ids: tuple[str, ...]
    pad_ids: tuple[str, ...]
    row_ids: tuple[str, ...]
    hall_ids: tuple[str, ...]
    block_ids: tuple[str, ...]
    main_in_service: tuple[bool, ...]
    bus_in_service: tuple[bool, ...]
    tie_in_service: tuple[bool, ...]
    feeder_in_service: tuple[bool, ...]
    pad_in_service: tuple[bool, ...]
    row_in_service: tuple[bool, ...]
    hall_in_service: tuple[bool, ...]
    closed_ties: tuple[str, ...]
    idle_at_start: frozenset[str]
    tie_parallel: tuple[bool, ...]
    tie_transfer_s: tuple[float, ...]
    row_block: tuple[str, ...]
    row_model: tuple[str, ...]
    row_pad: tuple[int, ...]
    row_aux_ratio: tuple[float, ...]
    row_tan_phi_ratio: tuple[float, ...]
    row_shed_order: tuple[int, ...]
    row_min_on_us: tuple[int, ...]
    row_min_off_us: tuple[int, ...]
    row_sleeps_per_day: tuple[int, ...]
    row_count: tuple[int, ...]
    row_specs: tuple[AsicSpec, ...]
    row_repair_s: tuple[tuple[float, float], ...]
    row_powers: tuple[tuple[StagePower, ...], ...]
    hall_pads: tuple[tuple[int, ...], ...]
    hall_specs: tuple[HallSpec, ...]
    hall_rack_per_s: tuple[float, ...]
    hall_repair_s: tuple[tuple[float, float], ...]
    hall_tan_phi_ratio: tuple[float, ...]
    hall_overhead: tuple[Overhead, ...]
    hall_ups: tuple[int, ...]
    hall_loop: tuple[int, ...]
    loop_ids: tuple[str, ...]
    loop_specs: tuple[LoopSpec, ...]
    loop_on_ups: tuple[bool, ...]
    loop_throttle_frac: tuple[float, ...]
    loop_hold_us: tuple[int, ...]
    loop_hold_growth_ratio: tuple[float, ...]
    loop_hold_most_us: tuple[int, ...]
    loop_return_frac: tuple[float, ...]
    evaporative_ids: tuple[str, ...]
    evaporative_specs: tuple[PadSpec, ...]
    row_evaporative: tuple[int, ...]
    cooled: tuple[CooledBlock, ...]
    miner_loop_specs: tuple[MinerLoopSpec, ...]
    container_specs: tuple[ContainerSpec, ...]
    container_limits_c: tuple[tuple[float, ...], ...]
    row_cooled: tuple[int, ...]
    equipment: dict[str, Equipment]
    hall_switch: tuple[int, ...]
    switch_ids: tuple[str, ...]
    switch_specs: tuple[TransferSpec, ...]
    switch_gensets: tuple[int, ...]
    switch_sides: tuple[tuple[str, str], ...]
    hall_static: tuple[int, ...]
    genset_ids: tuple[str, ...]
    genset_specs: tuple[GensetSpec, ...]
    genset_repair_s: tuple[float, ...]
    ride_bus: tuple[int, ...]
    ride_hall: tuple[int, ...]
    ride_specs: tuple[EnvelopeSpec, ...]
    ups_ids: tuple[str, ...]
    ups_specs: tuple[UpsSpec, ...]
    tap_mains: tuple[int, ...]
    tap_specs: tuple[TapChangerSpec, ...]
    main_tap: tuple[int, ...]
    conductor_feeders: tuple[int, ...]
    conductor_specs: tuple[ConductorSpec, ...]
    duty_feeders: tuple[int, ...]
    duty_specs: tuple[ContinuousLoadSpec, ...]
    units: tuple[Unit, ...]
    unit_counts: tuple[int, ...]
    failure: FailureRates
    grid: GridParts
    guard: GuardParts
    restart: RestartRules
    luck: Luck
    main_index: dict[str, int] = field(default_factory=dict[str, int])
    bus_index: dict[str, int] = field(default_factory=dict[str, int])
    tie_index: dict[str, int] = field(default_factory=dict[str, int])
    pad_index: dict[str, int] = field(default_factory=dict[str, int])
    row_index: dict[str, int] = field(default_factory=dict[str, int])
    hall_index: dict[str, int] = field(default_factory=dict[str, int])
    ups_index: dict[str, int] = field(default_factory=dict[str, int])
    switch_index: dict[str, int] = field(default_factory=dict[str, int])
    genset_index: dict[str, int] = field(default_factory=dict[str, int])
    loop_index: dict[str, int] = field(default_factory=dict[str, int])
    cooled_index: dict[str, int] = field(default_factory=dict[str, int])
    unit_index: dict[str, int] = field(default_factory=dict[str, int])
    hazard_index: dict[str, int] = field(default_factory=dict[str, int])
    breaker_ids: frozenset[str] = frozenset()
    pad_rows: tuple[tuple[int, ...], ...] = ()
    pad_hall: tuple[int, ...] = ()
    pad_bus: tuple[int, ...] = ()
    pad_owner: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Work out the indices and what hangs on what."""
        for index, names in (
            (self.main_index, self.main_ids),
            (self.bus_index, self.bus_ids),
            (self.tie_index, self.tie_ids),
            (self.pad_index, self.pad_ids),
            (self.ups_index, self.ups_ids),
            (self.loop_index, self.loop_ids),
            (self.cooled_index, [one.id for one in self.cooled]),
            (self.switch_index, self.switch_ids),
            (self.genset_index, self.genset_ids),
            (self.row_index, self.row_ids),
            (self.hall_index, self.hall_ids),
            (self.unit_index, self.unit_ids),
            (self.hazard_index, self.hazard_ids),
        ):
            index.update((name, place) for place, name in enumerate(names))
        breakers = {main + side for main in self.main_ids for side in (HIGH_SIDE, LOW_SIDE)} | set(
            self.feeder_ids
        )
        rows: list[list[int]] = [[] for _ in self.pad_ids]
        for row, pad in enumerate(self.row_pad):
            rows[pad].append(row)
        halls = [-1] * len(self.pad_ids)
        for hall, pads in enumerate(self.hall_pads):
            for pad in pads:
                halls[pad] = hall
        buses = tuple(self.wiring.feeder_bus[feeder] for feeder in self.wiring.pad_feeder)
        object.__setattr__(self, "breaker_ids", frozenset(breakers))
        object.__setattr__(self, "pad_rows", tuple(tuple(found) for found in rows))
        object.__setattr__(self, "pad_hall", tuple(halls))
        object.__setattr__(self, "pad_bus", buses)
        object.__setattr__(
            self, "pad_owner", tuple(self._owner(pad) for pad in self.pad_index.values())
        )

    def _owner(self, pad: int) -> str:
        if self.pad_rows[pad]:
            return self.row_block[self.pad_rows[pad][0]]
        hall = self.pad_hall[pad]
        return self.hall_ids[hall] if hall >= 0 else ""

    @property
    def hazard_ids(self) -> tuple[str, ...]:
        """What can fail, in the order of the hazards.

        Rows, halls, main transformers, unit transformers, other equipment.
        """
        units = self.main_ids + self.pad_ids
        return self.row_ids + self.hall_ids + units + tuple(self.equipment)

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """All transformers in the order of the thermal family: mains, then unit transformers."""
        return self.main_ids + self.pad_ids

    def duty_of(self, feeder: str) -> int:
        """The watch on continuous load of a feeder, by its id."""
        return self.duty_feeders.index(self.feeder_ids.index(feeder))

    def bus_of_pad(self, pad: int) -> int:
        """The bus whose feeder carries a unit transformer."""
        return self.pad_bus[pad]

    def mains_over(self, bits: int) -> Sequence[int]:
        """Main transformers whose bit is set."""
        return [main for main in range(len(self.main_ids)) if bits >> main & 1]

    def transformers(self, t_us: int) -> Transformers:
        """The thermal family: mains first, then unit transformers."""
        ambient = AmbientFilters(ambient_lags_s(self.units), t_us, 20.0)
        return Transformers(self.units, ambient, t_us)

    def rows(self, t_us: int) -> AsicRows:
        """The rows of miners, off until the run starts."""
        return AsicRows(self.row_specs, self.row_count, t_us)

    def halls(self, t_us: int) -> GpuHalls:
        """The AI halls, dark until the run starts."""
        return GpuHalls(self.hall_specs, t_us)

    def switching(self) -> Switching:
        """Everything closed that is in service, ties as the site says."""
        return Switching(
            pad_ok=list(self.pad_in_service),
            feeder_closed=list(self.feeder_in_service),
            main_closed=list(self.main_in_service),
            tie_closed=[tie in self.closed_ties for tie in self.tie_ids],
            bus_ok=list(self.bus_in_service),
        )
