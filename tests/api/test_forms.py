"""Every command has a form, and a form offers only what is there."""

from __future__ import annotations

import msgspec

from api.forms import forms_of
from tests.plants import small_parts
from twin.facts import COMMANDS
from twin.facts.control import SetParameter


def test_every_command_of_people_has_a_form(browser):
    kinds = {form["kind"] for form in browser.get("/runs/done/commands")}
    assert kinds == {command.__name__ for command in COMMANDS} - {SetParameter.__name__}


def test_fields_are_those_of_the_command(browser):
    fields_of = {one.__name__: {f.name for f in msgspec.structs.fields(one)} for one in COMMANDS}
    for form in browser.get("/runs/done/commands"):
        assert {field["name"] for field in form["fields"]} <= fields_of[form["kind"]]


def test_a_site_without_engines_offers_none():
    kinds = {form.kind for form in forms_of(small_parts())}
    assert "PermitGensets" not in kinds
    assert "CurtailRows" in kinds
