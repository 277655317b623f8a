"""What is in service follows what is idle: a block takes its own unit transformers and feeder."""

from __future__ import annotations

from tests.plants import small_parts
from twin.facility.service import Service


def test_without_anything_idle_all_of_the_parts_is_in_service():
    parts = small_parts()
    service = Service(parts, ())
    assert service.row == list(parts.row_in_service)
    assert service.pad == list(parts.pad_in_service)
    assert service.feeder == list(parts.feeder_in_service)


def test_a_block_takes_its_rows_its_units_and_its_own_feeder():
    parts = small_parts()
    service = Service(parts, {"B2"})
    out = {parts.row_block[row] for row, here in enumerate(service.row) if not here}
    assert out == {"B2"}
    assert not any(
        service.pad[pad] for row, pad in enumerate(parts.row_pad) if not service.row[row]
    )
    here = zip(parts.feeder_ids, service.feeder, strict=True)
    assert [name for name, on in here if not on] == ["F2"]


def test_a_feeder_that_another_block_hangs_on_stays():
    parts = small_parts(("id: B2, feeder: F2", "id: B2, feeder: F1"))
    assert all(Service(parts, {"B2"}).feeder)


def test_a_hall_takes_both_feeders():
    parts = small_parts()
    service = Service(parts, {"H1"})
    here = zip(parts.feeder_ids, service.feeder, strict=True)
    assert [name for name, on in here if not on] == ["FA", "FB"]
    assert service.hall == [False]


def test_what_comes_back_is_in_service_again():
    parts = small_parts()
    service = Service(parts, {"B2", "TIE", "T1"})
    assert (service.tie, service.main) == ([False], [False, True])
    service.follow(parts, ())
    assert service.tie == [True]
    assert all(service.row)
