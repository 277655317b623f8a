"""Intervals of a meter that tests settle bills on, and how Hypothesis makes them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from twin.economics.intervals import MeterInterval
from twin.units import J_PER_MWH, US_PER_H, US_PER_MIN

QUARTER_US = 15 * US_PER_MIN


def at_us(*when: int) -> int:
    """An instant by the clock of UTC, as `at_us(2027, 6, 1)`."""
    return int(datetime(*when, tzinfo=UTC).timestamp()) * 1_000_000


def interval(
    start_us: int, mw: float, usd_per_mwh: float = 0.0, span_us: int = QUARTER_US
) -> MeterInterval:
    """An interval of one power."""
    return MeterInterval(
        start_us=start_us,
        end_us=start_us + span_us,
        energy_j=mw * (span_us / US_PER_H) * J_PER_MWH,
        price_usd_per_mwh=usd_per_mwh,
    )


def halved(one: MeterInterval) -> list[MeterInterval]:
    """The same interval of one power, cut in the middle."""
    mid_us = (one.start_us + one.end_us) // 2
    return [
        MeterInterval(
            start_us=start_us,
            end_us=end_us,
            energy_j=one.energy_j * (end_us - start_us) / (one.end_us - one.start_us),
            price_usd_per_mwh=one.price_usd_per_mwh,
        )
        for start_us, end_us in ((one.start_us, mid_us), (mid_us, one.end_us))
    ]


@st.composite
def meters(draw: st.DrawFn, longest: int = 40) -> list[MeterInterval]:
    """Quarters of an hour in a row, with their powers and prices."""
    pairs = draw(
        st.lists(
            st.tuples(st.floats(0.0, 150.0), st.floats(-250.0, 5_000.0)),
            min_size=1,
            max_size=longest,
        )
    )
    first_us = at_us(2027, 6, 30, 20)
    return [interval(first_us + n * QUARTER_US, *pair) for n, pair in enumerate(pairs)]
