"""Handlers of the mining side.

Rows change stage together, machines break and are repaired one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.facility import loads, topics
from twin.facts import Fact, mining
from twin.units import US_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from twin.facility.plant import Plant


def _moved(plant: Plant, t_us: int, seq: int, subject: str, fact: Any) -> None:
    """The rows take the stage that was due; all of these facts name their rows."""
    loads.step_rows(plant, t_us, seq, fact.rows)
    _blame(plant, seq, fact.rows)
    plant.touched |= topics.ROWS | topics.HAZARD


def _blame(plant: Plant, seq: int, names: tuple[str, ...]) -> None:
    """Note the fact as the cause of whatever the transformers above these rows will meet."""
    parts, net, unit_cause = plant.parts, plant.net, plant.control.unit_cause
    first_pad = len(parts.main_ids)
    for pad in {parts.row_pad[parts.row_index[name]] for name in names}:
        unit_cause[first_pad + pad] = seq
        for main, _ in net.group_mains[net.group_of_bus[parts.bus_of_pad(pad)]]:
            unit_cause[main] = seq


def _failed(plant: Plant, t_us: int, seq: int, subject: str, fact: mining.MachineFailed) -> None:
    row = plant.parts.row_index[subject]
    if fact.part == "board":
        plant.rows.fail_board(row, t_us)
    else:
        plant.rows.fail_machine(row, t_us)
    plant.hazards.fired(plant.parts.hazard_index[subject], t_us)
    loads.rate_row(plant, t_us, row)
    plant.control.add_repair(t_us + round(fact.repair_s * US_PER_S), seq, fact.part, subject, 0)
    loads.settle_rows(plant, t_us, (row,))
    plant.touched |= topics.HAZARD | topics.REPAIR


def _repaired(
    plant: Plant, t_us: int, seq: int, subject: str, fact: mining.MachineRepaired
) -> None:
    row = plant.parts.row_index[subject]
    if fact.part == "board":
        plant.rows.repair_board(row, t_us)
    else:
        plant.rows.repair_machine(row, t_us)
    loads.rate_row(plant, t_us, row)
    plant.control.drop_repair(fact.part, subject, 0)
    loads.settle_rows(plant, t_us, (row,))
    plant.touched |= topics.HAZARD | topics.REPAIR


MINING: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    mining.RowsSlept: _moved,
    mining.RowsBooted: _moved,
    mining.RowsHashing: _moved,
    mining.RowsThrottled: _moved,
    mining.RowsReleased: _moved,
    mining.RowsOverheated: _moved,
    mining.RowsRecovered: _moved,
    mining.MachineFailed: _failed,
    mining.MachineRepaired: _repaired,
}
