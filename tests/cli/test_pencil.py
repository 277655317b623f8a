"""Strokes of the picture: labels do not touch, peaks are where the highest value is."""

from __future__ import annotations

from datetime import UTC
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from twin.cli import pencil

HEIGHTS = st.lists(st.floats(0, 1), min_size=1, max_size=8).map(sorted)


@pytest.fixture
def axis():
    sheet = Figure(figsize=(6, 4))
    return sheet.add_subplot()


@given(HEIGHTS, st.floats(0.01, 0.2))
def test_labels_are_a_gap_apart_and_keep_their_order_and_their_mean(heights, gap):
    found = pencil.spread(heights, gap)
    assert all(b - a >= gap * (1 - 1e-9) for a, b in pairwise(found))
    assert sum(found) == pytest.approx(sum(heights), abs=1e-9)


@given(HEIGHTS)
def test_labels_that_do_not_touch_stay_where_they_belong(heights):
    apart = [2.0 * place + at for place, at in enumerate(heights)]
    assert pencil.spread(apart, 0.5) == apart


def test_traces_on_each_other_are_named_together():
    one, other = np.array([1.0, 2.0]), np.array([9.0, 9.0])
    traces = {"T1": one, "T2": other, "T3": one + 0.1}
    assert pencil.alike(traces, 0.5) == [["T1", "T3"], ["T2"]]


def test_a_ring_marks_the_highest_point_with_its_value(axis):
    times = np.array([0.0, 1.0, 2.0, 3.0])
    pencil.peak(axis, times, np.array([1.0, -1.0, 7.25, 3.0]), "{:.1f} MW")
    (ring,) = axis.lines
    assert (ring.get_xdata()[0], ring.get_ydata()[0]) == (2.0, 7.25)
    assert axis.texts[0].get_text() == "7.2 MW"


def test_a_limit_runs_all_along_and_labels_stand_at_their_height(axis):
    axis.set_ylim(0, 10)
    pencil.limit(axis, 5.0)
    pencil.ends(axis, [pencil.Label(5.0, "the limit"), pencil.Label(9.0, "other", pencil.INK_2)])
    assert list(axis.lines[0].get_ydata()) == [5.0, 5.0]
    at = {text.get_text(): text.xy[1] for text in axis.texts}
    assert at == {"the limit": pytest.approx(0.5), "other": pytest.approx(0.9)}


def test_a_calm_axis_has_no_frame_and_dates_in_the_zone(axis):
    times = pencil.times_of(np.array([0, 86_400_000_000 * 30]))
    pencil.calm(axis, times, UTC)
    pencil.head(axis, "Power", "MW")
    assert not axis.spines["top"].get_visible()
    assert axis.xaxis.get_major_formatter()(times[0]) == "1 Jan"


def test_figures_are_set_with_a_real_minus():
    assert pencil.plain("-36,500") == "−36 500"


def test_the_style_needs_no_font_that_is_not_there():
    found = mpl.font_manager.findfont(pencil.STYLE["font.family"], fallback_to_default=False)
    assert found
