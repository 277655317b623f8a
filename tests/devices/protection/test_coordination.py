"""A well-protected path has no finding; one thing spoilt has that one, with its numbers."""

from __future__ import annotations

import pytest

from tests.devices.protection.paths import path
from twin.devices.protection.coordination import CoordinationSpec, findings
from twin.devices.protection.fault import node_faults

RULES = CoordinationSpec.model_validate({})


def rules_of(found):
    return [(one.rule, one.where) for one in found]


def test_a_well_protected_path_has_no_finding():
    assert findings(path()) == []


@pytest.mark.parametrize(
    ("spoilt", "expected"),
    [
        ({"M1__device__load_a": 2600}, [("continuous_load", "M1")]),
        ({"F1__device__load_a": 290}, [("pickup", "F1")]),
        ({"M1__device__moulded_case__breaking_ka": 50}, [("breaking", "M1")]),
        ({"F1__device__transformers__primary_a": 600}, [("saturation", "F1")]),
        ({"R1__line__kv": 0.6}, [("voltage", "R1")]),
        (
            {"P1__device__relay__pickup_a": 430, "F1__device": None},
            [("sensitivity", "P1"), ("damage", "P1")],
        ),
        ({"F1__device__relay__dial_ratio": 0.3}, [("margin", "F1")]),
        ({"F1__line__tau_min": 0.5}, [("damage", "F1")]),
    ],
    ids=lambda spoilt: next(iter(spoilt)) if isinstance(spoilt, dict) else "",
)
def test_one_thing_spoilt_is_the_one_found(spoilt, expected):
    assert rules_of(findings(path(**spoilt))) == expected


def test_a_breaker_listed_for_100_percent_may_carry_it_all():
    spoilt = {"M1__device__load_a": 2600, "M1__device__moulded_case__continuous_frac": 1.0}
    assert findings(path(**spoilt)) == []


def test_eighty_percent_is_allowed_and_a_little_more_is_not():
    assert findings(path(M1__device__load_a=0.8 * 3200)) == []
    (found,) = findings(path(M1__device__load_a=0.8 * 3200 + 1))
    assert (found.value, found.allowed) == ("2561 A of 3200 A", "at most 2560 A")
    assert "rate it for 3201 A" in found.remedy


def test_the_breakers_operating_time_counts_against_the_margin():
    """Beyond 20 pickups the two relays stand 0.301 s apart; the breaker below takes its part."""
    quick, slow = path(P1__device__breaker__operating_ms=90), path(
        P1__device__breaker__operating_ms=120
    )  # fmt: skip
    assert findings(quick) == []
    (found,) = findings(slow)
    times_s = 0.65 * 13.5 / 19, 0.8 * 80 / 399 + 0.12
    assert found.value.startswith(f"{times_s[0] - times_s[1]:.3g} s: it may trip in")
    assert "P1 clears in 0.28 s" in found.value


def test_sensitivity_is_that_of_two_lines_behind_delta_and_star():
    """What the relay sees then is the current of three phases, least."""
    spec = path(P1__device__relay__pickup_a=430, F1__device=None)
    found = next(one for one in findings(spec) if one.rule == "sensitivity")
    nodes = node_faults(spec.source, [link.stretch for link in spec.links])
    seen_a = nodes[2].least_a * 0.48 / 34.5
    assert found.value == f"{seen_a:.0f} A, {seen_a / 430:.2f} times its pickup of 430 A"


def test_two_lines_are_graded_apart_from_three_phases_behind_delta_and_star():
    """The relay before it sees 15 % more for what the breaker behind it sees."""
    tight = CoordinationSpec(margin_s=0.0)
    spoilt = {"M1__device__moulded_case__long_time_s": 4.2, "F1__device": None}
    assert rules_of(findings(path(**spoilt, P1__delta_wye=False), tight)) == []
    assert rules_of(findings(path(**spoilt), tight)) == [("margin", "P1")]


def test_a_longer_wait_above_heals_what_was_found():
    spoilt = {"F1__device__relay__dial_ratio": 0.3}
    (found,) = findings(path(**spoilt))
    lacks_s = float(found.remedy.split(" by ")[1].split(" s")[0])
    healed = 0.3 + lacks_s / (13.5 / 19) * 1.01
    assert findings(path(F1__device__relay__dial_ratio=healed)) == []


def test_a_path_without_a_device_has_nothing_to_grade():
    bare = {f"{name}__device": None for name in ("F1", "P1", "M1", "R1")}
    assert findings(path(**bare)) == []


def test_a_larger_margin_asked_for_is_missed():
    found = findings(path(), CoordinationSpec(margin_s=0.4))
    assert {one.rule for one in found} == {"margin"}
