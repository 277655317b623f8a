"""What transformers carry, against figures worked out by hand."""

from dataclasses import replace

import pytest

from tests.plan.made import plan, site
from twin.plan import topologies
from twin.plan.loading import changing_losses, contingencies, load_mw, loadings, nameplate
from twin.site import shipped_site

PLATE = nameplate(site())


def passed(name="w100-rev2"):
    found = plan(name=name)
    return topologies(found.document, site(), found.level)


def test_sixteen_blocks_draw_what_planners_reckon():
    first = passed()[0]
    assert load_mw(PLATE, first) == pytest.approx(95.34, abs=0.01)
    assert [round(one.load_pu, 3) for one in loadings(PLATE, first)] == [0.973] * 4


def test_one_block_less_leaves_t2_at_a_tenth_too_much_when_the_pilot_hall_is_energised():
    here = next(one for one in passed("w100-rev1") if one.halls_mw)
    load = {one.transformer: one.load_pu for one in loadings(PLATE, here)}
    # 4 blocks of 24.32 MVA in all and half of 6.35 MW at 0.98, on 25 MVA
    assert load["T2"] == pytest.approx(1.10, abs=0.005)
    assert load["T1"] == pytest.approx(0.86, abs=0.005)


def test_two_blocks_less_keep_t2_within_its_rating():
    here = next(one for one in passed() if one.halls_mw)
    assert max(one.load_pu for one in loadings(PLATE, here)) < 1.0


def test_a_hall_hangs_on_one_unit_after_a_loss_until_the_ring_is_there():
    plants = passed()
    before = next(one for one in plants if len(one.halls_mw) == 2)
    lost = contingencies(PLATE, before)[0]
    assert (lost.lost, lost.tie) == ("T1", "TIE-12")
    # 25 MVA at 0.99 of the halls
    assert lost.deliverable_ai_mw == pytest.approx(24.75, abs=0.3)
    after = contingencies(PLATE, plants[-1])[0]
    assert (after.lost, after.tie) == ("T1", "TIE-14")
    assert after.deliverable_ai_mw == pytest.approx(2 * lost.deliverable_ai_mw, rel=1e-9)
    assert after.unserved_ai_mw == 0.0


def test_miners_asleep_relieve_an_overload_once_the_tie_has_closed():
    first = contingencies(PLATE, passed()[0])[0]
    assert first.before_shed.load_pu == pytest.approx(2 * 0.973, abs=0.001)
    assert first.relief_s == 2.0 + 5.0


def test_a_hall_without_a_live_feed_is_dark():
    alone = shipped_site("w100-conversion", sets=("feeders[FH1B].bus=M1",))
    here = next(one for one in passed() if one.halls_mw)
    cut = nameplate(alone)
    lost = {one.lost: one for one in contingencies(cut, replace(here, ties=frozenset()))}
    assert lost["T1"].dark_mw == pytest.approx(lost["T1"].ai_mw)
    assert lost["T1"].unserved_ai_mw == pytest.approx(lost["T1"].ai_mw)
    assert lost["T2"].dark_mw == 0.0


def test_units_of_a_bus_that_may_parallel_share_by_rating():
    units = ", ".join(
        f"{{id: {name}, model: main-25, bus: {bus}}}"
        for name, bus in (("T1", "M1"), ("T5", "M1"), ("T2", "M2"), ("T3", "M3"), ("T4", "M4"))
    )
    sets = ("buses[M1].parallel_allowed=true", f"transformers=[{units}]")
    both, tutorial = shipped_site("w100-conversion", sets=sets), plan()
    first = topologies(tutorial.document, both, tutorial.level)[0]
    load = {one.transformer: one.load_pu for one in loadings(nameplate(both), first)}
    assert load["T1"] == load["T5"] == pytest.approx(0.973 / 2, abs=0.001)
    lost = contingencies(nameplate(both), first)[0]
    assert (lost.lost, lost.tie) == ("T1", None)
    assert lost.before_shed.load_pu == pytest.approx(0.973, abs=0.001)


def test_losses_are_told_again_only_where_they_changed():
    plants = passed()
    told = list(changing_losses(PLATE, [plants[0], plants[0], *plants]))
    first = [one for since, one in told if since == plants[0].since]
    assert first == contingencies(PLATE, plants[0])
    assert {since for since, _ in told} <= {here.since for here in plants}
