"""Loss of insulation life of transformers, read from the past instead of carried along.

Source: IEC 60076-7 and IEEE C57.91. The ageing rate is an exponential of the raw hot-spot, itself a
sum of exponentials: no closed form. So eight-point Gauss-Legendre on panels of at most half of
`k22 tau_w` and of 20 K, cut at the last change of an input and at every change of ambient, never at
a read: within 1e-12 of the exact value for all cooling modes. The same numbers come out whatever
was read before, and many units and days go through numpy in one call.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from twin.devices.transformer_equations import ambient_lag_s, fixed_of
from twin.devices.transformer_parameters import Unit
from twin.devices.transformer_thermal import TRACE_COLUMNS, TransformerThermal
from twin.units import S_PER_H, US_PER_S

Paper = Literal["thermally_upgraded", "kraft"]
Doubles = NDArray[np.float64]

NORMAL_LIFE_H = 180_000.0
"""Hours of insulation life at the reference temperature of thermally upgraded paper [M]."""

_KRAFT_REFERENCE_C = 98.0
_KRAFT_DOUBLES_EVERY_K = 6.0
_TUP_ACTIVATION_K = 15_000.0
_TUP_REFERENCE_K = 383.0
_TUP_ZERO_K = 273.0
_LN_2_RATIO = 0.6931471805599453
_PANEL_FRAC = 0.5
_PANEL_K = 20.0
_BATCH_COUNT = 1 << 14
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(8)
_AT_FRAC: Doubles = 0.5 * (_NODES + 1.0)
_WEIGHT_FRAC: Doubles = 0.5 * _WEIGHTS


def ageing_rate_ratio(hot_spot_c: float, paper: Paper) -> float:
    """How many times faster than at its reference temperature the paper ages.

    Kraft doubles every 6 K from 98 °C; thermally upgraded follows Arrhenius from 110 °C.

    >>> ageing_rate_ratio(104.0, "kraft")
    2.0
    >>> ageing_rate_ratio(110.0, "thermally_upgraded")
    1.0
    """
    if paper == "kraft":
        return 2.0 ** ((hot_spot_c - _KRAFT_REFERENCE_C) / _KRAFT_DOUBLES_EVERY_K)
    inverse = _TUP_ACTIVATION_K / (hot_spot_c + _TUP_ZERO_K)
    return exp(_TUP_ACTIVATION_K / _TUP_REFERENCE_K - inverse)


class Pieces(NamedTuple):
    """Stretches of time with all inputs constant: hot-spot = `settled + sum gain exp(-rate t)`.

    Attributes:
        from_us: start of each.
        span_s: length of each.
        settled_c: what the hot-spot approaches in each.
        gain_k: three columns: oil, both gradient parts.
        rate_per_s: three columns, likewise.
    """

    from_us: Doubles
    span_s: Doubles
    settled_c: Doubles
    gain_k: Doubles
    rate_per_s: Doubles


def loss_of_life_h(pieces: Pieces, paper: Paper) -> Doubles:
    """Hours of life lost in each piece.

    >>> one = Pieces(*(np.array(x) for x in ([0.0], [3600.0], [110.0], [[0.0] * 3], [[1e-4] * 3])))
    >>> round(float(loss_of_life_h(one, "thermally_upgraded")[0]), 12)
    1.0
    """
    fastest_per_s = pieces.rate_per_s.max(axis=1, initial=0.0) / _PANEL_FRAC
    steepest_k_per_s = np.abs(pieces.gain_k * pieces.rate_per_s).sum(axis=1)
    panels_per_s = np.maximum(fastest_per_s, steepest_k_per_s / _PANEL_K)
    count = np.maximum(1, np.ceil(pieces.span_s * panels_per_s)).astype(np.int64)
    lost_h = np.empty(len(count))
    panels_before = np.concatenate([[0], np.cumsum(count)])
    start = 0
    while start < len(count):
        reach = int(panels_before[start]) + _BATCH_COUNT
        end = max(start + 1, int(np.searchsorted(panels_before, reach, side="right")) - 1)
        batch = Pieces(*(column[start:end] for column in pieces))
        lost_h[start:end] = _lost_h(batch, count[start:end], paper)
        start = end
    return lost_h


def _lost_h(pieces: Pieces, count: NDArray[np.int64], paper: Paper) -> Doubles:
    """Loss of life of a batch: each piece in `count` equal panels of eight nodes."""
    panel_s = pieces.span_s / count
    piece = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    from_s = nth * panel_s[piece]
    hot_c = np.broadcast_to(pieces.settled_c[piece, None], (len(piece), len(_AT_FRAC))).copy()
    for term in range(pieces.rate_per_s.shape[1]):
        rate_per_s, gain_k = pieces.rate_per_s[:, term], pieces.gain_k[:, term]
        # exp(a + b) = exp(a) exp(b): one exponential a panel and eight a piece, not eight a panel.
        within = np.exp(-(rate_per_s * panel_s)[:, None] * _AT_FRAC)
        start_k = gain_k[piece] * np.exp(-rate_per_s[piece] * from_s)
        hot_c += start_k[:, None] * within[piece]
    if paper == "kraft":
        rate = np.exp((hot_c - _KRAFT_REFERENCE_C) * (_LN_2_RATIO / _KRAFT_DOUBLES_EVERY_K))
    else:
        reference = _TUP_ACTIVATION_K / _TUP_REFERENCE_K
        rate = np.exp(reference - _TUP_ACTIVATION_K / (hot_c + _TUP_ZERO_K))
    panel_h = (rate @ _WEIGHT_FRAC) * (panel_s[piece] / S_PER_H)
    return np.add.reduceat(panel_h, np.cumsum(count) - count)


def pieces_of(family: TransformerThermal, i: int, from_us: int, to_us: int) -> Pieces:
    """The past of unit `i` between two instants, cut at its changes and at those of the ambient.

    The family must record its history, and so must its ambient filters.
    """
    assert family.history is not None, "the family records its history"
    assert family.ambient.history is not None, "the ambient filters record theirs"
    trace = np.frombuffer(family.history[i]).reshape(-1, len(TRACE_COLUMNS))
    weather = np.array(family.ambient.history)
    first_us, last_us = max(from_us, trace[0, 0], weather[0, 0]), float(to_us)
    cuts = np.unique(np.concatenate([trace[:, 0], weather[:, 0], [first_us, last_us]]))
    cuts = cuts[(cuts >= first_us) & (cuts <= last_us)]
    begin_us, span_s = cuts[:-1], np.diff(cuts) / US_PER_S
    row = trace[np.searchsorted(trace[:, 0], begin_us, side="right") - 1]
    sky = weather[np.searchsorted(weather[:, 0], begin_us, side="right") - 1]
    return _joined(family.units[i], family.ambient.lag_s, (begin_us, span_s, row, sky))


def _joined(
    unit: Unit, lag_s: Sequence[float], cut: tuple[Doubles, Doubles, Doubles, Doubles]
) -> Pieces:
    """Own rise and filtered ambient put together, both brought forward to the start of each cut."""
    begin_us, span_s, row, sky = cut
    fixed = [fixed_of(stage) for stage in unit.stages]
    lags_s = [ambient_lag_s(stage) for stage in unit.stages]
    stage = row[:, 8].astype(np.int64)
    column = np.array([lag_s.index(lag) for lag in lags_s])[stage] + 2
    lag_rate_per_s = np.array([1.0 / lag if lag else 0.0 for lag in lags_s])[stage]
    rate1_per_s = np.array([each.rate1_per_s for each in fixed])[stage]
    rate2_per_s = np.array([each.rate2_per_s for each in fixed])[stage]
    own_s = (begin_us - row[:, 0]) / US_PER_S
    sky_s = (begin_us - sky[:, 0]) / US_PER_S
    ambient_c = sky[:, 1]
    behind_k = sky[np.arange(len(sky)), column] - ambient_c
    # A filter without lag is the ambient itself, and has nothing to catch up with.
    oil_k = (row[:, 1] - row[:, 2]) * np.exp(-own_s * row[:, 3])
    oil_k += np.where(lag_rate_per_s > 0.0, behind_k * np.exp(-sky_s * lag_rate_per_s), 0.0)
    one_k = (row[:, 4] - row[:, 5]) * np.exp(-own_s * rate1_per_s)
    two_k = (row[:, 7] - row[:, 6]) * np.exp(-own_s * rate2_per_s)
    settled_c = ambient_c + row[:, 2] + row[:, 5] - row[:, 7]
    gain_k = np.column_stack([oil_k, one_k, two_k])
    rate_per_s = np.column_stack([row[:, 3], rate1_per_s, rate2_per_s])
    return Pieces(begin_us, span_s, settled_c, gain_k, rate_per_s)


def lost_life_h(
    family: TransformerThermal, i: int, from_us: int, to_us: int, paper: Paper
) -> float:
    """Hours of life that unit `i` lost between two instants of its recorded past."""
    return float(loss_of_life_h(pieces_of(family, i, from_us, to_us), paper).sum())
