"""Where a fork changes what a plant is made of: the same state, carried over to other parts.

A changed seed draws every failure anew from the fork on (an exponential wait has no memory); a
changed rate holds from the fork on. Everything else stays as it stands.
"""

from __future__ import annotations

from twin.facility import Parts, Plant, loads
from twin.facility.snapshot import restored, snapshot
from twin.units import US_PER_S


def hand_over(plant: Plant, parts: Parts, t_us: int) -> Plant:
    """The plant's state with other luck and other rates from an instant on.

    Args:
        plant: of the parent, at the end of the fork instant.
        parts: of the fork: same site, other seed or failure rates.
        t_us: the fork instant.
    """
    reseeded = parts.luck.seed != plant.parts.luck.seed
    other = restored(parts, snapshot(plant))
    if reseeded:
        _draw_again(other, t_us)
    if parts.row_specs != plant.parts.row_specs:
        for row in range(len(parts.row_ids)):
            loads.rate_row(other, t_us, row)
    for hall in range(len(parts.hall_ids)):
        loads.rate_hall(other, t_us, hall)
    loads.rate_transformers(other, t_us)
    return other


def _draw_again(plant: Plant, t_us: int) -> None:
    """Every wait for a failure starts anew at an instant."""
    hazards, luck = plant.hazards, plant.parts.luck
    state = hazards.snapshot()
    for entry, subject in enumerate(hazards.subjects):
        elapsed_s = (t_us - state["anchor_us"][entry]) / US_PER_S
        reached = state["integral"][entry] + state["rate_per_s"][entry] * elapsed_s
        wait = luck.stream("failure", subject).exponential(state["fired_count"][entry])
        state["integral"][entry], state["anchor_us"][entry] = reached, t_us
        state["target"][entry] = reached + wait
    hazards.restore(state)
