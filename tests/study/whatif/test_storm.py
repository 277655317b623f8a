"""Plants that a plan passes through, run for an hour."""

import pytest

from tests.study.whatif.asked import bench
from twin.study.whatif.storm import Storm

BASE = bench().base
CASE = bench().tried(())
LAST = BASE.plants[-1]


def test_a_quiet_hour_moves_nothing_and_draws_what_is_in_service():
    found = bench().lived(CASE, LAST, Storm(dry_bulb_c=10.0, minutes=20))
    assert found.it_swing_mw == pytest.approx(0.0, abs=1e-6)
    assert found.shed_mw == pytest.approx(0.0, abs=0.1)
    assert found.unserved_mwh == 0.0
    assert found.load_pu == pytest.approx(0.973, abs=0.03)


def test_a_step_of_half_the_work_swings_half_of_what_racks_can_do():
    """174 racks between 30 kW idle and 132 kW."""
    storm = Storm(dry_bulb_c=30.0, minutes=30, load_frac=0.5, steps=((600.0, 1.0),))
    found = bench().lived(CASE, LAST, storm)
    assert found.it_swing_mw == pytest.approx(174 * 0.102 * 0.5, rel=0.02)


def test_the_plant_before_anything_is_done_has_no_hall():
    found = bench().lived(CASE, BASE.plants[0], Storm(dry_bulb_c=30.0, minutes=20))
    assert found.supply_c is None
    assert found.it_swing_mw == 0.0


def test_the_same_storm_twice_is_the_same():
    storm = Storm(
        dry_bulb_c=42.0,
        minutes=20,
        events=({"kind": "sag", "after": "5min", "to_pu": 0.5, "cycles_count": 6},),
    )
    assert bench().lived(CASE, LAST, storm) == bench().lived(CASE, LAST, storm)
