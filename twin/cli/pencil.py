"""Strokes of the picture: calm axes, direct labels, limits with their number, rings on peaks.

Nothing of the site is known here. Lengths are as matplotlib takes them: points and shares of an
axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt

Trace = npt.NDArray[np.float64]
Height = float
"""A place on a vertical axis, in the unit of the axis."""

INK, INK_2, INK_3 = "#14181c", "#41484f", "#5d656d"
SURFACE, GRID, RULE = "#fafbfb", "#dcdfe2", "#c5c9cd"
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "svg.hashsalt": "switchyard",
    "svg.fonttype": "none",
}
_SMALL_PT = 8.5
_LINE_PT = 11.0
_PT_PER_IN = 72.0
_HOURS_BELOW_DAYS = 2.0
_MONTHS_ABOVE_DAYS = 100.0


class Label(NamedTuple):
    """Words at the right end of what they name."""

    at: Height
    words: str
    colour: str = INK


def times_of(t_us: npt.NDArray[np.int64]) -> Trace:
    """Instants as places on the time axis.

    Args:
        t_us: microseconds since 1970, UTC.
    """
    from matplotlib import dates  # noqa: PLC0415 - slow to load

    return cast("Any", dates).date2num(t_us.astype("datetime64[us]"))


def calm(axis: Any, times: Trace, where: tzinfo) -> None:  # noqa: ANN401 - matplotlib's own
    """No frame, no tick marks, a pale grid, dates in the site's zone.

    Args:
        axis: to prepare.
        times: places on the time axis.
        where: zone of the dates.
    """
    from matplotlib.dates import AutoDateLocator, DateFormatter  # noqa: PLC0415

    bare(axis)
    axis.set_xlim(times[0], times[-1])
    span_days = float(times[-1] - times[0])
    axis.xaxis.set_major_locator(AutoDateLocator(minticks=5, maxticks=12, tz=where))
    words = "%-d %b" if span_days < _MONTHS_ABOVE_DAYS else "%b %Y"
    words = "%H:%M" if span_days < _HOURS_BELOW_DAYS else words
    axis.xaxis.set_major_formatter(DateFormatter(words, tz=where))


def bare(axis: Any) -> None:  # noqa: ANN401
    """No frame, no tick marks, a pale grid.

    Args:
        axis: to prepare.
    """
    axis.set_facecolor(SURFACE)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    axis.spines["bottom"].set_color(RULE)
    axis.tick_params(length=0, colors=INK_3, labelsize=_SMALL_PT)
    axis.grid(axis="y", color=GRID, linewidth=0.6)
    axis.set_axisbelow(True)


def head(axis: Any, title: str, caption: str) -> None:  # noqa: ANN401
    """A title above an axis, with its unit and how to read it behind in grey.

    Args:
        axis: below the words.
        title: a noun.
        caption: unit first.
    """
    words = axis.annotate(
        title,
        (0, 1),
        (0, 6),
        xycoords="axes fraction",
        textcoords="offset points",
        size=10.5,
        weight="bold",
        color=INK,
    )
    axis.annotate(
        caption,
        (1, 0),
        (8, 0),
        xycoords=words,
        textcoords="offset points",
        size=_SMALL_PT,
        color=INK_3,
        va="bottom",
    )


def limit(axis: Any, at: Height) -> None:  # noqa: ANN401
    """A limit: thin, dark, all along.

    Args:
        axis: to draw on.
        at: where.
    """
    axis.axhline(at, color=INK, linewidth=0.8)


def peak(axis: Any, times: Trace, trace: Trace, words: str) -> None:  # noqa: ANN401
    """A ring on the highest point, with its value.

    Args:
        axis: to draw on.
        times: places on the time axis.
        trace: a value each.
        words: with a place for the value, as `{:.1f} MW`.
    """
    place = int(trace.argmax())
    point = (times[place], float(trace[place]))
    axis.plot(
        *([side] for side in point),
        marker="o",
        markersize=4.5,
        markerfacecolor=SURFACE,
        markeredgecolor=INK,
        markeredgewidth=0.9,
        clip_on=False,
        zorder=5,
    )
    right = place > len(times) / 2
    axis.annotate(
        plain(words.format(point[1])),
        point,
        (-7 if right else 7, 2),
        textcoords="offset points",
        size=_SMALL_PT,
        color=INK,
        ha="right" if right else "left",
        bbox={"facecolor": SURFACE, "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
    )


def plain(words: str) -> str:
    """Figures as they are set: a real minus, thousands apart.

    >>> plain("-1,234")
    '−1 234'
    """
    return words.replace("-", "−").replace(",", " ")


def alike(traces: Mapping[str, Trace], within: Height) -> list[list[str]]:
    """Names whose traces lie on each other, together.

    Args:
        traces: by name.
        within: how far apart they may be on the mean.
    """
    groups: list[list[str]] = []
    for name, trace in traces.items():
        for group in groups:
            if float(np.abs(traces[group[0]] - trace).mean()) < within:
                group.append(name)
                break
        else:
            groups.append([name])
    return groups


def ends(axis: Any, labels: Iterable[Label]) -> None:  # noqa: ANN401
    """Words at the right end of what they name, moved apart where they would touch.

    Args:
        axis: with its final limits.
        labels: in any order.
    """
    to_axes = axis.transData + axis.transAxes.inverted()
    placed = sorted((float(to_axes.transform((0.0, one.at))[1]), one) for one in labels)
    box = axis.get_position()
    height_pt = box.height * axis.figure.get_size_inches()[1] * _PT_PER_IN
    heights = spread([at for at, _ in placed], _LINE_PT / height_pt)
    for height, (_, one) in zip(heights, placed, strict=True):
        axis.annotate(
            one.words,
            (1, height),
            (6, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            size=_SMALL_PT,
            color=one.colour,
            va="center",
        )


def spread(heights: Sequence[Height], gap: Height) -> list[Height]:
    """Heights in rising order moved apart to a gap, as little as it takes.

    Neighbours that would touch become a cluster around the mean of where they belong.

    >>> spread([0.0, 0.5, 0.5], 0.25)
    [0.0, 0.375, 0.625]

    Args:
        heights: in rising order.
        gap: least distance.
    """
    clusters: list[list[Height]] = []
    for at in heights:
        clusters.append([at])
        while len(clusters) > 1 and _low(clusters[-1], gap) < _high(clusters[-2], gap) + gap:
            clusters[-2:] = [clusters[-2] + clusters[-1]]
    return [
        _low(cluster, gap) + place * gap for cluster in clusters for place in range(len(cluster))
    ]


def _low(cluster: Sequence[Height], gap: Height) -> Height:
    return sum(cluster) / len(cluster) - (len(cluster) - 1) / 2 * gap


def _high(cluster: Sequence[Height], gap: Height) -> Height:
    return _low(cluster, gap) + (len(cluster) - 1) * gap
