"""What every device in the table owes, whatever it is."""

from __future__ import annotations

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.examples import EXAMPLES
from twin.devices import DEVICES
from twin.devices.contract import Columns, Crossing, column, soonest
from twin.units import unit_of

S = 1_000_000
T0 = 1_600_000_000 * S
DAY = 86_400 * S

kinds = pytest.mark.parametrize("kind", sorted(DEVICES))
metered = pytest.mark.parametrize("kind", [k for k in sorted(EXAMPLES) if EXAMPLES[k].energy])
later = st.integers(1, DAY)


def bench_of(kind, inputs=None, initial="steady"):
    example = EXAMPLES[kind]
    bench = DEVICES[kind]
    return bench.start(bench.SPEC.model_validate(example.spec), inputs or example.calm, initial, T0)


def run_to(bench, t_us, start_us=T0):
    """Cross every limit up to an instant; the crossings in order."""
    seen, now = [], start_us
    while (crossing := bench.next_crossing(now)) is not None and crossing.t_us <= t_us:
        assert crossing.t_us >= now
        now = crossing.t_us
        bench.cross(crossing)
        seen.append(crossing)
        assert sum(other.t_us == now for other in seen) < 20, "one instant without end"
    return seen


def close(found, expected, rel=1e-12):
    """Equal but for rounding; a heat that is the rest of others is rounded as the largest is."""
    assert found.keys() == expected.keys()
    most_j = max((abs(value) for name, value in expected.items() if name.endswith("_j")), default=0)
    for name, value in expected.items():
        slack = max(1e-9, rel * most_j) if name.endswith("_j") else 1e-9
        assert found[name] == pytest.approx(value, rel=rel, abs=slack), name


@kinds
def test_every_kind_has_an_example(kind):
    assert kind in EXAMPLES, f"add {kind} to tests/devices/examples.py"
    assert kind == DEVICES[kind].KIND


@kinds
def test_every_column_says_its_unit_and_meaning(kind):
    bench = DEVICES[kind]
    for columns in (bench.INPUTS, bench.OUTPUTS, bench.STATES):
        assert len({c.name for c in columns}) == len(columns)
        for one in columns:
            assert unit_of(one.name) is not None
            assert unit_of(one.name).label == one.unit
            assert one.meaning
    assert all(key.description for key in bench.SPEC.model_fields.values())


@kinds
@pytest.mark.parametrize("initial", ["steady", "cold"])
def test_a_reading_has_every_output_and_only_finite_ones(kind, initial):
    bench = bench_of(kind, initial=initial)
    assert list(bench.read(T0)) == [c.name for c in bench.OUTPUTS]
    run_to(bench, T0 + DAY)
    bench.set(T0 + DAY, EXAMPLES[kind].stressed)
    run_to(bench, T0 + 2 * DAY, T0 + DAY)
    assert all(isfinite(value) for value in bench.read(T0 + 2 * DAY).values())


@kinds
@given(cuts=st.lists(later, max_size=5))
def test_reading_changes_nothing(kind, cuts):
    read, alone = bench_of(kind), bench_of(kind)
    for bench in (read, alone):
        bench.set(T0, EXAMPLES[kind].stressed)
    now = T0
    for cut in sorted(cuts):
        run_to(read, T0 + cut, now)
        now = T0 + cut
        read.read(now)
    run_to(read, T0 + DAY, now)
    run_to(alone, T0 + DAY)
    assert read.read(T0 + DAY) == alone.read(T0 + DAY)


@kinds
@given(cuts=st.lists(later, max_size=5))
def test_setting_equal_inputs_changes_nothing(kind, cuts):
    told, alone = bench_of(kind), bench_of(kind)
    for bench in (told, alone):
        bench.set(T0, EXAMPLES[kind].stressed)
    now = T0
    for cut in sorted(cuts):
        run_to(told, T0 + cut, now)
        now = T0 + cut
        told.set(now, EXAMPLES[kind].stressed)
    run_to(told, T0 + DAY, now)
    run_to(alone, T0 + DAY)
    assert told.read(T0 + DAY) == alone.read(T0 + DAY)


@kinds
@given(cut=later)
def test_two_spans_equal_one(kind, cut):
    """A change taken back at once cuts the span and must leave no trace but rounding."""
    name, value, _ = EXAMPLES[kind].rising
    calm = EXAMPLES[kind].calm
    once, twice = bench_of(kind), bench_of(kind)
    run_to(twice, T0 + cut)
    twice.set(T0 + cut, {**calm, name: value})
    twice.set(T0 + cut, calm)
    run_to(twice, T0 + DAY, T0 + cut)
    run_to(once, T0 + DAY)
    close(twice.read(T0 + DAY), once.read(T0 + DAY))


@metered
@given(wait=later)
def test_energy_is_the_integral_of_power(kind, wait):
    energy, power = EXAMPLES[kind].energy
    bench, now, total = bench_of(kind, initial="cold"), T0, 0.0
    first = bench.read(T0)[energy]
    while now < T0 + wait:
        crossing = bench.next_crossing(now)
        until = min(T0 + wait, crossing.t_us) if crossing else T0 + wait
        total += bench.read(now)[power] * ((until - now) / S)
        now = until
        if crossing and crossing.t_us == now:
            bench.cross(crossing)
    assert bench.read(now)[energy] - first == pytest.approx(total, rel=1e-9, abs=1e-3)


@kinds
@given(wait=later)
def test_more_of_an_input_never_gives_less(kind, wait):
    name, value, outputs = EXAMPLES[kind].rising
    low, high = bench_of(kind), bench_of(kind)
    assert value > EXAMPLES[kind].calm[name]
    high.set(T0, {**EXAMPLES[kind].calm, name: value})
    for bench in (low, high):
        run_to(bench, T0 + wait)
    for output in outputs:
        assert high.read(T0 + wait)[output] >= low.read(T0 + wait)[output] - 1e-9


@kinds
@given(history=st.lists(st.tuples(later, st.booleans()), max_size=6))
def test_outputs_stay_in_their_bounds(kind, history):
    example, bench, now = EXAMPLES[kind], bench_of(kind), T0
    for wait, stressed in history:
        run_to(bench, now + wait, now)
        now += wait
        bench.set(now, example.stressed if stressed else example.calm)
        for output, (least, most) in example.bounds.items():
            assert least <= bench.read(now)[output] <= most, output


def test_a_crossing_fires_at_the_microsecond_that_holds_it():
    exact = Crossing(limit="hot", direction="rising", anchor_us=10, after_us=5.0)
    late = Crossing(limit="hot", direction="rising", anchor_us=10, after_us=5.1)
    assert (exact.t_us, late.t_us) == (15, 16)


def test_a_column_takes_its_unit_from_its_name():
    assert column("draw_w", "draw").unit == "W"
    with pytest.raises(AssertionError):
        column("draw", "draw")


def test_a_snapshot_is_a_copy_and_restoring_keeps_the_lists():
    class Pair(Columns):
        STATE = ("heat_j",)

        def __init__(self):
            self.heat_j = [1.0, 2.0]

    pair = Pair()
    kept, listed = pair.snapshot(), pair.heat_j
    pair.heat_j[0] = 9.0
    assert kept == {"heat_j": [1.0, 2.0]}
    pair.restore(kept)
    assert pair.heat_j is listed
    assert listed == [1.0, 2.0]


def test_the_soonest_comes_first_and_a_tie_goes_to_the_first_named():
    """By the exact instant, not by the microsecond it fires at."""

    def at(limit, anchor_us, after_us):
        return Crossing(limit=limit, direction="rising", anchor_us=anchor_us, after_us=after_us)

    late, soon = at("late", 0, 7.0), at("soon", 3, 2.5)
    assert soonest((None, late, soon)) is soon
    assert soonest((late, at("too", 6, 1.0))) is late
    assert soonest((at("later", 0, 6.9), at("sooner", 6, 0.2))).limit == "sooner"
    assert soonest((None, None)) is None
