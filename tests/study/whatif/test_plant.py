"""W1 and W7 of the tutorial."""

import math

import pytest

from tests.study.whatif.asked import answer, values


def test_the_tutorial_loads_its_transformers_as_its_table_says():
    """0.97 pu on T3 and T4; with revision 1's mistake 1.10 pu on T2."""
    assert values(answer("W1"), "highest load")[0] == pytest.approx(0.973, abs=0.001)
    assert values(answer("W1", "w100-rev1"), "highest load")[0] == pytest.approx(1.10, abs=0.005)


def test_a_worn_unit_at_a_share_of_its_rating_is_as_hot_as_a_sound_one_at_all_of_it():
    """Rated: 42 °C, 52 K of oil and 26 K of gradient or what its cooling mode says."""
    worn = answer("W1", derate=100 * (1 - 0.9728571428571429))
    assert values(worn, "highest load")[1] == pytest.approx(1.0)
    sound = answer("W1", derate=0.0)
    assert values(sound, "its hot-spot")[1] == pytest.approx(values(sound, "its hot-spot")[0])
    assert values(worn, "its hot-spot")[1] > values(worn, "its hot-spot")[0]


def test_ageing_is_one_day_a_day_at_the_reference_of_110_degrees():
    """Arrhenius of IEEE C57.91: twice as fast for about 7 K."""
    hot_c, lost_h = (values(answer("W1"), name)[0] for name in ("its hot-spot", "loss of life"))
    ratio = math.exp(15_000 / 383 - 15_000 / (hot_c + 273))
    assert lost_h == pytest.approx(24 * ratio, rel=1e-9)


def test_new_transformers_come_when_their_lead_time_says():
    """128 weeks from notice to proceed, to the load-bank test of the first hall."""
    found = answer("W1", price=2_000_000)
    ready = values(found, "P1 ready")
    assert ready[2] > ready[0]
    capital = values(found, "capital")
    assert capital[2] - capital[0] == pytest.approx(4 * 2_000_000 * 1.1)


def test_a_loss_before_the_ring_leaves_the_room_that_the_neighbour_has():
    """24.75 MW on one unit of 25 MVA at 0.99, less 19.37 MW of two halls."""
    found = answer("W7")
    assert values(found, "N-1 margin")[0] == pytest.approx(24.75 - 19.37, abs=0.01)
    assert values(found, "N-1 unserved")[0] == 0.0
    assert "T2 at 1.95 pu after T1" in found.line


def test_every_plant_of_the_plan_has_its_worst_loss():
    assert len(answer("W7").details[0].rows) == 17
