"""The worst load and hot-spot of each transformer of a run, with their instants.

Looked for in the samples (every five minutes), then made exact: the facts of the ten minutes around
the highest sample are replayed and the closed forms read at every fact and every five seconds;
so are those around the worst overload that a fact tells of. Unit transformers are left at their
sample. A peak below the rating and of less than five minutes can hide elsewhere; a hot-spot moves
over many minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec
import numpy as np

from twin.log.pyramid import Samples
from twin.run.chart import exact, samples
from twin.run.lineage import Member
from twin.run.sampler import PERIOD_US
from twin.signals import Signal, catalogue

_STEPS = 121
_BUCKETS = 256
_ALL = 1 << 30

Peak = tuple[float, int]
"""The highest value of a signal, in the unit its name ends in, and when."""
NOTHING: Mapping[str, Peak] = MappingProxyType({})


class Worst(msgspec.Struct, frozen=True, kw_only=True):
    """The worst of one transformer.

    Attributes:
        id: of the transformer.
        is_main: whether it is a main transformer.
        load_pu: highest load over its full rating.
        load_us: when.
        hotspot_c: highest shown hot-spot.
        hotspot_us: when.
    """

    id: str
    is_main: bool
    load_pu: float
    load_us: int
    hotspot_c: float
    hotspot_us: int


def worst_of(
    line: Member, span_us: tuple[int, int], overloads: Mapping[str, Peak] = NOTHING
) -> tuple[list[Worst], float]:
    """The worst of each transformer in service, and the main transformers' share of all losses.

    Empty, and 0, when the samples have a hole: they are a cache that can be thrown away.

    Args:
        line: the run.
        span_us: its first instant and its last.
        overloads: the worst overload that a fact tells of each asset, and when: looked at exactly
            too, because it may have lasted seconds only.
    """
    signals = catalogue(line.parts)
    kinds = ("transformer", "unit_transformer")
    asked = [
        signal
        for signal in signals.values()
        if signal.quantity.kind in kinds and signal.quantity.name in ("load_pu", "hotspot_c")
    ]
    losses = [name for name, signal in signals.items() if signal.quantity.name == "loss_w"]
    names = [signal.name for signal in asked] + losses
    coarse = samples(line, names, span_us, _BUCKETS)
    if coarse is None:
        return [], 0.0
    peaks: dict[str, Peak] = {}
    for row, signal in enumerate(asked):
        bucket = int(coarse.maximum[row].argmax())
        window_us = int(coarse.t_us[bucket]), int(coarse.last_us[bucket])
        peaks[signal.name] = _peak(line, signal, window_us, span_us)
        told = overloads.get(signal.name.removesuffix(".load_pu"))
        if told is not None and told[0] > peaks[signal.name][0]:
            peaks[signal.name] = _refined(line, signal, told[1], span_us)
    return _gathered(asked, peaks), _main_share(names, coarse)


def _peak(
    line: Member, signal: Signal, window_us: tuple[int, int], span_us: tuple[int, int]
) -> Peak:
    """The highest value of a signal and when; its highest sample lies in the window."""
    fine = samples(line, [signal.name], window_us, _ALL)
    assert fine is not None, "what was there a moment ago is there"
    place = int(fine.maximum[0].argmax())
    t_us = int(fine.t_us[place])
    if signal.quantity.kind == "transformer":
        return _refined(line, signal, t_us, span_us)
    return float(fine.maximum[0][place]), t_us


def _gathered(asked: list[Signal], peaks: dict[str, Peak]) -> list[Worst]:
    found: list[Worst] = []
    for signal in asked:
        if signal.quantity.name == "load_pu":
            unit = signal.name.rpartition(".")[0]
            load_pu, load_us = peaks[signal.name]
            hotspot_c, hotspot_us = peaks[f"{unit}.hotspot_c"]
            found.append(
                Worst(
                    id=unit,
                    is_main=signal.quantity.kind == "transformer",
                    load_pu=load_pu,
                    load_us=load_us,
                    hotspot_c=hotspot_c,
                    hotspot_us=hotspot_us,
                )
            )
    return found


def _refined(line: Member, signal: Signal, near_us: int, span_us: tuple[int, int]) -> Peak:
    """The highest value, and when, within a sample's distance of an instant: exact reads."""
    low_us, high_us = max(near_us - PERIOD_US, span_us[0]), min(near_us + PERIOD_US, span_us[1])
    seqs = line.reader.seq_at(low_us) + 1, line.reader.seq_at(high_us)
    facts_us = line.reader.columns(*seqs).t_us if seqs[0] <= seqs[1] else []
    even_us = np.linspace(low_us, high_us, _STEPS).round().astype(np.int64)
    t_us = np.unique(np.concatenate([even_us, np.array(facts_us, dtype=np.int64), [near_us]]))
    values = exact(line, [signal], t_us)[0]
    place = int(values.argmax())
    return float(values[place]), int(t_us[place])


def _main_share(names: list[str], coarse: Samples) -> float:
    rows = (coarse.mean * coarse.count).sum(axis=1).tolist()
    totals = {
        name: total for name, total in zip(names, rows, strict=True) if name in _losses(names)
    }
    whole = totals.pop("site.loss_w", 0.0)
    return sum(totals.values()) / whole if whole > 0.0 else 0.0


def _losses(names: list[str]) -> set[str]:
    return {name for name in names if name.endswith(".loss_w")}
