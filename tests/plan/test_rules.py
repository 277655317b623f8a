"""What makes a plan invalid beside wrong types."""

import pytest

from tests.plan.made import faults, site
from twin import shipped
from twin.plan import examine_document, examine_plan
from twin.site import shipped_site

BROKEN = {
    "V5 hall": ("halls[H1].it_mw=5.5", "halls[0].it_mw: is not what the racks and other IT"),
    "V5 phase": ("phases[P2].it_mw=12", "phases[1].it_mw: is not the sum of its halls"),
    "V6 area": ("halls[H2].floor_m2=5000", "halls[1].floor_m2: does not fit on PAD-A"),
    "V6 floor": ("halls[H3].floor_kpa=30", "halls[2].floor_kpa: is more than the floor of PAD-B"),
    "V9 late": (
        "tasks[A-BURN].links=[{pred: A-L3}]",
        "tasks[18].effects[0]: does not wait for hall_energize of H1",
    ),
    "V9 missing": (
        "tasks[A-BURN].effects=[]",
        "tasks[19].effects[0]: comes without hall_it_capacity of H1 before it",
    ),
    "V10": ("tasks[A-L5].links=[{pred: A-L3}]", "tasks[16].links: cx_l5 does not wait for cx_l4"),
    "V16": (
        "procurement[A-GPU].order_on=2026-08-01",
        "procurement[8].order_on: is ordered before notice to proceed",
    ),
    "never": ("procurement[A-SWG].order_after=null", "procurement[1]: is never ordered"),
    "twice": ("procurement[A-GPU].order_after=NTP", "procurement[8]: is twice ordered"),
    "permit": ("permits[PER-BLD].apply_after=null", "permits[0]: is never applied for"),
    "V19 currency": ("colo[COLO-2].currency=EUR", "colo[1].currency: is another currency"),
    "V19 base": (
        "procurement[A-SWG].price_base=2025-01-01",
        "procurement[1].price_base: is another price base",
    ),
    "V20": ("random[RV-HP].source=''", "random[0].source: "),
    "end": ("horizon_end=2026-01-01", "horizon_end: is before the plan begins"),
    "trigger": ("triggers[TR-1].when=soon", "triggers[0].when: is no difference of two dates"),
    "deed": ("triggers[TR-1].then=['sell:all']", "triggers[0].then: is nothing that can be done"),
}


@pytest.mark.parametrize(("change", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_named_where_it_is_broken(change, said):
    assert any(one.startswith(said) for one in faults(change)), faults(change)


def test_money_may_be_spent_before_notice_to_proceed_where_the_plan_says_so():
    sets = ("procurement[A-GPU].order_on=2026-08-01", "procurement[A-GPU].pre_ntp=true")
    assert faults(*sets) == []


def test_a_hall_with_all_feeds_on_one_bus_can_promise_no_more_than_n():
    source, document, none = examine_document(shipped.text("plans", "w100-rev2"), file="plan")
    assert document is not None
    one_bus = shipped_site("w100-conversion", sets=("feeders[FH1B].bus=M1",))
    assert one_bus.digest != site().digest
    found = examine_plan(source, document, one_bus, none)[1]
    assert [fault.path for fault in found] == ["halls[0].redundancy_target"]


def test_a_level_that_others_stand_on_is_named_once():
    found = [one for one in faults("tasks[A-L4].links=[{pred: A-OFF-B01}]") if "cx_l" in one]
    assert found == ["tasks[15].links: cx_l4 does not wait for cx_l3 of its phase"]


def test_a_length_of_more_than_a_hundred_years_is_no_plan():
    wrong = faults("tasks[A-L3].duration_days={kind: fixed, value: 1e300}")
    assert "tasks[12].duration_days: takes longer than any plan, or begins later" in wrong
    assert len(faults("tasks[RING].earliest_start=9999-12-31")) == 1
    assert len(faults("tasks[RING].earliest_start=2099-12-31")) == 0
    long = "procurement[A-GPU].lead_time_days={kind: lognormal, p50: 9, p90: 40000}"
    assert len(faults(long)) == 1
