"""Price curtailment: a model of miner runs while an hour of it earns more than its energy costs (E10).

The least efficient model goes to sleep first and comes back last, simply because its breakeven is lowest. A model
comes back only when the cost has fallen below its breakeven by the hysteresis and it has rested for the hold time;
it goes off again only after it has run for as long. Waking is staged so that the import keeps to its ramp.
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
from twin.policies.contract import Decision, RowReading, View
from twin.units import US_PER_MIN, US_PER_S


class PriceParams(BaseModel):
    """Settings of price curtailment."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    hysteresis_usd_per_mwh: float = Field(5.0, ge=0, le=1000, description="below breakeven before a model returns")
    hold_min: float = Field(15.0, ge=0, le=1440, description="least time asleep, and least time awake")
    adders_usd_per_mwh: float = Field(4.0, ge=-100, le=500, description="what energy costs beyond the node's price")
    pool_fee_frac: float = Field(0.01, ge=0, lt=1, description="the pool's share of the reward")
    pue_ratio: float = Field(1.05, ge=1, le=2, description="wall energy per energy at the miners")
    stage_s: float = Field(20.0, gt=0, le=3600, description="time between steps of waking")


class PriceMemory(msgspec.Struct, frozen=True):
    """What is off, and since when each model stands as it does.

    Attributes:
        off: models asleep for the price.
        since_us: instant of the last change, by model.
        staging: whether rows are still being woken.
    """

    off: tuple[str, ...] = ()
    since_us: dict[str, int] = {}  # noqa: RUF012
    staging: bool = False


class PriceCurtailment:
    """The policy; see the module's words."""

    NAME: ClassVar[str] = "price_curtailment"
    PRIORITY: ClassVar[int] = 4
    PARAMS: ClassVar[type[BaseModel]] = PriceParams
    MEMORY: ClassVar[type[msgspec.Struct]] = PriceMemory
    WAKES_ON: ClassVar[int] = topics.PRICE | topics.HASHPRICE | topics.START

    def __init__(self, params: PriceParams, models: Sequence[tuple[str, float]]) -> None:
        """Take the settings and the fleet's models with their efficiency [J/TH]."""
        self.params = params
        self._models = tuple(sorted(models, key=lambda model: -model[1]))
        self._hold_us = round(params.hold_min * US_PER_MIN)
        self._breakevens = lru_cache(maxsize=8)(self._work_out_breakevens)

    def decide(self, view: View, memory: PriceMemory) -> Decision[PriceMemory]:
        """Compare the cost of energy with each model's breakeven."""
        cost_usd_per_mwh = view.price_usd_per_mwh + self.params.adders_usd_per_mwh
        changed: dict[str, bool] = {}
        wake_us: int | None = None
        for model, breakeven in self._breakevens(view.hashprice_usd_per_ph_day):
            off = model in memory.off
            back_below = breakeven - self.params.hysteresis_usd_per_mwh
            wants_change = cost_usd_per_mwh < back_below if off else cost_usd_per_mwh > breakeven
            if wants_change:
                free_us = memory.since_us.get(model, -self._hold_us) + self._hold_us
                if view.t_us >= free_us:
                    changed[model] = not off
                else:
                    wake_us = free_us if wake_us is None else min(wake_us, free_us)
        if not changed and not memory.staging:
            return Decision((), memory, wake_us)
        return self._act(view, memory, changed, wake_us)

    def _act(
        self, view: View, memory: PriceMemory, changed: dict[str, bool], wake_us: int | None
    ) -> Decision[PriceMemory]:
        off = tuple(model for model, _ in self._models if changed.get(model, model in memory.off))
        since_us = {**memory.since_us, **dict.fromkeys(changed, view.t_us)}
        rows = view.rows()
        commands: list[AnyCommand] = []
        newly_off = [model for model, goes_off in changed.items() if goes_off]
        for model in newly_off:
            commands += self._sleep(view, model, rows)
        woken, left = self._wake(view, off, rows)
        commands += woken
        if left:
            stage_us = view.t_us + round(self.params.stage_s * US_PER_S)
            wake_us = stage_us if wake_us is None else min(wake_us, stage_us)
        return Decision(tuple(commands), PriceMemory(off, since_us, left), wake_us)

    def _sleep(self, view: View, model: str, rows: Sequence[RowReading]) -> list[AnyCommand]:
        breakeven = dict(self._breakevens(view.hashprice_usd_per_ph_day))[model]
        cost_usd_per_mwh = view.price_usd_per_mwh + self.params.adders_usd_per_mwh
        why = f"energy at {cost_usd_per_mwh:.2f} USD/MWh is above the {breakeven:.2f} that {model} breaks even at"
        wanted = [row for row in rows if row.model == model and self.NAME not in row.held_by]
        return [CurtailRows(why, block, names) for block, names in by_block(wanted)]

    def _wake(self, view: View, off: tuple[str, ...], rows: Sequence[RowReading]) -> tuple[list[AnyCommand], bool]:
        held = [row for row in rows if self.NAME in row.held_by and row.model not in off]
        held.sort(key=lambda row: (row.j_per_th, -row.shed_order, row.block, row.row))
        budget_w = view.ramp_up_w_per_s * self.params.stage_s
        chosen: list[RowReading] = []
        for row in held:
            budget_w -= row.wake_w if len(row.held_by) == 1 else 0.0
            if budget_w < 0 and chosen:
                break
            chosen.append(row)
        cost_usd_per_mwh = view.price_usd_per_mwh + self.params.adders_usd_per_mwh
        why = f"energy at {cost_usd_per_mwh:.2f} USD/MWh is below breakeven again"
        return [RestoreRows(why, block, names) for block, names in by_block(chosen)], len(chosen) < len(held)

    def _work_out_breakevens(self, hashprice_usd_per_ph_day: float) -> tuple[tuple[str, float], ...]:
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


def by_block(rows: Sequence[RowReading]) -> list[tuple[str, tuple[str, ...]]]:
    """Rows gathered by block, in the order the blocks first appear."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.block, []).append(row.row)
    return [(block, tuple(names)) for block, names in found.items()]
