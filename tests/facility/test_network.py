"""Laws of the power path on random networks: what comes in goes out, is lost, or was not there."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facility.wirings import cases, windings, wired
from twin.facility.network import groups_of
from twin.facility.wiring import Switching, Wiring


def close(one: float, other: float, scale: float) -> bool:
    return abs(one - other) <= 1e-9 * max(scale, 1.0)


@given(cases())
def test_import_is_the_sum_of_loads_and_losses(case):
    net = case.net
    net.settle_all(0)
    loads_w = sum(p for p, live in zip(net.pad_p_w, net.live_pad, strict=True) if live)
    assert close(net.import_w, loads_w + net.lost_w, net.import_w)


@given(cases())
def test_losses_are_never_negative(case):
    case.net.settle_all(0)
    every = (case.net.pad_loss_w, case.net.feeder_loss_w, case.net.main_loss_w)
    assert all(loss_w >= 0.0 for column in every for loss_w in column)


@given(cases())
def test_dead_parts_carry_nothing(case):
    net = case.net
    net.settle_all(0)
    dead_w = [w for w, live in zip(net.pad_in_w, net.live_pad, strict=True) if not live]
    dead_w += [w for w, live in zip(net.feeder_in_w, net.live_feeder, strict=True) if not live]
    dead_w += [w for w, live in zip(net.main_in_w, net.live_main, strict=True) if not live]
    assert not any(dead_w)
    if not any(net.live_main):
        assert (net.import_w, net.lost_w) == (0.0, 0.0)


@given(cases(), st.data())
def test_settling_one_path_gives_what_settling_all_gives_to_the_last_bit(case, data):
    net = case.net
    net.settle_all(0)
    pad = data.draw(st.integers(0, len(net.pad_p_w) - 1))
    net.pad_p_w[pad] = data.draw(st.floats(0, 4e6)) if net.live_pad[pad] else 0.0
    net.settle(1, (pad,))
    by_path = (net.import_w, net.lost_w, net.import_var, net.over, list(net.main_s_va))
    net.settle_all(2)
    assert by_path == (net.import_w, net.lost_w, net.import_var, net.over, list(net.main_s_va))


@given(cases())
def test_one_more_watt_of_load_never_lowers_the_import_or_the_losses(case):
    net = case.net
    net.settle_all(0)
    before = (net.import_w, net.lost_w)
    for pad, live in enumerate(net.live_pad):
        net.pad_p_w[pad] *= 1.5 if live else 1.0
    net.settle_all(1)
    assert net.import_w >= before[0]
    assert net.lost_w >= before[1]


@given(cases(ties=False))
def test_doubling_every_load_and_every_rating_doubles_what_is_lost_in_transformers(case):
    """Losses stated per rating scale with it: twice as much plant is twice the flow.

    A feeder is not stated per rating; at half its resistance it is twice the feeder.
    """
    net = case.net
    net.settle_all(0)
    wiring = net.wiring
    twice = Wiring(
        pad_feeder=wiring.pad_feeder,
        feeder_bus=wiring.feeder_bus,
        feeder_r_ohm=[r / 2 for r in wiring.feeder_r_ohm],
        feeder_x_ohm=[x / 2 for x in wiring.feeder_x_ohm],
        feeder_v=wiring.feeder_v,
        main_bus=wiring.main_bus,
        main_share_va=wiring.main_share_va,
        tie_buses=wiring.tie_buses,
        mains=windings([2 * va for va in wiring.mains.rating_va]),
        pads=windings([2 * va for va in wiring.pads.rating_va]),
        contracted_w=wiring.contracted_w,
        bus_count=wiring.bus_count,
        feeder_alert_va=wiring.feeder_alert_va,
    )
    other = wired(twice, net.switching).net
    other.pad_p_w[:] = [2 * p for p in net.pad_p_w]
    other.pad_q_var[:] = [2 * q for q in net.pad_q_var]
    other.settle_all(0)
    assert close(other.import_w, 2 * net.import_w, other.import_w)
    assert close(other.lost_w, 2 * net.lost_w, other.import_w)
    assert close(other.import_var, 2 * net.import_var, other.import_w)


@given(cases(all_closed=True))
def test_parallel_transformers_share_by_rating_over_impedance(case):
    net = case.net
    net.settle_all(0)
    for members in net.group_mains:
        for main, share_frac in members:
            group = net.group_of_bus[net.wiring.main_bus[main]]
            assert close(net.main_out_w[main], net.group_p_w[group] * share_frac, 1e8)
        if members:
            weights = [net.wiring.main_share_va[main] for main, _ in members]
            shares = [share for _, share in members]
            assert sum(shares) == pytest.approx(1.0, abs=1e-12)
            assert shares == pytest.approx([w / sum(weights) for w in weights], abs=1e-12)


@given(cases())
def test_a_transformer_is_over_exactly_when_it_carries_more_than_its_rating(case):
    net = case.net
    net.settle_all(0)
    ratings = net.wiring.mains.rating_va
    for main, s_va in enumerate(net.main_s_va):
        assert bool(net.over >> main & 1) == (s_va > ratings[main] * (1 + 1e-9))
        assert s_va == pytest.approx(hypot(net.main_out_w[main], net.main_out_var[main]))
    bit = len(ratings)
    assert bool(net.over >> bit & 1) == (net.import_w > net.wiring.contracted_w * (1 + 1e-9))


@given(cases())
def test_the_watch_is_told_what_every_live_transformer_carries(case):
    net, watch = case.net, case.watch
    net.settle_all(0)
    told = [va for va, live in zip(watch.load_va, net.live_main, strict=False) if live]
    assert told == [va for va, live in zip(net.main_s_va, net.live_main, strict=True) if live]


def test_a_bus_group_lives_on_any_of_its_transformers():
    wiring = Wiring(
        pad_feeder=[0],
        feeder_bus=[1],
        feeder_r_ohm=[0.1],
        feeder_x_ohm=[0.1],
        feeder_v=[13_800.0],
        main_bus=[0, 1],
        main_share_va=[1.0, 1.0],
        tie_buses=[(0, 1)],
        mains=windings([25e6, 25e6]),
        pads=windings([2.5e6]),
        contracted_w=1e8,
        bus_count=2,
        feeder_alert_va=[1e18],
    )
    switching = Switching(
        pad_ok=[True],
        feeder_closed=[True],
        main_closed=[True, False],
        tie_closed=[True],
        bus_ok=[True, True],
    )
    net = wired(wiring, switching).net
    assert net.live_bus == [True, True]
    switching.tie_closed[0] = False
    net.rewire(1)
    assert (net.live_bus, net.live_pad) == ([True, False], [False])


@given(st.integers(2, 6), st.data())
def test_buses_are_in_one_group_exactly_when_closed_ties_connect_them(buses, data):
    pairs = st.tuples(st.integers(0, buses - 1), st.integers(0, buses - 1))
    joins = data.draw(st.lists(pairs.filter(lambda pair: pair[0] != pair[1]), max_size=6))
    ok = data.draw(st.lists(st.booleans(), min_size=buses, max_size=buses))
    group = groups_of(buses, ok, joins)
    reach = {bus: {bus} for bus in range(buses)}
    for _ in range(buses):
        for one, other in joins:
            if ok[one] and ok[other]:
                together = reach[one] | reach[other]
                for bus in together:
                    reach[bus] |= together
    for one in range(buses):
        for other in range(buses):
            assert (group[one] == group[other]) == (other in reach[one])
