"""Loss of insulation life of the main transformers of a run: a read of its whole past.

Nothing of it is carried along while a run goes. When asked, the facts are folded once more with the
thermal histories of the mains recorded, and the ageing rate is integrated over them piece by piece.
"""

from __future__ import annotations

from array import array

from twin.devices.transformer_ageing import Paper, lost_life_h
from twin.facility import Plant
from twin.run.lineage import Member, fold


def loss_of_life_h(
    line: Member, until_us: int, paper: Paper = "thermally_upgraded"
) -> dict[str, float]:
    """Hours of life that each main transformer lost from the start up to an instant.

    Args:
        line: the run.
        until_us: the instant, at or after the last fact.
        paper: of the windings.

    Raises:
        LogError: a batch is damaged.
    """
    names = line.parts.main_ids
    lost_h = [0.0] * len(names)
    followed: Plant | None = None
    from_us = line.start_us
    for plant, facts in line.replay():
        begun = 0
        if plant is not followed:
            # The first fact of a run puts everything into its steady state: that is no past.
            begun = 0 if plant.last_seq else 1
            fold(plant, facts.between(0, begun))
            _record(plant, len(names))
            followed = plant
        fold(plant, facts.between(begun, len(facts)))
        if plant.t_us > from_us:
            _add(lost_h, plant, (from_us, plant.t_us), paper)
            from_us = plant.t_us
    if followed is not None and until_us > from_us:
        _add(lost_h, followed, (from_us, until_us), paper)
    return dict(zip(names, lost_h, strict=True))


def _record(plant: Plant, main_count: int) -> None:
    """From now on the plant notes each change of its mains; those of the others go to one place."""
    family = plant.transformers
    nowhere = array("d")
    others = len(family.units) - main_count
    family.history = [array("d") for _ in range(main_count)] + [nowhere] * others
    family.ambient.history = [_air(plant)]
    for main in range(main_count):
        family.history[main].extend(_present(plant, main))


def _add(lost_h: list[float], plant: Plant, span_us: tuple[int, int], paper: Paper) -> None:
    """Integrate what was recorded, and keep of it only what holds now."""
    family = plant.transformers
    assert family.history is not None
    assert family.ambient.history is not None
    for main in range(len(lost_h)):
        lost_h[main] += lost_life_h(family, main, *span_us, paper)
        family.history[main] = array("d", _present(plant, main))
    del family.history[-1][:]
    family.ambient.history[:] = [_air(plant)]


def _present(plant: Plant, unit: int) -> tuple[float, ...]:
    """A unit as it stands, as a row of its history."""
    family = plant.transformers
    return (
        family.anchor_us[unit],
        family.rise_k[unit],
        family.rise_to_k[unit],
        family.oil_rate_per_s[unit],
        family.gradient1_k[unit],
        family.gradient1_to_k[unit],
        family.gradient2_k[unit],
        family.gradient2_to_k[unit],
        family.stage[unit],
    )


def _air(plant: Plant) -> tuple[float, ...]:
    ambient = plant.transformers.ambient
    return (ambient.anchor_us[0], ambient.ambient_c[0], *ambient.value_c)
