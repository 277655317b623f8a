"""The keys of protection: what is given, what is left to be derived, what is refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.site.small import SITE
from twin.site import examine_site, load_site
from twin.site.protection import Protection, RelaySettings


def test_a_site_without_the_key_has_no_relays():
    assert load_site(SITE, file="small.yaml").relays == ()


def test_null_is_given_and_means_none_where_something_would_be_derived():
    given = RelaySettings.model_validate({"id": "F1", "instantaneous_a": None, "pickup_a": 500})
    assert given.given == {"instantaneous_a": None, "pickup_a": 500}
    assert RelaySettings.model_validate({"id": "F1", "curve": None}).given == {}


def test_a_margin_below_what_a_breaker_takes_is_refused():
    with pytest.raises(ValidationError, match=r"0\.1"):
        Protection.model_validate({"margin_s": 0.01})


def test_a_dial_of_another_standard_is_a_fault_at_its_entry():
    text = SITE + "protection:\n  relays:\n  - {id: F1, curve: iec_si, dial_ratio: 5}\n"
    (fault,) = examine_site(text, file="small.yaml")[1]
    assert fault.path == "protection.relays[0].dial_ratio"
    assert "iec_si" in fault.allowed
