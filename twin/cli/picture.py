"""The picture of a span: megawatts by part, hot-spots, the price, the air, on one time axis.

Grey is normal; teal is AI, sand is mining, brown-red is temperature, plum is price; a limit is thin
and dark with its number at the end. Series are labelled where they end, not in a legend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from twin.cli.pencil import (
    INK,
    INK_2,
    INK_3,
    STYLE,
    SURFACE,
    Label,
    Trace,
    alike,
    calm,
    ends,
    head,
    limit,
    peak,
    plain,
    times_of,
)
from twin.units import W_PER_MW

AI, MINING, AUX, LOSS = "#467d83", ("#bdb095", "#d3cab6"), "#9aa1a8", "#5d656d"
TEMPERATURES = ("#9c4d26", "#b9764f", "#c99a80", "#d8bcae")
PRICE, ASLEEP = "#8a4f7d", "#e0d5de"
_SIZE_IN = (13.6, 9.2)
_DPI_COUNT = 150
_ROOM_RATIO = 1.06
_ALIKE_K = 3.0
_PRICE_TICKS = (-1000, -100, -50, 0, 50, 100, 1000, 5000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Everything the picture shows, at common instants; each value holds to the next.

    Attributes:
        title, subtitle: of the picture.
        where: zone of the time axis.
        t_us: the instants.
        ai_w: IT power of the AI halls.
        mining_w: power of the machines by model, least efficient last.
        aux_w, loss_w: cooling and fans; losses of the power path.
        contracted_w: the limit at the interconnect.
        hotspot_c: shown hot-spot by main transformer.
        limits_c: limit by what it is called.
        price_usd_per_mwh: lowest, mean and highest price of each interval.
        breakeven_usd_per_mwh: price above which a model sleeps, by model.
        asleep_frac: share of the machines asleep.
        ambient_c: dry bulb.
    """

    title: str
    subtitle: str
    where: tzinfo
    t_us: npt.NDArray[np.int64]
    ai_w: Trace
    mining_w: Mapping[str, Trace]
    aux_w: Trace
    loss_w: Trace
    contracted_w: float
    hotspot_c: Mapping[str, Trace]
    limits_c: Mapping[str, float]
    price_usd_per_mwh: tuple[Trace, Trace, Trace]
    breakeven_usd_per_mwh: Mapping[str, Trace]
    asleep_frac: Trace
    ambient_c: Trace


def draw(panel: Panel, *files: Path) -> None:
    """Draw and save it, as PNG or SVG by each file's name; equal panels give equal bytes.

    Args:
        panel: what to show.
        files: where to.
    """
    import matplotlib as mpl  # noqa: PLC0415 - slow to load
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    with cast("Any", mpl).rc_context(STYLE):
        sheet: Any = Figure(figsize=_SIZE_IN, dpi=_DPI_COUNT, facecolor=SURFACE)
        FigureCanvasAgg(sheet)
        grid = sheet.add_gridspec(4, 1, height_ratios=(3.3, 2.3, 2.3, 0.9), hspace=0.34)
        sheet.subplots_adjust(left=0.045, right=0.86, top=0.895, bottom=0.045)
        first = sheet.add_subplot(grid[0])
        axes = [first, *(sheet.add_subplot(grid[row], sharex=first) for row in (1, 2, 3))]
        times = times_of(panel.t_us)
        for axis, paint in zip(axes, (_power, _hotspots, _price, _ambient), strict=True):
            calm(axis, times, panel.where)
            axis.tick_params(labelbottom=axis is axes[-1])
            paint(axis, panel, times)
        sheet.text(0.045, 0.963, panel.title, size=15, weight="bold", color=INK)
        sheet.text(0.045, 0.938, panel.subtitle, size=9.5, color=INK_3)
        for file in files:
            no_clock = {"Date": None} if file.suffix == ".svg" else {"Software": None}
            sheet.savefig(file, metadata=no_clock)


def _power(axis: Any, panel: Panel, times: Trace) -> None:  # noqa: ANN401 - matplotlib's own
    head(axis, "Power at the interconnect", "MW by part, mean of each interval")
    sands = dict(zip(panel.mining_w, MINING * len(panel.mining_w), strict=False))
    layers = [
        ("AI IT", panel.ai_w, AI),
        ("cooling, fans", panel.aux_w, AUX),
        ("losses", panel.loss_w, LOSS),
        *((f"mining {model}", trace, sands[model]) for model, trace in panel.mining_w.items()),
    ]
    base = np.zeros(len(panel.t_us))
    labels: list[Label] = []
    for name, power_w, colour in layers:
        top = base + power_w / W_PER_MW
        axis.fill_between(times, base, top, step="post", color=colour, linewidth=0)
        labels.append(Label(float(np.median(base + top)) / 2, name, INK_2))
        base = top
    contracted_mw = panel.contracted_w / W_PER_MW
    axis.set_ylim(0, max(contracted_mw, float(base.max())) * _ROOM_RATIO)
    limit(axis, contracted_mw)
    peak(axis, times, base, "{:.1f} MW")
    ends(axis, [*labels, Label(contracted_mw, f"{contracted_mw:.0f} contracted")])


def _hotspots(axis: Any, panel: Panel, times: Trace) -> None:  # noqa: ANN401
    head(axis, "Hot-spots of the main transformers", "°C, hottest of each interval")
    traces = panel.hotspot_c
    order = sorted(traces, key=lambda name: -float(traces[name].max()))
    for name, colour in reversed(list(zip(order, TEMPERATURES * len(order), strict=False))):
        axis.plot(times, traces[name], color=colour, linewidth=0.9)
    labels = [Label(limit_c, f"{limit_c:.0f} {name}") for name, limit_c in panel.limits_c.items()]
    for names in alike(traces, _ALIKE_K):
        most_c = max(float(traces[name].max()) for name in names)
        words = f"{' '.join(names)}, most {most_c:.0f}"
        labels.append(Label(float(np.median(traces[names[0]])), words, TEMPERATURES[0]))
    for limit_c in panel.limits_c.values():
        limit(axis, limit_c)
    low_c = min(float(trace.min()) for trace in traces.values())
    high_c = max(*panel.limits_c.values(), *(float(trace.max()) for trace in traces.values()))
    axis.set_ylim(min(low_c - 5, 40), high_c + 4)
    peak(axis, times, traces[order[0]], order[0] + " {:.0f} °C")
    ends(axis, labels)


def _price(axis: Any, panel: Panel, times: Trace) -> None:  # noqa: ANN401
    head(
        axis,
        "Price of energy",
        "USD/MWh, logarithmic beyond ±100; lines: where a model breaks even; "
        "shade: share of the machines asleep",
    )
    low, mean, high = panel.price_usd_per_mwh
    axis.set_yscale("symlog", linthresh=100, linscale=1.6)
    _shade(axis, panel, times)
    axis.fill_between(times, low, high, step="post", color=PRICE, linewidth=0, alpha=0.3)
    axis.step(times, mean, where="post", color=PRICE, linewidth=0.9)
    axis.set_ylim(min(float(low.min()) * 1.2, -10), max(float(high.max()) * 1.6, 120))
    labels: list[Label] = []
    for model, trace in panel.breakeven_usd_per_mwh.items():
        axis.plot(times, trace, color=INK, linewidth=0.8)
        labels.append(Label(float(trace[-1]), f"{trace[-1]:.0f} {model}"))
    bottom, top = axis.get_ylim()
    ticks = [tick for tick in _PRICE_TICKS if bottom <= tick <= top]
    axis.set_yticks(ticks, [plain(f"{tick:,}") for tick in ticks])
    axis.minorticks_off()
    peak(axis, times, high, "{:,.0f}")
    ends(axis, labels)


def _shade(axis: Any, panel: Panel, times: Trace) -> None:  # noqa: ANN401
    from matplotlib.colors import LinearSegmentedColormap  # noqa: PLC0415 - slow to load

    axis.pcolormesh(
        np.append(times, 2 * times[-1] - times[-2]),
        [0.0, 1.0],
        panel.asleep_frac[None, :],
        transform=axis.get_xaxis_transform(),
        cmap=LinearSegmentedColormap.from_list("asleep", (SURFACE, ASLEEP)),
        vmin=0.0,
        vmax=1.0,
        zorder=0,
        rasterized=True,
    )


def _ambient(axis: Any, panel: Panel, times: Trace) -> None:  # noqa: ANN401
    head(axis, "Outside air", "°C dry bulb")
    axis.plot(times, panel.ambient_c, color=INK_3, linewidth=0.9)
    peak(axis, times, panel.ambient_c, "{:.0f} °C")
