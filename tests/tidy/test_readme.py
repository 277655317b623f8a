"""The README's map of rooms is the map of the folders, and it answers in the promised order."""

from __future__ import annotations

import re

from tests.tidy.source import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
# A folder for people, not for imports.
NO_ROOM = {"twin/decisions/"}


def rooms_on_the_map(text: str) -> set[str]:
    """The rooms in the first column of the table below `## The rooms`."""
    section = text.split("\n## The rooms\n", 1)[-1].split("\n## ", 1)[0]
    rows = (line.split("|")[1] for line in section.splitlines() if line.startswith("|"))
    return {room for row in rows for room in re.findall(r"`(twin/[\w./]+)`", row)}


def rooms_on_disk() -> set[str]:
    """The rooms there are: packages and modules directly below `twin`."""
    entries = [p for p in (ROOT / "twin").iterdir() if not p.name.startswith("_")]
    folders = {f"twin/{p.name}/" for p in entries if p.is_dir()}
    return (folders | {f"twin/{p.name}" for p in entries if p.suffix == ".py"}) - NO_ROOM


def test_the_map_of_rooms_matches_the_folders():
    assert rooms_on_the_map(README) == rooms_on_disk()


def test_a_room_missing_on_the_map_would_be_seen():
    torn = "\n".join(line for line in README.splitlines() if "`twin/site/`" not in line)
    assert rooms_on_the_map(README) - rooms_on_the_map(torn) == {"twin/site/"}


def test_the_readme_answers_in_order():
    order = re.findall(r"^## (.*)$", README, flags=re.MULTILINE)
    assert order[:5] == [
        "Run it",
        "Test it",
        "What you can do with it",
        "The rooms",
        "Where to add",
    ]


def test_every_decision_is_numbered_in_order_and_short():
    records = sorted((ROOT / "twin" / "decisions").glob("[0-9]*.md"))
    assert [p.name[:4] for p in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    texts = {p.name: p.read_text(encoding="utf-8") for p in records}
    assert {name: text.count("\n") for name, text in texts.items() if text.count("\n") > 40} == {}
    headings = ["Question", "Options", "Decision", "Price", "How we would notice that it was wrong"]
    assert {n: re.findall(r"^## (.*)$", t, flags=re.M) for n, t in texts.items()} == dict.fromkeys(
        texts, headings
    )
