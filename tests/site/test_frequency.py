"""How a site answers to frequency: defaults of ERCOT, and what can't be meant."""

from __future__ import annotations

from tests.site.small import places, site
from twin.site.frequency import Droop, FrequencyResponse, Stage


def test_a_site_that_says_nothing_does_nothing_at_sixty_hertz():
    said = site().document.frequency
    assert said == FrequencyResponse()
    assert (said.nominal_hz, said.droop, said.stages) == (60.0, None, ())


def test_defaults_are_those_of_the_market():
    droop, stage = Droop(), Stage(id="RRS", below_hz=59.7, blocks=("B1",))
    assert (droop.droop_frac, droop.dead_band_hz, stage.delay_s) == (0.05, 0.017, 0.5)


def test_a_dead_band_as_wide_as_the_droop_is_told():
    text = ("blocks:\n", "frequency: {droop: {droop_frac: 0.05, dead_band_hz: 3}}\nblocks:\n")
    assert ("frequency", "has a dead-band as wide as its droop") in places(text)
