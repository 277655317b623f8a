"""The hand-over of a shift: what stands, what was said and done, what it took."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from api.views import FactView, HandoverView
from api.wire import alarm_view, fact_view, ms
from twin.facts import compute, control, operator, power
from twin.run.alarms import AlarmBook
from twin.run.reading import Run
from twin.run.telling import Filter, Told
from twin.units import J_PER_MWH, US_PER_S

_POINTS = 400
_LISTED_MAX = 200

_SWITCHING = frozenset(
    kind.__name__
    for kind in (
        power.BreakerOpened,
        power.BreakerClosed,
        power.TieOpened,
        power.TieClosed,
        power.TransformerFailed,
        power.TransformerRepaired,
        power.TransformerTripped,
        compute.HallCapped,
    )
)
_COMMANDS = frozenset({control.CommandAccepted.__name__, control.CommandRefused.__name__})
_NOTES = frozenset({operator.OperatorNoted.__name__, operator.AlarmAcknowledged.__name__})
_ENERGY = {
    "import_mwh": "site.import_w",
    "ai_mwh": "site.ai_w",
    "mining_mwh": "site.mining_w",
    "engines_mwh": "site.engines_w",
}


def handover_of(run: Run, span_us: tuple[int, int], book: AlarmBook) -> HandoverView:
    """The hand-over of a span inside a run, with its alarms as they stood at the span's end."""
    from_us, to_us = span_us
    told = list(run.facts(Filter(start=from_us, end=to_us)))
    return HandoverView(
        from_ms=ms(from_us),
        to_ms=ms(to_us),
        alarms=[alarm_view(alarm) for alarm in book.alarms(from_us)],
        notes=_views(one for one in told if one.kind in _NOTES),
        commands=_views(one for one in told if one.kind in _COMMANDS and one.origin == "operator"),
        switching=_views(one for one in told if one.kind in _SWITCHING),
        energy=_energy(run, span_us),
        worst=_worst(run, span_us),
    )


def _views(told: Iterable[Told]) -> list[FactView]:
    return [fact_view(one) for one in islice(told, _LISTED_MAX)]


def _energy(run: Run, span_us: tuple[int, int]) -> dict[str, float]:
    """Energy of the span from its mean power, as exact as a chart of it."""
    chart = run.signals(list(_ENERGY.values()), *span_us, points=_POINTS)
    span_s = (span_us[1] - span_us[0]) / US_PER_S
    means = chart.mean.mean(axis=1).tolist()
    return {name: mean * span_s / J_PER_MWH for name, mean in zip(_ENERGY, means, strict=True)}


def _worst(run: Run, span_us: tuple[int, int]) -> list[dict[str, object]]:
    """Highest load and hot-spot of each main transformer, as a chart shows them."""
    mains = run.line.parts.main_ids
    names = [f"{main}.{what}" for main in mains for what in ("load_pu", "hotspot_c")]
    chart = run.signals(names, *span_us, points=_POINTS)
    most = chart.maximum.max(axis=1).tolist()
    return [
        {"asset": main, "load_pu": most[2 * k], "hotspot_c": most[2 * k + 1]}
        for k, main in enumerate(mains)
    ]
