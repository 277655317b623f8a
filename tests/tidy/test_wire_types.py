"""The page is built with the types that the API has now."""

from __future__ import annotations

from api.typescript import COMMAND, FILE, made


def test_the_pages_types_are_those_of_the_api():
    told = f"{FILE.name} is older than the API's types: run `{COMMAND}` and commit what it writes"
    assert FILE.read_text(encoding="utf-8") == made(), told
