"""How often one plan beats another with the same luck."""

from statistics import fmean, stdev

import pytest

from tests.plan.made import plan
from twin.study import job_of, report, simulate
from twin.study.compare.odds import drawn_kpis, odds

COUNT = 400
PLANS = (plan(), plan("finance.wacc_frac=0.12"), plan("procurement[C-GPU].order_on=2028-09-01"))
CHUNKS = [simulate(job_of(one), COUNT) for one in PLANS]


def test_every_pair_is_told_once():
    assert [(one.first, one.second) for one in odds(CHUNKS)] == [(0, 1), (0, 2), (1, 2)]


def test_a_plan_that_is_worth_more_in_every_run_beats_the_other_in_all_of_them():
    """The same dates at a higher rate are worth less, whatever the luck."""
    found = odds(CHUNKS)[0]
    assert found.first_beats_frac == 1.0
    assert found.gain_usd > 0.0
    assert found.material


def test_the_same_luck_makes_the_error_of_a_difference_small():
    """Against independent draws: their variances would add up."""
    found = odds(CHUNKS)[1]
    one, other = CHUNKS[0].npvs_usd, CHUNKS[2].npvs_usd
    apart_usd = (stdev(one) ** 2 / COUNT + stdev(other) ** 2 / COUNT) ** 0.5
    assert found.gain_error_usd < 0.35 * apart_usd
    assert found.gain_usd == pytest.approx(fmean(one) - fmean(other))


def test_a_plan_does_not_beat_itself():
    found = odds([CHUNKS[0], CHUNKS[0]])[0]
    assert (found.first_beats_frac, found.gain_usd, found.material) == (0.0, 0.0, False)


def test_probabilities_are_figures_like_others():
    said = report(PLANS[0].document.ntp, PLANS[0].handovers, CHUNKS[0])
    values = {one.key: one.value for one in drawn_kpis(said)}
    assert values["rfs_date_p80[P1]"] == said.phases[0].p80
    assert values["npv_p10"] < values["npv_p50"] < values["npv_p90"]
