"""What engines take, by hand and by stepping through it in small steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.backup.genset_load import Bus, ceiling_after_pu, queue_us, rest_s, room_w
from twin.devices.backup.genset_spec import GensetSpec

MOST = 1.1


def ceiling_after(bus, span_s):
    """Of a bus whose load stays."""
    spec = GensetSpec(rated_kw=1.0, first_step_frac=bus.step_pu, ramp_per_s=bus.ramp_per_s)
    return ceiling_after_pu(spec, bus.ceiling_pu, bus.load_w / bus.rated_w, span_s)


buses = st.builds(
    lambda rated, load, room, step, ramp: Bus(rated, load * rated, load + room * step, step, ramp),
    st.floats(1e6, 1e7),
    st.floats(0.0, 0.9),
    st.floats(0.0, 1.0),
    st.floats(0.2, 0.6),
    st.floats(0.05, 0.2),
)


@given(buses, st.floats(0.0, 20.0), st.floats(0.0, 20.0))
def test_two_waits_are_one(bus, one, other):
    between = bus._replace(ceiling_pu=ceiling_after(bus, one))
    twice = ceiling_after(between, other)
    assert twice == pytest.approx(ceiling_after(bus, one + other), abs=1e-12)


@given(buses, st.floats(0.0, 1.0), st.floats(0.0, 8.0))
def test_the_ceiling_is_that_of_small_steps(bus, part, span):
    """Load taken at the start; then the ceiling climbs, held by step and fuel stop."""
    bus = bus._replace(load_w=bus.load_w + part * room_w(bus))
    steps, ceiling = 1000, bus.ceiling_pu
    for _ in range(steps):
        climbed = ceiling + bus.ramp_per_s * span / steps
        ceiling = min(climbed, bus.load_w / bus.rated_w + bus.step_pu, MOST)
    assert ceiling_after(bus, span) == pytest.approx(ceiling, abs=1e-9)


def test_a_settled_diesel_takes_its_first_step_from_any_load_and_no_more_than_its_rating():
    bus = Bus(2e6, 0.0, 0.55, 0.55, 0.15)
    assert room_w(bus) == pytest.approx(1.1e6)
    loaded = bus._replace(load_w=1.1e6)
    assert room_w(loaded) == pytest.approx(0.0, abs=1e-6)
    settled = loaded._replace(ceiling_pu=ceiling_after(loaded, 60.0))
    assert settled.ceiling_pu == pytest.approx(1.1)
    assert room_w(settled) == pytest.approx(0.9e6)


def test_the_rest_follows_with_the_ramp():
    assert rest_s(Bus(2e6, 0.0, 0.55, 0.55, 0.15), 2e6) == pytest.approx(3.0)
    assert rest_s(Bus(2e6, 0.0, 0.55, 0.55, 0.15), 1.1e6) == pytest.approx(0.0, abs=1e-12)
    assert rest_s(Bus(2e6, 0.1e6, 0.55, 0.55, 0.15), 2e6) is None
    assert rest_s(Bus(2e6, 0.0, 0.3, 0.3, 0.05), 2e6) == pytest.approx(14.0)


@given(buses, st.lists(st.floats(0.01, 0.7), max_size=6))
def test_a_queue_closes_each_block_at_the_first_instant_that_it_fits(bus, parts):
    blocks_w = [part * bus.rated_w for part in parts]
    found = queue_us(bus, blocks_w)
    now = 0.0
    for block_w, at_us in zip(blocks_w, found, strict=True):
        if at_us is None:
            fits = block_w <= bus.step_pu * bus.rated_w
            assert not fits or bus.load_w + block_w > bus.rated_w
            break
        at_s = at_us / 1e6
        early = bus._replace(ceiling_pu=ceiling_after(bus, at_s - now - 2e-6))
        assert at_s == now or room_w(early) < block_w
        ceiling = ceiling_after(bus, at_s - now)
        bus = bus._replace(ceiling_pu=ceiling)
        assert room_w(bus) >= block_w - 1.001e-9 * bus.rated_w
        bus = bus._replace(load_w=bus.load_w + block_w)
        now = at_s
    assert all(at is None for at in found[found.index(None) :]) if None in found else True


@given(buses, st.floats(1e3, 5e6))
def test_one_block_waits_as_long_as_the_same_load_in_slices(bus, load_w):
    (whole_us,) = queue_us(bus, [load_w])
    if whole_us is not None:
        assert rest_s(bus, load_w) == pytest.approx(whole_us / 1e6, abs=1.001e-6)
