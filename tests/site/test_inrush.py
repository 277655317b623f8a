"""Inrush: blocked by its harmonic, or a finding; restarts keep three time constants apart."""

from __future__ import annotations

from math import log

import pytest

from tests.site.small import SITE
from twin.site import examine_site


def found(more, *changes):
    text = SITE + more
    for old, new in changes:
        text = text.replace(old, new, 1)
    return examine_site(text, file="small.yaml")[1]


def test_a_relay_that_blocks_lets_inrush_pass():
    assert found("protection: {}\n") == []


def test_a_relay_that_does_not_block_and_picks_up_below_it_is_named_with_the_time_it_sees():
    (fault,) = found(
        "protection: {inrush: {peak_ratio: 20}, relays: [{id: F1, harmonic_block_frac: null}]}\n"
    )
    assert fault.path == "protection.relays[0]"
    assert "(F1) trips on the inrush" in fault.what
    peak_a = 20 * 7.0e6 / 3**0.5 / 13.8e3
    assert f"{peak_a:.0f} A" in fault.remedy
    level_a = float(fault.what.split("above ")[1].split(" A")[0])
    lasts_s = float(fault.what.split("for ")[1].split(" s")[0])
    assert lasts_s == pytest.approx(0.3 * log(peak_a / level_a), rel=5e-3)


def test_a_restart_within_three_time_constants_is_a_fault():
    (fault,) = found("protection: {inrush: {decay_s: 2}}\n")
    assert fault.path == "restart.spacing_s"
    assert fault.allowed == "at least 6 s, three time constants"
