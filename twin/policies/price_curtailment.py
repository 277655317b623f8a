"""Price curtailment: a model of miner runs while its hash earns more than its energy costs (E10).

The least efficient model goes to sleep first and comes back last, for its breakeven is lowest. A
model comes back only when the cost has fallen below its breakeven by the hysteresis. Each row rests
for the hold time between two switchings, asleep or awake; those that rest keep the order for those
behind them. A row that rested goes to sleep only if the cost is above its breakeven then, not for a
cost that has since fallen inside the hysteresis. Both ways are staged so that the import keeps to
its ramps: this is the one reduction that the site asks for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

import msgspec
from pydantic import BaseModel, ConfigDict, Field

from twin.economics.mining import breakeven_usd_per_mwh
from twin.facility import topics
from twin.facts.control import AnyCommand, CurtailRows, RestoreRows
from twin.policies.contract import Decision, Models, RowReading, View
from twin.policies.shedding import (
    Rooms,
    by_block,
    choose_sleeps,
    choose_wakes,
    down_ramp_of,
    group_loads,
    ramp_of,
)
from twin.units import US_PER_MIN, US_PER_S


class PriceParams(BaseModel):
    """Settings of price curtailment."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    hysteresis_usd_per_mwh: float = Field(
        5.0, ge=0, le=1000, description="below breakeven before a model returns"
    )
    hold_min: float = Field(
        15.0, ge=0, le=1440, description="least time asleep, and least time awake"
    )
    adders_usd_per_mwh: float = Field(
        4.0, ge=-100, le=500, description="what energy costs beyond the node's price"
    )
    pool_fee_frac: float = Field(0.01, ge=0, lt=1, description="the pool's share of the reward")
    pue_ratio: float = Field(1.05, ge=1, le=2, description="wall energy per energy at the miners")
    wake_to_pu: float = Field(
        1.0, gt=0.1, le=2, description="loading up to which a transformer's rows are woken"
    )
    stage_s: float = Field(20.0, gt=0, le=3600, description="time between steps of a ramp")


class PriceMemory(msgspec.Struct, frozen=True):
    """Which models the price keeps off, and whether their rows have all followed.

    Attributes:
        off: models asleep for the price.
        behind: whether rows still rest, wait for their step of the ramp, or ran on when the cost
            came back inside the hysteresis; and whether rows told to wake are to be seen awake.
    """

    off: tuple[str, ...] = ()
    behind: bool = False


class PriceCurtailment:
    """The policy; see the module's words."""

    NAME: ClassVar[str] = "price_curtailment"
    PRIORITY: ClassVar[int] = 4
    PARAMS: ClassVar[type[BaseModel]] = PriceParams
    MEMORY: ClassVar[type[msgspec.Struct]] = PriceMemory
    WAKES_ON: ClassVar[int] = topics.PRICE | topics.HASHPRICE | topics.START

    def __init__(self, params: PriceParams, models: Models) -> None:
        """Take the settings and the fleet's models with their efficiency [J/TH]."""
        self.params = params
        self._models = tuple(sorted(models, key=lambda model: -model[1]))
        self._hold_us = round(params.hold_min * US_PER_MIN)
        self._stage_us = round(params.stage_s * US_PER_S)
        self._breakevens = lru_cache(maxsize=8)(self._work_out_breakevens)

    def decide(self, view: View, memory: PriceMemory) -> Decision[PriceMemory]:
        """Compare the cost of energy with each model's breakeven."""
        params, was_off = self.params, memory.off
        cost_usd_per_mwh = view.price_usd_per_mwh + params.adders_usd_per_mwh
        off: list[str] = []
        above: list[str] = []
        for model, limit_usd_per_mwh in self._breakevens(view.hashprice_usd_per_ph_day):
            if cost_usd_per_mwh > limit_usd_per_mwh:
                off.append(model)
                above.append(model)
            elif model in was_off:
                back_below_usd_per_mwh = limit_usd_per_mwh - params.hysteresis_usd_per_mwh
                if cost_usd_per_mwh >= back_below_usd_per_mwh:
                    off.append(model)
        if not memory.behind and tuple(off) == memory.off:
            return Decision((), memory)
        return self._act(view, tuple(off), above)

    def _act(self, view: View, off: tuple[str, ...], above: Sequence[str]) -> Decision[PriceMemory]:
        rows = view.rows()
        ran_on = [row for row in rows if row.model in off and self.NAME not in row.held_by]
        sleeps, sleep_us, down_us = self._sleep(view, [row for row in ran_on if row.model in above])
        wakes, wake_us, up_us = self._wake(view, off, rows)
        rests = [at_us for at_us in (sleep_us, wake_us) if at_us is not None]
        every_us = down_us or up_us
        spared = any(row.model not in above for row in ran_on)
        after = PriceMemory(off, behind=bool(rests or every_us or spared))
        return Decision((*sleeps, *wakes), after, min(rests, default=None), every_us)

    def _sleep(
        self, view: View, wanted: list[RowReading]
    ) -> tuple[list[AnyCommand], int | None, int]:
        """Put rows that cost more than they earn to sleep, least efficient first, a step of ramp.

        A row that has not rested yet keeps the more efficient ones behind it running: no row is
        held for the price while a worse one runs.

        Returns:
            The commands, when the next row has rested, how often to look for the ramp.
        """
        wanted.sort(key=lambda row: (-row.j_per_th, row.shed_order, row.block, row.row))
        rested, next_us = self._rested(view, wanted, to_sleep=True)
        chosen = choose_sleeps(rested, down_ramp_of(view, self.params.stage_s))
        if not chosen:
            return [], next_us, self._stage_us if rested else 0
        prices = dict(self._breakevens(view.hashprice_usd_per_ph_day))
        commands: list[AnyCommand] = []
        for model in dict.fromkeys(row.model for row in chosen):
            why = f"{self._cost(view)} is above the {prices[model]:.2f} that {model} breaks even at"
            its = [row for row in chosen if row.model == model]
            commands += [CurtailRows(why, block, names) for block, names in by_block(its)]
        return commands, next_us, self._stage_us if len(chosen) < len(rested) else 0

    def _wake(
        self, view: View, off: tuple[str, ...], rows: Sequence[RowReading]
    ) -> tuple[list[AnyCommand], int | None, int]:
        """Wake rows of the models that are on again, most efficient first, a step of the ramp.

        Returns:
            The commands, when the next row has rested, how often to look for ramp or room.
        """
        held = [row for row in rows if self.NAME in row.held_by and row.model not in off]
        held.sort(key=lambda row: (row.j_per_th, -row.shed_order, row.block, row.row))
        rested, next_us = self._rested(view, held, to_sleep=False)
        if not rested:
            return [], next_us, 0
        rooms = Rooms(group_loads(view.mains()), rows, self.params.wake_to_pu)
        chosen = choose_wakes(rested, ramp_of(view, self.params.stage_s), rooms.take)
        why = f"{self._cost(view)} is below breakeven again"
        commands: list[AnyCommand] = []
        commands += [RestoreRows(why, block, names) for block, names in by_block(chosen)]
        every_us = self._stage_us if chosen else max(self._hold_us, self._stage_us)
        return commands, next_us, every_us

    def _rested(
        self, view: View, rows: Sequence[RowReading], *, to_sleep: bool
    ) -> tuple[list[RowReading], int | None]:
        """The rows before the first that must rest, and when that one may be switched."""
        for place, row in enumerate(rows):
            switches = not row.held_by if to_sleep else row.held_by == (self.NAME,)
            hold_us = row.told_us + self._hold_us if row.told_us else 0
            free_us = max(row.free_us, hold_us // US_PER_S * US_PER_S)
            if switches and view.t_us < free_us:
                return list(rows[:place]), free_us
        return list(rows), None

    def _cost(self, view: View) -> str:
        cost_usd_per_mwh = view.price_usd_per_mwh + self.params.adders_usd_per_mwh
        return f"energy at {cost_usd_per_mwh:.2f} USD/MWh"

    def _work_out_breakevens(
        self, hashprice_usd_per_ph_day: float
    ) -> tuple[tuple[str, float], ...]:
        params = self.params
        return tuple(
            (
                model,
                breakeven_usd_per_mwh(
                    hashprice_usd_per_ph_day,
                    j_per_th,
                    pue_ratio=params.pue_ratio,
                    pool_fee_frac=params.pool_fee_frac,
                ),
            )
            for model, j_per_th in self._models
        )
