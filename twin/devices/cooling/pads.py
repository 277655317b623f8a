"""All evaporative pads of a site as columns: what leaves them, what water they took.

A pad is wet when it is wanted, whole and not locked by frost. Its rates are constant between facts,
so litres are exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twin.devices.contract import Columns
from twin.devices.cooling.pad import (
    DRY_RATES,
    STANDARD_AIR,
    PadSpec,
    Weather,
    drop_pa,
    frozen,
    leaving_c,
    pad_water,
)
from twin.devices.cooling.water import WaterRates, WaterUse
from twin.units import US_PER_S


class Pads(Columns):
    """Columns of all pads; the index is the pad.

    Attributes:
        specs: what each is.
        wanted, failed, locked: asked to be wet; out of order, so dry; locked by frost.
        leaving_c: dry bulb behind it.
        drop_pa: pressure that the air loses.
        rates: water that leaves it, by way.
    """

    STATE = (
        "wanted",
        "failed",
        "locked",
        "dry_bulb_c",
        "wet_bulb_c",
        "pressure_pa",
        "flow_m3_per_s",
        "anchor_us",
        "evaporated_l",
        "bled_l",
    )

    def __init__(self, specs: Sequence[PadSpec], t_us: int) -> None:
        """All wanted, in still standard air."""
        self.specs = tuple(specs)
        count = len(self.specs)
        self.wanted = [True] * count
        self.failed = [False] * count
        self.locked = [False] * count
        self.dry_bulb_c = [STANDARD_AIR.dry_bulb_c] * count
        self.wet_bulb_c = [STANDARD_AIR.wet_bulb_c] * count
        self.pressure_pa = [STANDARD_AIR.pressure_pa] * count
        self.flow_m3_per_s = [0.0] * count
        self.anchor_us = [t_us] * count
        self.evaporated_l = [0.0] * count
        self.bled_l = [0.0] * count
        self.leaving_c = list(self.dry_bulb_c)
        self.drop_pa = [0.0] * count
        self.rates: list[WaterRates] = [DRY_RATES] * count
        for i in range(count):
            self._derive(i)

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot, in place; rates follow from it."""
        super().restore(state)
        for i in range(len(self.specs)):
            self._derive(i)

    def set_weather(self, i: int, t_us: int, weather: Weather) -> None:
        """Set the air before it; frost locks it, warmth frees it."""
        assert weather.wet_bulb_c <= weather.dry_bulb_c, weather
        if weather != self.weather(i):
            self._advance(i, t_us)
            self.dry_bulb_c[i], self.wet_bulb_c[i], self.pressure_pa[i] = weather
            self.locked[i] = frozen(self.specs[i], weather.dry_bulb_c, was=self.locked[i])
            self._derive(i)

    def set_flow(self, i: int, t_us: int, flow_m3_per_s: float) -> None:
        """Set the outdoor air through it."""
        if flow_m3_per_s != self.flow_m3_per_s[i]:
            self._advance(i, t_us)
            self.flow_m3_per_s[i] = flow_m3_per_s
            self._derive(i)

    def set_wanted(self, i: int, t_us: int, *, wanted: bool) -> None:
        """Ask for water, or for none."""
        self._switch(i, t_us, self.wanted, on=wanted)

    def set_failed(self, i: int, t_us: int, *, failed: bool) -> None:
        """Its pump or supply fails, so it runs dry; or it is whole again."""
        self._switch(i, t_us, self.failed, on=failed)

    def weather(self, i: int) -> Weather:
        """The air before it."""
        return Weather(self.dry_bulb_c[i], self.wet_bulb_c[i], self.pressure_pa[i])

    def is_wet(self, i: int) -> bool:
        """Whether it cools."""
        return self.wanted[i] and not self.failed[i] and not self.locked[i]

    def water_at(self, i: int, t_us: int) -> WaterUse:
        """Water that left until an instant from the anchor on; what is bled off is blowdown."""
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        return WaterUse(self.evaporated_l[i], self.bled_l[i]).after(self.rates[i], span_s)

    def _switch(self, i: int, t_us: int, flags: list[bool], *, on: bool) -> None:
        if on != flags[i]:
            self._advance(i, t_us)
            flags[i] = on
            self._derive(i)

    def _advance(self, i: int, t_us: int) -> None:
        self.evaporated_l[i], self.bled_l[i], _ = self.water_at(i, t_us)
        self.anchor_us[i] = t_us

    def _derive(self, i: int) -> None:
        spec, weather, flow_m3_per_s = self.specs[i], self.weather(i), self.flow_m3_per_s[i]
        self.drop_pa[i] = drop_pa(spec, flow_m3_per_s)
        if self.is_wet(i):
            self.leaving_c[i] = leaving_c(
                spec.effectiveness_frac, weather.dry_bulb_c, weather.wet_bulb_c
            )
            self.rates[i] = pad_water(spec, weather, flow_m3_per_s)
        else:
            self.leaving_c[i], self.rates[i] = weather.dry_bulb_c, DRY_RATES
