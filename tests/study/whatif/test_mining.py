"""W3, W8 and W9 of the tutorial."""

from datetime import date

import pytest

from tests.study.whatif.asked import answer, values


def test_blocks_off_at_civil_start_stand_dark_as_long_as_planners_said():
    just_in_time, early = values(answer("W3"), "dark")
    assert just_in_time == pytest.approx(128, rel=0.01)
    assert early == pytest.approx(580, rel=0.01)


def test_what_dark_months_forgo_at_a_held_hashprice_is_what_planners_said():
    just_in_time, early = values(answer("W3"), "forgone at 28.68 USD/PH/day")
    assert just_in_time == pytest.approx(0.97e6, rel=0.01)
    assert early == pytest.approx(4.4e6, rel=0.01)
    assert values(answer("W3"), "  of it s19j-pro-100, held")[1] == 0.0


def test_models_add_up_to_what_is_forgone():
    found = answer("W3")
    parts = [values(found, f"  of it {model}")[1] for model in ("s19j-pro-100", "s21")]
    assert values(found, "forgone while dark")[1] == pytest.approx(sum(parts))


def test_machines_sold_sooner_bring_more_and_mine_less():
    found = answer("W8")
    _, bridge, early, now = values(found, "machines sold")
    assert bridge < early < now
    _, bridge_usd, early_usd, now_usd = values(found, "mining forgone")
    assert bridge_usd >= early_usd >= now_usd


def test_machines_sold_now_bring_their_hash_rate_at_a_price_that_has_fallen_since():
    """Six blocks of 250 PH/s, half a year after the price base, discounted not at all."""
    found = answer("W8", salvage=5.0, fall=0.0)
    total = values(found, "machines sold")[3]
    assert total == pytest.approx(6 * 250_000 * 5.0, rel=0.08)


def test_the_least_efficient_machines_go_off_first():
    """30.5 J/TH break even at 36.9 USD/MWh where 17.5 do at 64.4, at a hashprice of 28.68."""
    found = answer("W9", hashprice=28.68)
    rows = {row[0]: row[2] for row in found.details[0].rows}
    assert list(rows) == ["s19j-pro-100", "s21"]
    assert rows["s19j-pro-100"].startswith("36.9, never")
    assert rows["s21"].startswith("64.4, ")


def test_a_halving_at_once_stops_what_does_not_pay_at_half():
    """S21 break even at 28.3: below the 42 that power costs."""
    found = answer("W9")
    assert values(found, "mined")[2] == 0.0
    assert values(found, "bridge margin")[2] == 0.0
    unused = values(found, "block unused", "MWh")
    assert unused[2] > unused[1] > unused[0]
    assert values(found, "block unused", "USD")[2] == pytest.approx(unused[2] * 38.0)


def test_what_is_mined_stops_on_the_day_that_is_told():
    rows = {row[0]: row[1] for row in answer("W9").details[0].rows}
    last = date.fromisoformat(rows["s21"].split(", ")[1])
    assert date(2028, 1, 1) < last < date(2028, 4, 11)
