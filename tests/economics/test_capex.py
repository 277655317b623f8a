"""Capital cost: the worked plan's sum, deposits, escalation (G10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.capex import (
    CapexItem,
    PriceTerms,
    cost_usd,
    payments,
    total_usd,
)

# Millions a megawatt of IT, as the worked plan splits them, and its lumps.
EQUIPMENT = {
    "prefab shell": ("building", 0.60),
    "MV switchgear": ("electrical", 0.55),
    "unit substations": ("electrical", 0.50),
    "UPS": ("electrical", 0.95),
    "LV and busway": ("electrical", 0.40),
    "gensets": ("electrical", 1.10),
    "dry coolers and chillers": ("mechanical", 0.90),
    "CDUs and manifolds": ("mechanical", 0.60),
    "labour and commissioning": ("building", 2.51),
}
LUMPS = {
    "fibre": 3.5,
    "design": 2.8,
    "ring tie": 4.6,
    "study": 0.35,
    "six blocks taken down": 0.54,
}
items = st.builds(
    CapexItem,
    name=st.just("item"),
    kind=st.just("electrical"),
    base_usd=st.floats(1e3, 1e8),
    order_years=st.floats(0.0, 5.0),
    delivery_years=st.floats(5.0, 9.0),
    deposit_frac=st.floats(0.0, 1.0),
)
terms = st.builds(
    PriceTerms, escalation_frac=st.floats(-0.05, 0.2), contingency_frac=st.floats(0.0, 0.5)
)


def bought(name, kind, millions):
    return CapexItem(
        name=name, kind=kind, base_usd=millions * 1e6, order_years=0.0, delivery_years=1.0
    )


def test_the_worked_plan_costs_235_1_million_9_44_a_megawatt_g10():
    plan = [
        bought(f"{name} {it_mw}", kind, millions * it_mw)
        for it_mw in (4.9, 10.0, 10.0)
        for name, (kind, millions) in EQUIPMENT.items()
    ]
    plan += [bought(name, "building", millions) for name, millions in LUMPS.items()]
    total = total_usd(plan, PriceTerms(contingency_frac=0.1))
    assert total == pytest.approx(235.1e6, abs=0.05e6)
    assert total / 24.9 == pytest.approx(9.44e6, abs=0.005e6)


@given(item=items, terms=terms)
def test_payments_add_up_to_the_cost(item, terms):
    paid = payments(item, terms)
    assert -sum(flow.net_usd for flow in paid) == pytest.approx(cost_usd(item, terms), rel=1e-12)
    assert all(flow.net_usd < 0.0 for flow in paid)
    assert {flow.at_years for flow in paid} <= {item.order_years, item.delivery_years}


@given(item=items, terms=terms)
def test_cost_grows_from_the_base_to_the_order_and_takes_contingency(item, terms):
    bare = cost_usd(item, PriceTerms(contingency_frac=0.0))
    assert bare == pytest.approx(item.base_usd)
    grown = item.base_usd * (1 + terms.escalation_frac) ** item.order_years
    assert cost_usd(item, terms) == pytest.approx(grown * (1 + terms.contingency_frac))
