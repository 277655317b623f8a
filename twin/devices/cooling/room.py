"""A room of air-cooled machines: air, the mass that it washes, and coils that chill it.

`C1 T1' = Q - h (T1 - T2) - K (T1 - Tw)`, `C2 T2' = h (T1 - T2)`: air C1, solids C2, exchange h,
heat Q of the machines, and `K = eps Cmin` of the coils that run, over chilled water at Tw. Without
coils that is the heat-up of Khankari (ASHRAE Trans. 117-1, 2011): fast at Q / C1, then slow at
Q / (C1 + C2). The inlet of machines is what the coils blow, or the air itself where none runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.contract import Columns, Crossing
from twin.devices.cooling.exchanger import Exchanger, impossible, rated_exchanger
from twin.devices.cooling.room_envelopes import AIR, AirClass
from twin.devices.cooling.staging import HORIZON_S
from twin.kernel import LinearBlock, Response, first_crossing_s, linear_block
from twin.units import US_PER_S, W_PER_KW

HOT_INLET = "inlet_limit"

_ON_LEVEL_K = 1e-9


class RoomSpec(BaseModel, frozen=True, extra="forbid"):
    """A room with its coils: the keys of a site document."""

    volume_m3: float = Field(gt=0, le=1e6, description="air in the room")
    mass_kj_per_k: float = Field(
        1500.0, gt=0, le=1e8, description="racks, floor and walls that the air washes [A]"
    )
    exchange_kw_per_k: float = Field(10.0, gt=0, le=1e6, description="between air and mass [A]")
    air_kg_per_m3: float = Field(1.18, gt=0.5, le=1.5, description="density; less on a height [V]")
    air_j_per_kg_k: float = Field(1006.0, gt=900, le=1100, description="specific heat [V]")
    coils_count: int = Field(1, ge=0, le=1000, description="equal coils with a fan each")
    coil_kw: float = Field(100.0, gt=0, le=1e5, description="heat of one when rated [A]")
    approach_k: float = Field(8.0, gt=0, le=40, description="air leaving over water entering [M]")
    air_range_k: float = Field(12.0, gt=0, le=40, description="air cools by, when rated [M]")
    water_range_k: float = Field(7.0, gt=0, le=30, description="water warms by, when rated [M]")
    air_share_frac: float = Field(0.8, ge=0, le=1, description="of the resistance, on the air [A]")
    fan_kw: float = Field(4.0, ge=0, le=1e4, description="fan of one coil at full speed [A]")
    envelope: AirClass = Field("A2", description="class of the machines: limit of their inlet [S]")
    hysteresis_k: float = Field(2.0, ge=1, le=20, description="clears this far below [A]")

    @model_validator(mode="after")
    def _coils_can_be_built(self) -> Self:
        if wrong := impossible(self.approach_k, self.air_range_k, self.water_range_k):
            raise ValueError(wrong)
        return self


def coil_of(spec: RoomSpec) -> Exchanger:
    """One coil of a room."""
    heat_w = spec.coil_kw * W_PER_KW
    share_frac = spec.air_share_frac
    return rated_exchanger(
        heat_w, spec.approach_k, spec.air_range_k, spec.water_range_k, share_frac
    )


class Rooms(Columns):
    """Columns of all rooms; the index is the room.

    Attributes:
        specs: what each is.
        anchor_us: when an input changed last.
        air_c, mass_c: at the anchor.
        heat_w: of its machines, since the anchor.
        water_c: entering the coils.
        running: coils that run.
        fan_frac: speed of their fans.
        hot: whether the inlet is past its limit.
        watch_us: when that changed last.
        supplied_j: heat of the machines up to the anchor.
        initial_j: heat stored at the start, counted from 0 °C.
    """

    STATE = (
        *("anchor_us", "air_c", "mass_c", "heat_w", "water_c", "running"),
        *("fan_frac", "hot", "watch_us", "supplied_j", "initial_j"),
    )

    def __init__(self, specs: Sequence[RoomSpec], t_us: int, start_c: float) -> None:
        """Rooms at one temperature, without heat, no coil running."""
        count = len(specs)
        self.specs = list(specs)
        self.capacities_j_per_k = [
            (
                spec.volume_m3 * spec.air_kg_per_m3 * spec.air_j_per_kg_k,
                spec.mass_kj_per_k * W_PER_KW,
            )
            for spec in specs
        ]
        self.coils = [coil_of(spec) for spec in specs]
        self.anchor_us = [t_us] * count
        self.air_c, self.mass_c = [start_c] * count, [start_c] * count
        self.heat_w, self.water_c = [0.0] * count, [start_c] * count
        self.running, self.fan_frac = [0] * count, [1.0] * count
        self.hot, self.watch_us = [False] * count, [t_us] * count
        self.supplied_j = [0.0] * count
        self.initial_j = [self.stored_j(i, t_us) for i in range(count)]

    def set_heat(self, i: int, t_us: int, heat_w: float) -> None:
        """From `t_us` on the machines give this heat to the air."""
        if heat_w != self.heat_w[i]:
            self._anchor(i, t_us)
            self.heat_w[i] = heat_w

    def set_water(self, i: int, t_us: int, water_c: float) -> None:
        """From `t_us` on water of this temperature enters the coils."""
        if water_c != self.water_c[i]:
            self._anchor(i, t_us)
            self.water_c[i] = water_c

    def set_coils(self, i: int, t_us: int, running_count: int, fan_frac: float = 1.0) -> None:
        """From `t_us` on so many coils run, their fans at this speed."""
        assert 0 <= running_count <= self.specs[i].coils_count, "coils that are there"
        if (running_count, fan_frac) != (self.running[i], self.fan_frac[i]):
            self._anchor(i, t_us)
            self.running[i], self.fan_frac[i] = running_count, fan_frac

    def place(self, i: int, t_us: int, air_c: float, mass_c: float) -> None:
        """Put air and mass at temperatures; heat is counted from here."""
        self.anchor_us[i] = self.watch_us[i] = t_us
        self.air_c[i], self.mass_c[i] = air_c, mass_c
        self.supplied_j[i] = 0.0
        self.initial_j[i] = self.stored_j(i, t_us)
        self.hot[i] = False

    def settled_c(self, i: int) -> float | None:
        """Where air and mass settle; None without a coil that runs."""
        per_k = self.conductance_w_per_k(i)
        return self.water_c[i] + self.heat_w[i] / per_k if per_k else None

    def temperatures_c(self, i: int, t_us: int) -> tuple[float, float]:
        """Air and mass at an instant, nothing moved."""
        if t_us == self.anchor_us[i]:
            return self.air_c[i], self.mass_c[i]
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        state_c = (self.air_c[i], self.mass_c[i])
        air_c, mass_c = self._block(i).advance(state_c, self._drive(i), span_s)
        return air_c, mass_c

    def inlet_c(self, i: int, t_us: int) -> float:
        """What the machines draw in: blown by the coils, or the room's air without them."""
        cooled = self._cooled_frac(i)
        return (1.0 - cooled) * self.temperatures_c(i, t_us)[0] + cooled * self.water_c[i]

    def removed_w(self, i: int, t_us: int) -> float:
        """Heat that the coils take now; negative where the water is warmer than the air."""
        return self.conductance_w_per_k(i) * (self.temperatures_c(i, t_us)[0] - self.water_c[i])

    def supplied_at_j(self, i: int, t_us: int) -> float:
        """Heat of the machines since the start."""
        return self.supplied_j[i] + self.heat_w[i] * (t_us - self.anchor_us[i]) / US_PER_S

    def stored_j(self, i: int, t_us: int) -> float:
        """Heat in air and mass, counted from 0 °C."""
        return sum(map(float.__mul__, self.capacities_j_per_k[i], self.temperatures_c(i, t_us)))

    def removed_j(self, i: int, t_us: int) -> float:
        """Heat that the coils took since the start: what came and is not in the room."""
        return self.supplied_at_j(i, t_us) - (self.stored_j(i, t_us) - self.initial_j[i])

    def fan_w(self, i: int) -> float:
        """Draw of the fans: speed to the third power."""
        return self.running[i] * self.specs[i].fan_kw * W_PER_KW * self.fan_frac[i] ** 3

    def conductance_w_per_k(self, i: int) -> float:
        """Heat that the running coils take per kelvin of air over water."""
        running = self.running[i]
        return running * self.coils[i].conductance_w_per_k(self.fan_frac[i]) if running else 0.0

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """When the inlet passes the limit of its class, or comes back, if all inputs stay."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        spec, hot, cooled = self.specs[i], self.hot[i], self._cooled_frac(i)
        start_us = max(self.anchor_us[i], self.watch_us[i])
        air = self._block(i).output(
            (1.0 - cooled, 0.0), self.temperatures_c(i, start_us), self._drive(i)
        )
        inlet_c = air.start_pu + cooled * self.water_c[i]
        level_c = AIR[spec.envelope].high_c - (spec.hysteresis_k if hot else 0.0)
        if abs(inlet_c - level_c) < _ON_LEVEL_K:
            inlet_c = level_c
        inlet = Response(inlet_c, air.slope_pu_per_s, air.gains_pu, air.rates_per_s)
        after_s = first_crossing_s(inlet, level_c, rising=not hot, horizon_s=HORIZON_S)
        if after_s is None:
            return None
        return Crossing(
            limit=HOT_INLET,
            direction="falling" if hot else "rising",
            anchor_us=start_us,
            after_us=after_s * US_PER_S,
        )

    def cross(self, i: int, t_us: int) -> None:
        """Note that the inlet passed its limit, or came back."""
        self.hot[i] = not self.hot[i]
        self.watch_us[i] = t_us

    def _anchor(self, i: int, t_us: int) -> None:
        self.supplied_j[i] = self.supplied_at_j(i, t_us)
        self.air_c[i], self.mass_c[i] = self.temperatures_c(i, t_us)
        self.anchor_us[i] = t_us

    def _cooled_frac(self, i: int) -> float:
        flow_w_per_k = self.running[i] * self.fan_frac[i] * self.coils[i].hot_w_per_k
        return self.conductance_w_per_k(i) / flow_w_per_k if flow_w_per_k else 0.0

    def _block(self, i: int) -> LinearBlock:
        air_j_per_k, mass_j_per_k = self.capacities_j_per_k[i]
        between_w_per_k = self.specs[i].exchange_kw_per_k * W_PER_KW
        leaving_w_per_k = between_w_per_k + self.conductance_w_per_k(i)
        return linear_block(
            (
                (-leaving_w_per_k / air_j_per_k, between_w_per_k / air_j_per_k),
                (between_w_per_k / mass_j_per_k, -between_w_per_k / mass_j_per_k),
            )
        )

    def _drive(self, i: int) -> tuple[float, float]:
        push_w = self.heat_w[i] + self.conductance_w_per_k(i) * self.water_c[i]
        return push_w / self.capacities_j_per_k[i][0], 0.0
