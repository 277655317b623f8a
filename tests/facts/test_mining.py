"""Facts of the mining side name their rows, and all of them change power."""

from __future__ import annotations

from twin.facts import FACTS, mining


def _of_this_family():
    return [kind for kind in FACTS if kind.__module__ == mining.__name__]


def test_everything_that_happens_to_machines_changes_power():
    assert all(kind.CHANGES_POWER for kind in _of_this_family())


def test_moves_of_rows_name_rows_and_single_machines_do_not():
    with_rows = {kind.__name__ for kind in _of_this_family() if "rows" in kind.__struct_fields__}
    assert with_rows == {name.__name__ for name in _of_this_family()} - {
        "MachineFailed",
        "MachineRepaired",
    }


def test_what_the_air_does_to_rows_is_stored_by_its_temperature():
    by_air = [mining.RowsThrottled, mining.RowsReleased, mining.RowsOverheated]
    assert {kind.PRINCIPAL for kind in [*by_air, mining.RowsRecovered]} == {"inlet_c"}
