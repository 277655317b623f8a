"""Transfer switches as stories, and the law that a load has one source at most."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.devices.backup.running import run_to
from twin.devices.backup.transfer import TransferSwitches
from twin.devices.backup.transfer_spec import A, AutomaticTransferSpec, B, StaticTransferSpec

S = 1_000_000
MS = 1000
MIN = 60 * S
HOLD_UP_MS = 10.0


def static(**spec):
    return TransferSwitches([StaticTransferSpec(**spec)], 0)


def automatic(engine_pu=0.0, **spec):
    switches = TransferSwitches([AutomaticTransferSpec(**spec)], 0)
    switches.set_voltage(0, 0, B, engine_pu)
    return switches


class TestStatic:
    def test_the_other_source_has_the_load_within_a_quarter_of_a_cycle(self):
        switches = static()
        switches.set_voltage(0, S, A, 0.5)
        assert (switches.is_fed(0), switches.drops_us(0, HOLD_UP_MS)) == (False, S + 10 * MS)
        assert run_to(switches, 2 * S, S) == [
            ("source_lost", S),
            ("left", S),
            ("landed", S + 4 * MS),
        ]
        assert (switches.feeding(0), switches.load_pu(0), switches.is_fed(0)) == (B, 1.0, True)
        assert switches.dark_at_us(0, MIN) == 4 * MS

    def test_it_returns_once_the_preferred_source_was_good_for_long_enough(self):
        switches = static(retransfer_s=10)
        switches.set_voltage(0, 0, A, 0.0)
        run_to(switches, S)
        switches.set_voltage(0, 5 * S, A, 1.0)
        switches.set_voltage(0, 12 * S, A, 0.0)
        switches.set_voltage(0, 20 * S, A, 1.0)
        assert run_to(switches, MIN, 20 * S) == [("left", 30 * S), ("landed", 30 * S + 4 * MS)]
        assert switches.moves_count == [2]

    def test_without_a_second_source_it_stays_and_is_fed_again_by_its_first(self):
        switches = static()
        switches.set_voltage(0, 0, B, 0.0)
        switches.set_voltage(0, S, A, 0.0)
        assert run_to(switches, MIN, S) == [("source_lost", S)]
        switches.set_voltage(0, 2 * S, A, 1.0)
        assert (switches.feeding(0), switches.is_fed(0)) == (A, True)
        assert switches.dark_at_us(0, MIN) == S

    def test_another_preferred_side_is_gone_to_as_after_a_return(self):
        switches = static(retransfer_s=10)
        switches.set_preferred(0, 30 * S, B)
        assert run_to(switches, MIN, 30 * S) == [("left", 30 * S), ("landed", 30 * S + 4 * MS)]
        assert switches.feeding(0) == B


class TestAutomatic:
    def test_it_calls_the_engine_waits_for_it_and_returns_after_the_delay(self):
        switches = automatic(sense_s=1.0, qualify_s=0.5, transfer_ms=100, retransfer_min=15)
        switches.set_voltage(0, 10 * S, A, 0.0)
        assert run_to(switches, 21 * S, 10 * S) == [("source_lost", 11 * S)]
        assert switches.calls == [1]
        switches.set_voltage(0, 21 * S, B, 1.0)
        assert run_to(switches, MIN, 21 * S) == [
            ("left", 21_500 * MS),
            ("landed", 21_600 * MS),
        ]
        assert (switches.feeding(0), switches.dark_at_us(0, MIN)) == (B, 11_600 * MS)
        switches.set_voltage(0, 40 * MIN, A, 1.0)
        assert switches.calls == [1]
        assert run_to(switches, 60 * MIN, 40 * MIN) == [
            ("left", 55 * MIN),
            ("landed", 55 * MIN + 100 * MS),
        ]
        assert (switches.calls, switches.dark_at_us(0, 60 * MIN)) == ([0], 11_700 * MS)

    def test_a_sag_shorter_than_its_sense_is_let_pass(self):
        switches = automatic(1.0, sense_s=1.0)
        switches.set_voltage(0, 0, A, 0.5)
        assert (switches.load_pu(0), switches.is_fed(0)) == (0.5, False)
        switches.set_voltage(0, S - 1, A, 1.0)
        assert run_to(switches, MIN, S - 1) == []
        assert (switches.calls, switches.moves_count) == ([0], [0])

    def test_a_grid_that_returns_before_the_engine_ends_the_call(self):
        switches = automatic()
        switches.set_voltage(0, 0, A, 0.0)
        run_to(switches, 5 * S)
        switches.set_voltage(0, 5 * S, A, 1.0)
        assert (switches.calls, switches.next_crossing(0, 5 * S)) == ([0], None)

    def test_a_lost_engine_sends_it_back_without_the_retransfer_delay(self):
        switches = automatic(sense_s=1.0)
        switches.set_voltage(0, 0, A, 0.0)
        switches.set_voltage(0, 0, B, 1.0)
        run_to(switches, MIN)
        switches.set_voltage(0, 2 * MIN, A, 1.0)
        switches.set_voltage(0, 3 * MIN, B, 0.0)
        assert run_to(switches, 4 * MIN, 3 * MIN)[0] == ("left", 3 * MIN + S)

    def test_an_in_phase_return_waits_for_the_phase_and_a_dead_source_does_not(self):
        spec = {"transition": "in_phase", "in_phase_s": 5.0, "retransfer_min": 15}
        switches = automatic(1.0, **spec)
        switches.set_voltage(0, 0, A, 0.0)
        assert run_to(switches, MIN)[1] == ("left", S)
        switches.set_voltage(0, MIN, A, 1.0)
        assert switches.next_crossing(0, MIN).t_us == 16 * MIN + 5 * S
        switches.set_voltage(0, 16 * MIN, B, 0.0)
        assert switches.next_crossing(0, 16 * MIN).t_us == 16 * MIN + S

    def test_the_other_source_lost_on_the_way_is_landed_on_and_left_again(self):
        switches = automatic(1.0, sense_s=1.0, transfer_ms=100)
        switches.set_voltage(0, 0, A, 0.0)
        run_to(switches, S)
        switches.set_voltage(0, S + 50 * MS, B, 0.0)
        switches.set_voltage(0, S + 60 * MS, A, 1.0)
        seen = run_to(switches, MIN, S + 60 * MS)
        assert seen[0] == ("landed", S + 100 * MS)
        assert seen[1] == ("left", S + 50 * MS + S)
        assert (switches.feeding(0), switches.is_fed(0)) == (A, True)


@given(st.floats(0.001, 5.0), st.floats(10.0, 20.0))
def test_a_static_transfer_is_not_felt_by_a_power_supply(transfer_ms, hold_up_ms):
    switches = static(transfer_ms=transfer_ms)
    switches.set_voltage(0, 0, A, 0.0)
    drops_us = switches.drops_us(0, hold_up_ms)
    run_to(switches, S)
    assert switches.dark_at_us(0, S) < drops_us


@given(st.floats(50.0, 150.0), st.floats(0.5, 3.0), st.floats(10.0, 20.0))
def test_an_automatic_transfer_is_felt_even_between_live_sources(gap_ms, sense_s, hold_up_ms):
    """Both ways: out on a loss, and back although both sources are good."""
    switches = automatic(1.0, transfer_ms=gap_ms, sense_s=sense_s)
    switches.set_voltage(0, 0, A, 0.0)
    assert switches.drops_us(0, hold_up_ms) < run_to(switches, MIN)[-1][1]
    switches.set_voltage(0, MIN, A, 1.0)
    leaves_us = switches.next_crossing(0, MIN).t_us
    switches.cross(0, leaves_us, "left")
    assert switches.drops_us(0, hold_up_ms) < switches.next_crossing(0, leaves_us).t_us


acts = st.tuples(
    st.sampled_from([A, B, "preferred"]),
    st.sampled_from([0.0, 0.7, 0.9, 1.0]),
    st.one_of(st.integers(0, 300 * MS), st.integers(0, 30 * MIN)),
)
kinds = st.sampled_from([static, automatic])


def act(switches, t_us, side, value):
    if side == "preferred":
        switches.set_preferred(0, t_us, int(value > 0.8))
    else:
        switches.set_voltage(0, t_us, side, value)


@given(kinds, st.lists(acts, max_size=12))
def test_a_load_has_one_source_or_none_and_never_goes_from_one_to_the_other_at_once(kind, history):
    switches, now, was, dark_us = kind(), 0, A, 0
    gap_us = switches.times[0].gap_us

    def watch(until_us):
        nonlocal now, was, dark_us
        dark_us += 0 if switches.is_fed(0) else until_us - now
        now = until_us
        assert switches.dark_at_us(0, now) == dark_us

    for side, value, wait in history:
        act(switches, now, side, value)
        end = now + wait
        while (found := switches.next_crossing(0, now)) is not None and found.t_us <= end:
            watch(found.t_us)
            left_us = switches.left_us[0]
            switches.cross(0, now, found.limit)
            feeding = switches.feeding(0)
            assert feeding in (A, B, None)
            assert feeding == was or None in (feeding, was)
            if found.limit == "landed":
                assert now - left_us == gap_us > 0
            was = feeding
            fed = feeding is not None and switches.is_good(0, feeding)
            assert fed == switches.is_fed(0)
        watch(end)


@given(kinds, st.lists(acts, max_size=12))
def test_snapshots_taken_anywhere_change_nothing(kind, history):
    kept, now = kind(), 0
    for side, value, wait in history:
        other = kind()
        other.restore(json.loads(json.dumps(kept.snapshot())))
        for switches in (kept, other):
            act(switches, now, side, value)
        assert run_to(kept, now + wait, now) == run_to(other, now + wait, now)
        now += wait
        assert kept.snapshot() == other.snapshot()
        kept = other


@given(kinds, st.lists(acts, min_size=1, max_size=12))
def test_while_both_sources_are_good_it_settles_on_the_preferred_side(kind, history):
    switches, now = kind(), 0
    for side, value, wait in history:
        act(switches, now, side, value)
        run_to(switches, now + wait, now)
        now += wait
    for side in (A, B):
        switches.set_voltage(0, now, side, 1.0)
    run_to(switches, now + 31 * MIN, now)
    assert switches.feeding(0) == switches.preferred[0]
    assert switches.calls == [0]
