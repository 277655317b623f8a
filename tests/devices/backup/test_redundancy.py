"""What a group is worth, by the binomial, by counting every case, and by losing each unit."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binom

from twin.devices.backup.redundancy import (
    Feed,
    carried_w,
    common_cause_frac,
    either_frac,
    k_of_n_frac,
    pull_by_impedance_pu,
    redundancy_reasons,
    scheme_frac,
    shares_w,
    single_loss_reasons,
)

fractions = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(k_of_n_frac(4, 4, 0.99), 0.96059601, id="oracle-27-4of4"),
        pytest.param(k_of_n_frac(4, 5, 0.99), 0.9990198504, id="oracle-27-4of5"),
        pytest.param(either_frac(k_of_n_frac(4, 4, 0.99)), 0.9984473255720799, id="oracle-27-2N"),
        pytest.param(scheme_frac("N", 4, 0.99), 0.96059601, id="oracle-27-N"),
        pytest.param(scheme_frac("N+1", 4, 0.99), 0.9990198504, id="oracle-27-N+1"),
        pytest.param(scheme_frac("2N", 4, 0.99), 0.9984473255720799, id="oracle-27-scheme-2N"),
    ],
)
def test_availability_is_that_of_the_binomial(found, expected):
    assert found == pytest.approx(expected, abs=1e-12)


@given(st.integers(0, 12), st.integers(0, 12), fractions)
def test_k_of_n_is_the_tail_of_the_binomial_distribution(k, extra, a):
    assert k_of_n_frac(k, k + extra, a) == pytest.approx(binom.sf(k - 1, k + extra, a), abs=1e-12)


@given(st.integers(1, 4), st.integers(0, 2), fractions, fractions)
def test_a_common_cause_is_one_more_unit_in_series(k, extra, a, beta):
    """Every pattern of units and of the shared cause, counted one by one."""
    n, alone = k + extra, 1 - (1 - beta) * (1 - a)
    shared = 1 - beta * (1 - a)
    counted = 0.0
    for up in product([True, False], repeat=n):
        if sum(up) >= k:
            counted += shared * prod(alone if works else 1 - alone for works in up)
    assert common_cause_frac(k, n, a, beta) == pytest.approx(counted, abs=1e-12)


def works(scheme, need, up):
    """Whether a group carries its load with these units up."""
    if scheme == "2N":
        return all(up[:need]) or all(up[need:])
    return sum(up) >= need


@pytest.mark.parametrize(("scheme", "units"), [("N", 3), ("N+1", 4), ("2N", 6)])
@given(fractions, fractions)
def test_a_scheme_is_every_pattern_of_its_units_and_the_cause_counted(scheme, units, a, beta):
    alone, shared, counted = 1 - (1 - beta) * (1 - a), 1 - beta * (1 - a), 0.0
    for up in product([True, False], repeat=units):
        if works(scheme, 3, up):
            counted += shared * prod(alone if one else 1 - alone for one in up)
    assert scheme_frac(scheme, 3, a, beta) == pytest.approx(counted, abs=1e-12)


@given(st.sampled_from(["N+1", "2N"]), st.integers(1, 6), st.floats(0.9, 0.9999))
def test_a_common_cause_of_5_percent_bounds_what_redundancy_is_worth(scheme, need, a):
    assert scheme_frac(scheme, need, a, 0.05) <= 1 - 0.05 * (1 - a) + 1e-15
    assert scheme_frac(scheme, need, a, 0.05) >= scheme_frac("N", need, a, 0.05)


@given(st.floats(0.9, 1.0), fractions, fractions)
def test_more_common_cause_never_helps_a_redundant_group(a, one, other):
    low, high = sorted([one, other])
    assert common_cause_frac(1, 3, a, high) <= common_cause_frac(1, 3, a, low) + 1e-15


groups = st.dictionaries(st.sampled_from("ABCDEF"), st.floats(1e3, 1e7), min_size=1)


@given(groups, st.floats(0.0, 5e7), st.data())
def test_survivors_carry_the_whole_load_at_one_loading(rated, load_w, data):
    working = data.draw(st.lists(st.booleans(), min_size=len(rated), max_size=len(rated)))
    found = shares_w(load_w, list(rated.values()), working)
    assert all(share == 0.0 for share, works in zip(found, working, strict=True) if not works)
    if any(working):
        assert sum(found) == pytest.approx(load_w, rel=1e-12)
        ratios = [s / r for s, r, w in zip(found, rated.values(), working, strict=True) if w]
        assert max(ratios) == pytest.approx(min(ratios), rel=1e-12)


@given(groups, st.floats(1.0, 5e7))
def test_n_plus_1_holds_exactly_when_no_single_loss_overloads_a_survivor(rated, load_w):
    names, ratings_w = list(rated), list(rated.values())
    said = redundancy_reasons("N+1", rated, load_w)
    for lost, name in enumerate(names):
        others = [i != lost for i in range(len(names))]
        carried = zip(shares_w(load_w, ratings_w, others), ratings_w, others, strict=True)
        loading = max((share / rating for share, rating, left in carried if left), default=2.0)
        assume(abs(loading - 1.0) > 1e-9)
        told = any(reason.startswith(f"without {name} ") for reason in said)
        assert told == (loading > 1.0)


FOUR = {"G1": 1e6, "G2": 1e6, "G3": 1e6, "G4": 1e6}


class TestReasons:
    @pytest.mark.parametrize(
        ("scheme", "load_w", "count"),
        [("N", 4e6, 0), ("N", 4.1e6, 1), ("N+1", 3e6, 0), ("N+1", 3.1e6, 4), ("N+1", 4.1e6, 5)],
    )
    def test_n_and_n_plus_1_are_held_at_full_load_and_not_past_it(self, scheme, load_w, count):
        assert len(redundancy_reasons(scheme, FOUR, load_w)) == count

    def test_2n_is_held_when_either_side_is_enough(self):
        sides = (("G1", "G2"), ("G3", "G4"))
        assert redundancy_reasons("2N", FOUR, 2e6, sides) == []
        said = redundancy_reasons("2N", FOUR, 2.2e6, sides)
        assert said[0] == "without G1 and G2 the rest is loaded to 110 %"
        assert len(said) == 2

    def test_the_last_unit_leaves_nothing(self):
        assert redundancy_reasons("N+1", {"G1": 1e6}, 1.0) == ["without G1 the rest is nothing"]

    def test_a_unit_on_no_side_is_our_bug(self):
        with pytest.raises(AssertionError):
            redundancy_reasons("2N", FOUR, 1e6, (("G1",), ("G2",)))


class TestSingleLoss:
    @given(groups, st.floats(1.0, 5e7))
    def test_one_shared_load_fails_where_n_plus_1_does(self, rated, load_w):
        by_scheme = redundancy_reasons("N+1", rated, load_w)
        found = single_loss_reasons(rated, [Feed(load_w, tuple(rated))])
        total_w = sum(rated.values())
        ratios = [load_w / (total_w - w) for w in rated.values() if total_w > w]
        assume(all(abs(ratio - 1.0) > 1e-6 for ratio in [*ratios, load_w / total_w]))
        assert bool(found) == bool(by_scheme)

    @given(st.data(), groups)
    def test_every_load_with_a_unit_is_carried_as_a_whole(self, data, rated):
        names = st.lists(st.sampled_from(sorted(rated)), min_size=1, unique=True)
        feeds = data.draw(st.lists(st.builds(Feed, st.floats(0.0, 1e7), names.map(tuple))))
        lost = data.draw(st.sampled_from(["", *rated]))
        carried = carried_w(feeds, rated, lost)
        fed_w = sum(feed.load_w for feed in feeds if set(feed.units) - {lost})
        assert sum(carried.values()) == pytest.approx(fed_w, rel=1e-12)
        assert carried.get(lost, 0.0) == 0.0

    def test_two_transformers_of_unlike_impedance_share_unlike(self):
        """The stiffer one takes 25 of 45 parts: full at 1.8 MVA, 10 % before both ratings."""
        rated = {"T1": 1e6, "T2": 1e6}
        pull = pull_by_impedance_pu(rated, {"T1": 0.04, "T2": 0.05})
        load = Feed(1.9e6, ("T1", "T2"))
        assert single_loss_reasons(rated, [load], pull)[0] == "T1 is loaded to 105.6 %"
        assert "T1 is" not in single_loss_reasons(rated, [load])[0]
        assert single_loss_reasons(rated, [load._replace(load_w=1e6)], pull) == []

    def test_four_to_make_three_holds_at_three_quarters_and_not_past_it(self):
        """Six pairs of cords over four units: a lost one leaves its loads to three others."""
        units = dict.fromkeys("ABCD", 1000000.0)
        pairs = [tuple(pair) for pair in ("AB", "AC", "AD", "BC", "BD", "CD")]
        held = [Feed(500e3, pair) for pair in pairs]
        assert single_loss_reasons(units, held) == []
        over = [Feed(510e3, pair) for pair in pairs]
        assert len(single_loss_reasons(units, over)) == 12

    def test_a_load_on_one_cord_has_no_unit_after_its_loss(self):
        found = single_loss_reasons({"A": 1e6, "B": 1e6}, [Feed(2e5, ("A",))])
        assert found == ["without A, 200 kW have no unit"]
