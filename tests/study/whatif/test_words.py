"""Figures in sentences."""

from tests.study.whatif.asked import bench
from twin.study.whatif.words import npv_change, shifts, until


def test_a_plan_against_itself_moves_nothing():
    base = bench().base
    assert shifts(base, base) == "P1 +0 d, P2 +0 d, P3 +0 d"
    assert npv_change(base, base) == "NPV +0.0 million USD"
    assert until(None) == "never"
