"""Two runs side by side."""

from __future__ import annotations

import re
from operator import attrgetter
from zoneinfo import ZoneInfo

import msgspec
import pytest

from twin.cli.comparing import COMPARED, diff_text, side_by_side
from twin.run.live import proceed
from twin.run.reading import open_run
from twin.run.start import Wishes, create

CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """The same hours with other luck."""
    run_dir = tmp_path_factory.mktemp("runs") / "other"
    proceed(create("demo-month", run_dir, Wishes(span="1h", seed=8)))
    return run_dir


def test_a_run_is_the_same_as_itself(hours):
    assert re.fullmatch(r"the same \d+ facts\n", diff_text(hours, hours))


def test_runs_of_their_own_share_nothing_by_descent(hours, other):
    text = diff_text(hours, other)
    assert "by descent" not in text
    assert str(hours) in text
    assert str(other) in text


def test_differences_have_a_sign_and_equal_figures_none(hours):
    one = open_run(hours).summary()
    more = msgspec.structs.replace(one, energy_cost_usd=one.energy_cost_usd + 1234.0)
    lines = side_by_side((one, more), CHICAGO).splitlines()
    (line,) = (line for line in lines if line.startswith("energy bought"))
    assert line.endswith("+1 234")
    assert all("+" not in line for line in lines if not line.startswith("energy bought"))


def test_a_ratio_of_nothing_has_no_figure_and_no_difference(hours):
    one = open_run(hours).summary()
    none = msgspec.structs.replace(one, pue_ai_ratio=None)
    lines = side_by_side((one, none), CHICAGO).splitlines()
    (line,) = (line for line in lines if line.startswith("PUE of the AI part"))
    assert line.split()[-2:] == [f"{one.pue_ai_ratio:.4f}", "–"]


def test_other_ends_are_told(hours, other):
    sums = open_run(hours).summary(), open_run(other).summary()
    assert side_by_side(sums, CHICAGO).splitlines()[-1] == (
        "until 2026-07-01 02:00 and 2026-07-01 01:00"
    )


@pytest.mark.parametrize("path", [path for _, path, _ in COMPARED])
def test_everything_compared_is_a_number_of_the_summary(hours, path):
    assert float(attrgetter(path)(open_run(hours).summary())) >= 0
