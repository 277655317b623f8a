"""The site answers to the frequency: droop at once, relays to the instant, both back in stages."""

from __future__ import annotations

import pytest

from tests.facility.grids import DROOP, relay_parts
from tests.plants import S, Story, small_parts
from twin.units import US_PER_S

LOW = ((600.0, 59.9), (720.0, 59.6), (1200.0, 60.0))


def told(parts, hertz=LOW):
    return Story(hertz=hertz, parts=parts, policies=()).told(0.75)


def test_rows_answer_in_the_instant_of_the_frequency_and_it_is_the_cause():
    story = told(small_parts(DROOP))
    capped = story.of("RowsCapped", before_s=1200.0)
    assert {one.at_s for one in capped} == {600.0, 720.0}
    assert {story.root(one).kind for one in story.of("RowsCapped")} == {"GridFrequencyChanged"}


def test_a_relay_trips_after_its_delay_and_its_block_restarts_once_the_frequency_is_back():
    story = told(relay_parts())
    (tripped,), (reset,) = story.of("StageTripped"), story.of("StageReset")
    assert (tripped.at_s, reset.at_s) == (720.5, 1320.0)
    (opened,), (closed,) = story.of("BreakerOpened"), story.of("BreakerClosed")
    assert (opened.subject, opened.at_s, opened.cause) == ("F2", 720.5, tripped.seq)
    assert (closed.subject, closed.at_s, closed.cause) == ("F2", 1320.0, reset.seq)
    (lost,) = story.of("SupplyLost")
    assert (lost.subject, story.root(lost).kind) == ("B2", "GridFrequencyChanged")
    back = story.of("SupplyReturned")
    assert {one.subject for one in back} == {"B2"}
    assert back[0].at_s == 1320.0


def test_a_dip_shorter_than_the_delay_trips_nothing():
    story = told(relay_parts(), hertz=((600.0, 59.6), (600.499999, 60.0)))
    assert story.of("StageTripped", "BreakerOpened") == []


def test_a_frequency_that_comes_back_in_the_very_instant_of_the_trip_trips_nothing():
    story = told(relay_parts(), hertz=((600.0, 59.6), (600.5, 60.0)))
    assert story.of("StageTripped", "BreakerOpened") == []


def test_a_frequency_that_falls_again_starts_the_wait_anew():
    again = ((600.0, 59.6), (660.0, 60.0), (700.0, 59.8), (760.0, 60.0))
    (reset,) = told(relay_parts(), hertz=again).of("StageReset")
    assert reset.at_s == 760.0 + 120.0


def test_halls_draw_what_they_drew():
    story = told(small_parts(DROOP))
    assert story.plant.halls.cap_frac == [1.0]
    assert story.of("HallCapped", "HallThrottled") == []


@pytest.mark.parametrize("frequency_hz", [59.983, 59.999, 60.2])
def test_a_frequency_within_the_dead_band_or_above_makes_no_fact_but_itself(frequency_hz):
    story = told(small_parts(DROOP), hertz=((600.0, frequency_hz),))
    assert {one.kind for one in story.of(after_s=600.0)} == {"GridFrequencyChanged"}
    assert story.plant.grid.frequency_us % US_PER_S == 0
    assert S == US_PER_S
