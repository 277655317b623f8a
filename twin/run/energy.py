"""Where the energy of a run went: counters of the plant at an instant, exact, and their balance."""

from __future__ import annotations

import msgspec

from twin.devices.backup.ups_spec import usable_j
from twin.facility import Plant
from twin.facility.mining_cooling import drawn_at_j
from twin.facility.storage import stores_of
from twin.units import J_PER_MWH


class Energy(msgspec.Struct, frozen=True, kw_only=True):
    """Where the energy went.

    Attributes:
        import_mwh: taken at the interconnect.
        engines_mwh: given by engine generators.
        mining_mwh: the machines.
        mining_aux_mwh: the blocks' auxiliaries.
        mining_cooling_mwh: pumps and fans of blocks that have a cooling of their own.
        ai_it_mwh: the halls' IT.
        ai_overhead_mwh: the halls' cooling, and losses of their supplies and batteries.
        net_stored_mwh: in their batteries at the end more than at the start; less is negative.
        loss_mwh: transformers and feeders.
        loss_main_mwh: of it in main transformers, by the samples' share.
        loss_below_mwh: of it in feeders and unit transformers, by the samples' share.
        battery_taken_mwh, battery_given_mwh: by batteries of the site, at their terminals.
        battery_stored_mwh: in them at the end, less at the start.
        battery_lost_mwh: in conversion and self-discharge.
        balance_ratio: import and engines minus all of it, over import: 0 but for rounding.
    """

    import_mwh: float
    engines_mwh: float
    mining_mwh: float
    mining_aux_mwh: float
    mining_cooling_mwh: float
    ai_it_mwh: float
    ai_overhead_mwh: float
    net_stored_mwh: float
    loss_mwh: float
    loss_main_mwh: float
    loss_below_mwh: float
    battery_taken_mwh: float
    battery_given_mwh: float
    battery_stored_mwh: float
    battery_lost_mwh: float
    balance_ratio: float


def energy_of(plant: Plant, t_us: int, main_frac: float = 0.0) -> Energy:
    """Where the energy went up to an instant at or after the plant's last fact.

    Args:
        plant: as it stands.
        t_us: the instant.
        main_frac: share of the losses that main transformers have.
    """
    rows = [plant.rows.energy_at_j(row, t_us) for row in range(len(plant.parts.row_ids))]
    with_aux = zip(rows, plant.parts.row_aux_ratio, strict=True)
    mining_j = sum(rows)
    aux_j = sum(row_j * (ratio - 1.0) for row_j, ratio in with_aux)
    halls = range(len(plant.parts.hall_ids))
    it_j = sum(plant.halls.energy_at_j(hall, t_us) for hall in halls)
    hall_j = sum(plant.hall_at_j(hall, t_us) for hall in halls)
    import_j, loss_j = plant.import_at_j(t_us), plant.loss_at_j(t_us)
    stored_j = net_stored_j(plant, t_us)
    groups = range(len(plant.parts.genset_ids))
    engines_j = sum(plant.gensets.burnt(group, t_us).output_j for group in groups)
    stores = stores_of(plant, t_us)
    cooling_j = drawn_at_j(plant, t_us)
    gone_j = mining_j + aux_j + cooling_j + hall_j + loss_j + stores.stored_j + stores.lost_j
    return Energy(
        import_mwh=import_j / J_PER_MWH,
        engines_mwh=engines_j / J_PER_MWH,
        mining_mwh=mining_j / J_PER_MWH,
        mining_aux_mwh=aux_j / J_PER_MWH,
        mining_cooling_mwh=cooling_j / J_PER_MWH,
        ai_it_mwh=it_j / J_PER_MWH,
        ai_overhead_mwh=(hall_j - it_j - stored_j) / J_PER_MWH,
        net_stored_mwh=stored_j / J_PER_MWH,
        loss_mwh=loss_j / J_PER_MWH,
        loss_main_mwh=loss_j / J_PER_MWH * main_frac,
        loss_below_mwh=loss_j / J_PER_MWH * (1.0 - main_frac),
        battery_taken_mwh=stores.taken_j / J_PER_MWH,
        battery_given_mwh=stores.given_j / J_PER_MWH,
        battery_stored_mwh=stores.stored_j / J_PER_MWH,
        battery_lost_mwh=stores.lost_j / J_PER_MWH,
        balance_ratio=(import_j + engines_j - gone_j) / import_j if import_j > 0.0 else 0.0,
    )


def net_stored_j(plant: Plant, t_us: int) -> float:
    """Energy in the batteries of supplies over that of the full ones that every run starts with."""
    ups = plant.ups
    return sum(ups.stored_at_j(i, t_us) - usable_j(spec) for i, spec in enumerate(ups.specs))
