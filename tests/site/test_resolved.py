"""A resolved site knows its parts, and its digest is that of its content."""

from __future__ import annotations

from tests.site.small import SITE, site
from twin.site import load_site


def test_breakers_stand_on_both_sides_of_a_main_transformer() -> None:
    main = site().transformers[0]
    assert (main.high_breaker, main.low_breaker) == ("T1-HV", "T1-LV")
    assert main.breaker_operating_s == 0.08


def test_machines_and_units_are_in_service_as_their_block_is() -> None:
    off = site(("t_restore_s: 30", "in_service: false"))
    assert not any(row.in_service for row in off.rows)
    assert not any(unit.in_service for unit in off.unit_transformers if unit.owner == "B1")
    assert off.racks[0].in_service


def test_layout_and_comments_do_not_change_the_digest_but_numbers_do() -> None:
    laid_out = load_site(
        "# a comment\n" + SITE.replace("{id: F1, bus: M1", "{bus: M1, id: F1"), file="x"
    )
    assert laid_out.digest == site().digest
    assert site(("rated_a: 400", "rated_a: 401")).digest != site().digest


def test_what_the_document_says_is_at_hand() -> None:
    small = site()
    assert [tie.id for tie in small.ties] == ["TIE-12", "TIE-23", "TIE-13"]
    assert [block.id for block in small.blocks] == ["B1"]
    assert [hall.id for hall in small.halls] == ["H1"]
    assert [bus.id for bus in small.buses] == ["M1", "M2", "M3"]
