"""What a plan costs to build."""

import pytest

from tests.plan.made import plan
from twin.plan.capital import capital


def test_the_tutorial_costs_what_planners_reckon():
    found = capital(plan().document)
    assert found.total_usd == pytest.approx(235.1e6, rel=0.001)
    assert found.usd_per_mw == pytest.approx(9.44e6, rel=0.001)


def test_equipment_costs_5_6_million_a_megawatt_before_the_ring():
    found = capital(plan().document)
    ring_usd = 3_200_000.0
    assert sum(found.bought_usd.values()) - ring_usd == pytest.approx(5.6e6 * 24.9, rel=0.001)


def test_what_a_tenant_brings_costs_the_owner_nothing():
    sets = ("procurement[A-GPU].unit_cost_usd=3000000", "procurement[A-GPU].source=owner")
    gpus_usd = 34 * 3.0e6
    more = capital(plan(*sets).document).total_usd - capital(plan().document).total_usd
    assert more == pytest.approx(gpus_usd * 1.1)
    assert capital(plan(sets[0]).document) == capital(plan().document)
