"""However a document is broken, what comes back is faults at lines that exist, never a crash."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.site.small import SITE
from twin import shipped
from twin.documents import read
from twin.errors import Fault, SiteError, TwinError
from twin.scenario import examine_scenario
from twin.site import examine_site

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(["T1", "M1", "B1", "F1", "pad-2500", "s21", "yes", "<<", "0x10", "-0"]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)
Examine = Callable[[str], list[Fault]]


def site_faults(text: str) -> list[Fault]:
    return examine_site(text, file="x.yaml")[1]


def scenario_faults(text: str) -> list[Fault]:
    return examine_scenario(text, file="x.yaml")[2]


def plain(text: str) -> Any:
    return read(text, file="x", error=TwinError).value


CASES: list[tuple[Any, Examine]] = [
    (plain(SITE), site_faults),
    (plain(shipped.text("scenarios", "site-year")), scenario_faults),
]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [
        *((*path, key) for key, _ in inner),
        *(place for key, item in inner for place in places(item, (*path, key))),
    ]


def holder(value: Any, path: tuple[Any, ...]) -> Any:
    for part in path[:-1]:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value if isinstance(value, dict | list) else None


def told(examine: Examine, text: str) -> list[Fault]:
    try:
        faults = examine(text)
    except TwinError as error:
        faults = list(error.faults)
    last = text.count("\n") + 1
    assert all(fault.what and 0 < fault.line <= last for fault in faults)
    assert len(set(faults)) == len(faults)
    return faults


@pytest.mark.parametrize("case", [0, 1], ids=["site", "scenario"])
@given(data=st.data())
def test_values_replaced_by_junk_give_faults_or_a_sound_document(
    case: int, data: st.DataObject
) -> None:
    original, examine = CASES[case]
    value = copy.deepcopy(original)
    where = places(value)
    for path in data.draw(st.lists(st.sampled_from(where), min_size=1, max_size=4)):
        inside = holder(value, path)
        if isinstance(inside, dict) or (inside is not None and path[-1] in range(len(inside))):
            inside[path[-1]] = data.draw(JUNK)
    told(examine, yaml.safe_dump(value, sort_keys=False, allow_unicode=True))


@pytest.mark.parametrize("case", [0, 1], ids=["site", "scenario"])
@given(data=st.data())
def test_parts_left_out_give_faults_or_a_sound_document(case: int, data: st.DataObject) -> None:
    original, examine = CASES[case]
    value = copy.deepcopy(original)
    for path in data.draw(st.lists(st.sampled_from(places(value)), min_size=1, max_size=3)):
        inside = holder(value, path)
        if isinstance(inside, dict):
            inside.pop(path[-1], None)
        elif inside is not None and path[-1] in range(len(inside)):
            del inside[path[-1]]
    told(examine, yaml.safe_dump(value, sort_keys=False))


@given(data=st.data())
def test_a_text_cut_or_changed_anywhere_gives_faults_or_a_sound_document(
    data: st.DataObject,
) -> None:
    start = data.draw(st.integers(0, len(SITE)))
    stop = data.draw(st.integers(start, min(len(SITE), start + 40)))
    put = data.draw(st.text(alphabet="ab1:-{}[],&*#'\"\n\t |>!%@", max_size=6))
    told(site_faults, SITE[:start] + put + SITE[stop:])


@given(st.text(max_size=60))
def test_any_text_at_all_is_told_to_be_no_site(text: str) -> None:
    with pytest.raises(SiteError):
        examine_site(text, file="x.yaml")


@pytest.mark.parametrize(
    "path", [place for place in places(CASES[0][0]) if isinstance(place[-1], str)]
)
def test_every_field_of_a_site_is_missed_or_has_a_default(path: tuple[Any, ...]) -> None:
    value = copy.deepcopy(CASES[0][0])
    del holder(value, path)[path[-1]]
    told(site_faults, yaml.safe_dump(value, sort_keys=False))
