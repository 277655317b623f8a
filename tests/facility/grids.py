"""A small site whose miners answer to the grid's frequency."""

from __future__ import annotations

from tests.plants import small_parts, small_plant

HEAD = "halls:\n"


def frequency(text):
    """A change of the small site: what it says of frequency."""
    return (HEAD, f"frequency: {{{text}}}\n{HEAD}")


DROOP = frequency("droop: {hold_s: 60}")
RELAY = frequency(
    "droop: {blocks: [B1]}, restore_after_min: 2, "
    "stages: [{id: RRS, below_hz: 59.7, delay_s: 0.5, blocks: [B2]}]"
)


def droop_plant():
    """Both blocks answer by droop."""
    return small_plant(DROOP)


def relay_parts():
    """One block answers by droop, the other by a relay."""
    return small_parts(RELAY)
