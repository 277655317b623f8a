"""The table of devices that can be run alone: a new kind is one file and one line here.

The contract suite runs on every line unasked.
"""

from __future__ import annotations

from twin.devices.asic_bench import AsicRowBench
from twin.devices.backup.battery_bench import BatteryBench
from twin.devices.backup.genset_bench import GensetBench
from twin.devices.backup.transfer_bench import AutomaticTransferBench, StaticTransferBench
from twin.devices.backup.ups_bench import UpsBench
from twin.devices.breaker_bench import BreakerBench, SwitchBench
from twin.devices.contract import Bench
from twin.devices.cooling.chiller_bench import ChillerBench
from twin.devices.cooling.container_bench import ContainerBench
from twin.devices.cooling.dry_cooler_bench import DryCoolerBench
from twin.devices.cooling.exchanger_bench import ExchangerBench
from twin.devices.cooling.fan_bench import FanBench
from twin.devices.cooling.loop_bench import LoopBench
from twin.devices.cooling.miner_loop_bench import HydroLoopBench, ImmersionTankBench
from twin.devices.cooling.pad_bench import PadBench
from twin.devices.cooling.room_bench import RoomBench
from twin.devices.cooling.tower_bench import TowerBench
from twin.devices.gpu_bench import GpuRackBench
from twin.devices.grid.frequency_bench import FrequencyResponseBench
from twin.devices.grid.settlement_bench import SettlementMeterBench
from twin.devices.grid.underfrequency_bench import UnderfrequencyBench
from twin.devices.line_bench import LineBench
from twin.devices.protection.heat_bench import ConductorBench, ThermalRelayBench
from twin.devices.protection.trip_bench import (
    ContinuousLoadBench,
    FuseBench,
    MouldedCaseBench,
    RelayBench,
)
from twin.devices.transformer_bench import TransformerBench
from twin.devices.voltage.ride_through_bench import RideThroughBench
from twin.devices.voltage.taps_bench import TapChangerBench

DEVICES: dict[str, type[Bench]] = {
    AsicRowBench.KIND: AsicRowBench,
    AutomaticTransferBench.KIND: AutomaticTransferBench,
    BatteryBench.KIND: BatteryBench,
    BreakerBench.KIND: BreakerBench,
    ChillerBench.KIND: ChillerBench,
    ConductorBench.KIND: ConductorBench,
    DryCoolerBench.KIND: DryCoolerBench,
    ExchangerBench.KIND: ExchangerBench,
    ContainerBench.KIND: ContainerBench,
    ContinuousLoadBench.KIND: ContinuousLoadBench,
    FanBench.KIND: FanBench,
    FrequencyResponseBench.KIND: FrequencyResponseBench,
    FuseBench.KIND: FuseBench,
    GensetBench.KIND: GensetBench,
    GpuRackBench.KIND: GpuRackBench,
    HydroLoopBench.KIND: HydroLoopBench,
    ImmersionTankBench.KIND: ImmersionTankBench,
    LineBench.KIND: LineBench,
    LoopBench.KIND: LoopBench,
    MouldedCaseBench.KIND: MouldedCaseBench,
    PadBench.KIND: PadBench,
    RelayBench.KIND: RelayBench,
    RideThroughBench.KIND: RideThroughBench,
    RoomBench.KIND: RoomBench,
    StaticTransferBench.KIND: StaticTransferBench,
    SettlementMeterBench.KIND: SettlementMeterBench,
    SwitchBench.KIND: SwitchBench,
    TapChangerBench.KIND: TapChangerBench,
    ThermalRelayBench.KIND: ThermalRelayBench,
    TowerBench.KIND: TowerBench,
    TransformerBench.KIND: TransformerBench,
    UnderfrequencyBench.KIND: UnderfrequencyBench,
    UpsBench.KIND: UpsBench,
}
