"""What mining will earn along the chain, halving and all (E6, E8, E27)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.points import DIFFICULTY_B, HASHPRICE_B, S19J_PRO, S21
from twin.economics.bitcoin import hashprice_usd_per_ph_day, network_h_per_s
from twin.economics.bridge import hedged_margins
from twin.economics.chain import Tip, segments
from twin.economics.prospect import hashprice_steps, margins_between

# As many dollars a coin as make hashprice B of difficulty B.
USD_PER_BTC = HASHPRICE_B / hashprice_usd_per_ph_day(DIFFICULTY_B, 3.125, 0.01, 1.0)
TIP = Tip(height_index=1_048_320, difficulty_ratio=DIFFICULTY_B, epoch_s=0.0)
DAY_S = 86_400.0
MIX = (S19J_PRO, S21)


def steps_of(paces=(1.0,) * 4):
    network = network_h_per_s(DIFFICULTY_B)
    ahead = segments(TIP, [network * pace for pace in paces])
    return hashprice_steps(ahead, lambda segment: USD_PER_BTC)


def margin_usd(span_s, price=42.0, groups=MIX, paces=(1.0,) * 4):
    return sum(one.margin_usd for one in margins_between(groups, steps_of(paces), span_s, price))


def test_the_hashprice_halves_at_the_block_that_halves_the_subsidy():
    before, after, *_ = steps_of()
    assert before.hashprice_usd_per_ph_day == pytest.approx(HASHPRICE_B)
    assert after.hashprice_usd_per_ph_day == pytest.approx(HASHPRICE_B / 2)
    # Blocks 1,048,321 to 1,049,999 at ten minutes each.
    assert before.end_s == after.start_s == pytest.approx(1_679 * 600.0)


def test_a_month_that_holds_the_halving_earns_up_to_it():
    before, after, *_ = steps_of()
    span_s = before.end_s - 10 * DAY_S, before.end_s + 2 * DAY_S
    (hedged,) = hedged_margins([S21], HASHPRICE_B, 42.0, 240.0)
    assert margin_usd(span_s, groups=[S21]) == pytest.approx(hedged.margin_usd)
    breakevens = [
        one.breakeven_usd_per_mwh for one in margins_between([S21], steps_of(), span_s, 42.0)
    ]
    assert breakevens == pytest.approx([64.4, 32.2], abs=0.05)
    assert after.end_s > span_s[1]


@given(
    start=st.floats(0.0, 20.0), mid=st.floats(0.0, 20.0), end=st.floats(0.0, 20.0),
    paces=st.lists(st.floats(0.7, 1.4), min_size=3, max_size=3), price=st.floats(0.0, 70.0),
)  # fmt: skip
def test_a_span_cut_anywhere_earns_the_same(start, mid, end, paces, price):
    start, mid, end = sorted((start * DAY_S, mid * DAY_S, end * DAY_S))
    parts = [margin_usd(span, price, paces=paces) for span in ((start, mid), (mid, end))]
    assert sum(parts) == pytest.approx(margin_usd((start, end), price, paces=paces), abs=1e-6)


@given(pace=st.floats(1.0, 1.5))
def test_a_network_that_grows_never_lets_a_mine_earn_more_after_its_retarget(pace):
    whole = (16 * DAY_S, 26 * DAY_S)
    assert margin_usd(whole, 20.0, paces=(pace,) * 6) <= margin_usd(whole, 20.0) * (1 + 1e-9)


def test_outside_the_chain_as_far_as_it_is_walked_nothing_is_earned():
    assert margin_usd((-2 * DAY_S, 0.0)) == 0.0
    assert margins_between(MIX, [], (0.0, DAY_S), 42.0) == []
