"""The picture of a device alone: its outputs by unit, what drove it behind, what it crossed.

One panel a unit, in the order of the outputs. What does not change is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from twin.cli.pencil import INK, INK_3, RULE, STYLE, SURFACE, Label, Trace, bare, ends
from twin.units import S_PER_DAY, S_PER_H, S_PER_MIN, unit_of

COLOURS = ("#467d83", "#9c4d26", "#8a4f7d", "#8f8466", "#4a6b8a", "#b9764f", "#5d656d")
_WIDTH_IN, _PANEL_IN, _EDGES_IN = 10.0, 1.35, 1.0
_DPI_COUNT = 80
_SAME_FRAC = 1e-9
_MOST_MARKS = 40
_SCALES = (("d", S_PER_DAY, 3), ("h", S_PER_H, 3), ("min", S_PER_MIN, 3), ("s", 1, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a device did with a table of inputs.

    Attributes:
        kind: of device.
        times_s: since the first row, of the outputs.
        outputs: by name, one value a time.
        rows_s: instants of the rows of inputs.
        inputs: by name, one value a row, held to the next.
        crossed_s: limit and seconds since the first row.
    """

    kind: str
    times_s: Trace
    outputs: Mapping[str, Trace]
    rows_s: Trace
    inputs: Mapping[str, Trace]
    crossed_s: Sequence[tuple[str, float]]

    @property
    def moving(self) -> list[str]:
        """Outputs that change."""
        return [name for name, trace in self.outputs.items() if changes(trace)]

    @property
    def still(self) -> list[str]:
        """Outputs that don't."""
        return [name for name, trace in self.outputs.items() if not changes(trace)]


def changes(trace: Trace) -> bool:
    """Whether it is more than one value and rounding."""
    return float(np.ptp(trace)) > _SAME_FRAC * max(1.0, float(np.abs(trace).max()))


def panels(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by what they are measured in, in the order first met.

    >>> panels(["top_oil_c", "loss_w", "hot_spot_c", "stage_index"])
    {'°C': ['top_oil_c', 'hot_spot_c'], 'W': ['loss_w'], 'index': ['stage_index']}
    """
    found: dict[str, list[str]] = {}
    for name in names:
        unit = unit_of(name)
        assert unit is not None, f"{name} has no unit"
        found.setdefault(unit.label or unit.quantity, []).append(name)
    return found


def draw(response: Response, file: Path) -> None:
    """Draw and save it as PNG or SVG; equal responses give equal bytes."""
    import matplotlib as mpl  # noqa: PLC0415 - slow to load
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    driven = [name for name, trace in response.inputs.items() if changes(trace)]
    groups = panels([*response.moving, *(name for name in driven if name not in response.outputs)])
    height_in = _PANEL_IN * len(groups) + _EDGES_IN
    with cast("Any", mpl).rc_context(STYLE):
        sheet: Any = Figure(figsize=(_WIDTH_IN, height_in), dpi=_DPI_COUNT, facecolor=SURFACE)
        FigureCanvasAgg(sheet)
        axes = sheet.subplots(len(groups), 1, sharex=True, squeeze=False)[:, 0]
        top = 1.0 - 0.55 / height_in
        sheet.subplots_adjust(left=0.08, right=0.80, top=top, bottom=0.5 / height_in, hspace=0.5)
        unit, per_s = _time_unit(float(response.times_s[-1]))
        for axis, (words, names) in zip(axes, groups.items(), strict=True):
            _panel(axis, response, names, per_s)
            axis.set_title(words, loc="left", size=8.5, color=INK_3, pad=3)
        axes[-1].set_xlabel(unit, size=8.5, color=INK_3, loc="right")
        no_clock = {"Date": None} if file.suffix == ".svg" else {"Software": None}
        sheet.savefig(file, metadata=no_clock)


def _panel(axis: Any, response: Response, names: Sequence[str], per_s: float) -> None:  # noqa: ANN401
    bare(axis)
    axis.set_xlim(0.0, response.times_s[-1] / per_s)
    for _, at_s in response.crossed_s[:_MOST_MARKS]:
        axis.axvline(at_s / per_s, color=RULE, linewidth=0.7, zorder=0)
    labels: list[Label] = []
    colours = iter(COLOURS * len(names))
    for name in names:
        if name in response.outputs:
            trace, colour = response.outputs[name], next(colours)
            axis.plot(response.times_s / per_s, trace, color=colour, linewidth=1.1)
        else:
            trace, colour = response.inputs[name], INK_3
            style = {"color": colour, "linewidth": 0.9, "linestyle": (0, (3, 2)), "where": "post"}
            axis.step(response.rows_s / per_s, trace, **style)
            name = f"{name} (given)"  # noqa: PLW2901
        labels.append(Label(float(trace[-1]), name, colour if colour != INK_3 else INK))
    axis.set_ylim(*axis.get_ylim())  # final before labels are placed
    ends(axis, labels)


def _time_unit(span_s: float) -> tuple[str, float]:
    """The largest unit that a span has at least a few of."""
    return next((unit, float(per_s)) for unit, per_s, few in _SCALES if span_s >= few * per_s)
