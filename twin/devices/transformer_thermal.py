"""Temperatures of all transformers of a site, exact between changes of load, stage and ambient.

IEC 60076-7 as three independent first-order lags: top oil and two parts of the hot-spot gradient,
nonlinear in load and linear in state. Top oil = filtered ambient (shared, `AmbientFilters`) + own
rise. IEEE C57.91 clause 7 is the same with other constants and an oil time constant corrected for
its exponent and frozen at the last change of load, stage or voltage.

The raw hot-spot falls below the top oil for a while after a load drop, an artefact of the IEC form.
Ageing and limits use the raw value; people are shown `shown_hot_spot_c`, the larger of the two.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from math import exp, expm1
from typing import Any, TypeAlias

from twin.devices.ambient import AmbientFilters
from twin.devices.contract import Columns
from twin.devices.transformer_equations import (
    ambient_lag_s,
    fixed_of,
    oil_rate_per_s,
    targets_k,
)
from twin.devices.transformer_parameters import Unit
from twin.kernel import Response
from twin.units import US_PER_S

_S_PER_US = 1.0 / US_PER_S

TRACE_COLUMNS = (
    *("t_us", "rise_k", "rise_to_k", "oil_rate_per_s", "gradient1_k", "gradient1_to_k"),
    *("gradient2_k", "gradient2_to_k", "stage_index"),
)
"""What the history of a unit holds of each change, in this order, as doubles."""

Trace: TypeAlias = "array[float]"
"""The history of a unit: `TRACE_COLUMNS` of one change after the other."""


class TransformerThermal(Columns):
    """Thermal columns of all transformers; the index is the unit (a bank of equal ones is one).

    Attributes:
        ambient: filtered ambients shared by all units.
        units: constants of each.
        anchor_us: instant of the last change of load, stage or voltage.
        load_va: load of the whole bank, whether it has voltage or not.
        energised: whether it has voltage.
        stage: cooling stage in force.
        rise_k, gradient1_k, gradient2_k: own oil rise and both gradient parts at the anchor.
        rise_to_k, gradient1_to_k, gradient2_to_k: what they approach.
        oil_rate_per_s: one over the oil time constant in force.
        history: `TRACE_COLUMNS` of every change, one array a unit, where recorded.
    """

    STATE = (
        "anchor_us",
        "load_va",
        "energised",
        "stage",
        "rise_k",
        "gradient1_k",
        "gradient2_k",
        "oil_rate_per_s",
    )

    def __init__(
        self, units: Sequence[Unit], ambient: AmbientFilters, t_us: int, *, record: bool = False
    ) -> None:
        """Units without load, energised, at the temperature of the ambient.

        Args:
            units: constants, one a unit.
            ambient: holds a filter for each of `ambient_lags_s(units)`.
            t_us: now.
            record: keep the history that loss of life is read from.
        """
        count = len(units)
        self.units = list(units)
        self.ambient = ambient
        self.anchor_us = [t_us] * count
        self.load_va = [0.0] * count
        self.energised = [True] * count
        self.stage = [0] * count
        self.rise_k = [0.0] * count
        self.gradient1_k = [0.0] * count
        self.gradient2_k = [0.0] * count
        self.rise_to_k = [0.0] * count
        self.gradient1_to_k = [0.0] * count
        self.gradient2_to_k = [0.0] * count
        self.oil_rate_per_s = [0.0] * count
        self.filter = [0] * count
        self._fixed = [fixed_of(unit.stages[0]) for unit in units]
        self.history: list[Trace] | None = [array("d") for _ in range(count)] if record else None
        for i in range(count):
            self._take_stage(i, 0)
            self._retarget(i)

    # ------------------------------------------------------------------ what changes it
    def set_load(self, i: int, t_us: int, load_va: float) -> None:
        """From `t_us` on unit `i` carries `load_va`; an equal value is no change."""
        if load_va == self.load_va[i]:
            return
        self.load_va[i] = load_va
        if not self.energised[i]:
            return
        # _anchor and _retarget written out: this is called half a million times a year.
        per_va, ratio, share, oil_k, x, y, top1_k, top2_k, rate1, rate2, _, ieee = self._fixed[i]
        span_s = (t_us - self.anchor_us[i]) * _S_PER_US
        if span_s:
            self.anchor_us[i] = t_us
            now_k = self.rise_k[i]
            self.rise_k[i] = now_k - (self.rise_to_k[i] - now_k) * expm1(
                -span_s * self.oil_rate_per_s[i]
            )
            now_k = self.gradient1_k[i]
            self.gradient1_k[i] = now_k - (self.gradient1_to_k[i] - now_k) * expm1(-span_s * rate1)
            now_k = self.gradient2_k[i]
            self.gradient2_k[i] = now_k - (self.gradient2_to_k[i] - now_k) * expm1(-span_s * rate2)
        load_pu = load_va * per_va
        swing_pu = load_pu**y
        self.rise_to_k[i] = oil_k * ((1.0 + ratio * load_pu * load_pu) * share) ** x
        self.gradient1_to_k[i] = top1_k * swing_pu
        self.gradient2_to_k[i] = top2_k * swing_pu
        if ieee:
            self.oil_rate_per_s[i] = oil_rate_per_s(
                self._fixed[i], self.rise_to_k[i], self.rise_k[i]
            )
        if self.history is not None:
            self._note(i)

    def set_energised(self, i: int, t_us: int, energised: bool) -> None:  # noqa: FBT001
        """Give unit `i` voltage or take it: without, it has no loss and cools to the ambient."""
        if energised == self.energised[i]:
            return
        self._anchor(i, t_us)
        self.energised[i] = energised
        self._retarget(i)

    def set_stage(self, i: int, t_us: int, stage: int) -> None:
        """Change the cooling stage: constants and base swap, all temperatures stay continuous."""
        if stage == self.stage[i]:
            return
        self._anchor(i, t_us)
        before_c = self.ambient.lagged_c(self.filter[i], t_us)
        self._take_stage(i, stage)
        self.rise_k[i] += before_c - self.ambient.lagged_c(self.filter[i], t_us)
        self._retarget(i)

    def settle(self, i: int, t_us: int, load_va: float) -> None:
        """Put unit `i` at `t_us` where it would be after carrying `load_va` for ever."""
        self.load_va[i] = load_va
        rise_k, gradient1_k, gradient2_k = self._targets_k(i, load_va)
        rise_k += self.ambient.ambient_c[0] - self.ambient.lagged_c(self.filter[i], t_us)
        self.place(i, t_us, rise_k, (gradient1_k, gradient2_k))

    def place(
        self, i: int, t_us: int, rise_k: float, gradients_k: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        """Put unit `i` at `t_us` at a rise over its filtered ambient and at both gradient parts."""
        self.anchor_us[i] = t_us
        self.rise_k[i] = rise_k
        self.gradient1_k[i], self.gradient2_k[i] = gradients_k
        self._retarget(i)

    # ------------------------------------------------------------------ reads, at any later instant
    def own_rise_k(self, i: int, t_us: int) -> float:
        """Top oil over the filtered ambient of unit `i`."""
        now_k = self.rise_k[i]
        span_s = (t_us - self.anchor_us[i]) * _S_PER_US
        return now_k - (self.rise_to_k[i] - now_k) * expm1(-span_s * self.oil_rate_per_s[i])

    def state_at(self, i: int, t_us: int) -> tuple[float, float, float, float]:
        """Filtered ambient, own rise and both gradient parts of unit `i`: its whole state."""
        ambient = self.ambient
        air_c = ambient.lagged_c(self.filter[i], t_us)
        rise_k, one_k, two_k = self.rise_k[i], self.gradient1_k[i], self.gradient2_k[i]
        span_s = (t_us - self.anchor_us[i]) * _S_PER_US
        if span_s:
            fixed = self._fixed[i]
            rise_k -= (self.rise_to_k[i] - rise_k) * expm1(-span_s * self.oil_rate_per_s[i])
            one_k -= (self.gradient1_to_k[i] - one_k) * expm1(-span_s * fixed.rate1_per_s)
            two_k -= (self.gradient2_to_k[i] - two_k) * expm1(-span_s * fixed.rate2_per_s)
        return air_c, rise_k, one_k, two_k

    def top_oil_c(self, i: int, t_us: int) -> float:
        """Top-oil temperature of unit `i`."""
        return self.ambient.lagged_c(self.filter[i], t_us) + self.own_rise_k(i, t_us)

    def gradients_k(self, i: int, t_us: int) -> tuple[float, float]:
        """Both parts of the hot-spot gradient; the hot-spot is top oil + first - second."""
        span_s = (t_us - self.anchor_us[i]) * _S_PER_US
        fixed = self._fixed[i]
        one_k, two_k = self.gradient1_k[i], self.gradient2_k[i]
        one_k -= (self.gradient1_to_k[i] - one_k) * expm1(-span_s * fixed.rate1_per_s)
        two_k -= (self.gradient2_to_k[i] - two_k) * expm1(-span_s * fixed.rate2_per_s)
        return one_k, two_k

    def hot_spot_c(self, i: int, t_us: int) -> float:
        """Raw hot-spot temperature: what limits and ageing use; may lie below the top oil."""
        one_k, two_k = self.gradients_k(i, t_us)
        return self.top_oil_c(i, t_us) + one_k - two_k

    def shown_hot_spot_c(self, i: int, t_us: int) -> float:
        """What people are shown: the raw hot-spot, but never below the top oil."""
        return max(self.hot_spot_c(i, t_us), self.top_oil_c(i, t_us))

    def hot_spot_ahead_c(self, i: int, t_us: int, load_va: float, span_s: float) -> float:
        """Raw hot-spot `span_s` after `t_us` if from `t_us` on the load were `load_va`."""
        rise_to_k, one_to_k, two_to_k = self._targets_k(i, load_va)
        fixed = self._fixed[i]
        at_us = t_us + round(span_s * US_PER_S)
        now_k = self.own_rise_k(i, t_us)
        rate_per_s = self.oil_rate_per_s[i]
        if load_va != self.load_va[i]:
            rate_per_s = oil_rate_per_s(fixed, rise_to_k, now_k)
        one_k, two_k = self.gradients_k(i, t_us)
        return (
            self.ambient.lagged_c(self.filter[i], at_us)
            + now_k
            - (rise_to_k - now_k) * expm1(-span_s * rate_per_s)
            + one_k
            - (one_to_k - one_k) * expm1(-span_s * fixed.rate1_per_s)
            - two_k
            + (two_to_k - two_k) * expm1(-span_s * fixed.rate2_per_s)
        )

    def responses(self, i: int, t_us: int) -> tuple[Response, Response]:
        """Top oil and raw hot-spot from `t_us` on with all inputs held, for a crossing search."""
        fixed = self._fixed[i]
        ambient, j = self.ambient, self.filter[i]
        span_s = (t_us - self.anchor_us[i]) * _S_PER_US
        rate_per_s = self.oil_rate_per_s[i]
        # In the IEC form ambient and rise share one time constant; the IEEE filter has no lag.
        oil_k = (self.rise_k[i] - self.rise_to_k[i]) * exp(-span_s * rate_per_s)
        oil_k += ambient.lagged_c(j, t_us) - ambient.ambient_c[0]
        oil_c = self.top_oil_c(i, t_us)
        one_k, two_k = self.gradients_k(i, t_us)
        gains_k = (oil_k, one_k - self.gradient1_to_k[i], self.gradient2_to_k[i] - two_k)
        rates_per_s = (rate_per_s, fixed.rate1_per_s, fixed.rate2_per_s)
        oil = Response(oil_c, 0.0, gains_k[:1], rates_per_s[:1])
        return oil, Response(oil_c + one_k - two_k, 0.0, gains_k, rates_per_s)

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot; targets and constants follow from load and stage."""
        super().restore(state)
        for i, stage in enumerate(self.stage):
            self._take_stage(i, stage)
            self._set_targets(i)

    # ------------------------------------------------------------------ parts
    def _anchor(self, i: int, t_us: int) -> None:
        _, self.rise_k[i], self.gradient1_k[i], self.gradient2_k[i] = self.state_at(i, t_us)
        self.anchor_us[i] = t_us

    def _retarget(self, i: int) -> None:
        self._set_targets(i)
        self.oil_rate_per_s[i] = oil_rate_per_s(self._fixed[i], self.rise_to_k[i], self.rise_k[i])
        if self.history is not None:
            self._note(i)

    def _set_targets(self, i: int) -> None:
        targets_k = self._targets_k(i, self.load_va[i])
        self.rise_to_k[i], self.gradient1_to_k[i], self.gradient2_to_k[i] = targets_k

    def _targets_k(self, i: int, load_va: float) -> tuple[float, float, float]:
        if not self.energised[i]:
            return 0.0, 0.0, 0.0
        return targets_k(self._fixed[i], load_va)

    def _take_stage(self, i: int, stage: int) -> None:
        constants = self.units[i].stages[stage]
        self.stage[i] = stage
        self._fixed[i] = fixed_of(constants)
        self.filter[i] = self.ambient.index_of(ambient_lag_s(constants))

    def _note(self, i: int) -> None:
        assert self.history is not None
        self.history[i].extend(
            (
                self.anchor_us[i],
                self.rise_k[i],
                self.rise_to_k[i],
                self.oil_rate_per_s[i],
                self.gradient1_k[i],
                self.gradient1_to_k[i],
                self.gradient2_k[i],
                self.gradient2_to_k[i],
                self.stage[i],
            )
        )
