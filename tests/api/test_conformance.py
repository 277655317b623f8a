"""The recorded messages are what this server takes and says.

The page is held against the same ones (web/src/wire/conformance.test.ts). What the run does may
change with the model; the form of a message may not.
"""

from __future__ import annotations

import json
from typing import get_args

import msgspec
import pyarrow as pa
import pytest

from api import conformance
from api.conformance import ASKED, FOLDER, REFUSED, kind_of, plain_of, walk
from api.messages import Asked, decode
from api.served import serve
from tests.api.test_live import closed_with
from twin.run.live import proceed
from twin.run.start import Wishes, create

TOLD = sorted(path.name for path in (FOLDER / "told").iterdir() if ".read" not in path.name)
OPEN = {"marks", "conditions"}
"""Keys whose own keys are assets."""


def recorded(name):
    """One message as it was recorded."""
    path = FOLDER / "told" / name
    return path.read_bytes() if path.suffix == ".arrow" else path.read_text(encoding="utf-8")


def form(value, key=""):
    """What a value is made of, whatever it says."""
    if isinstance(value, dict):
        parts = {name: form(inner, name) for name, inner in value.items()}
        return sorted(set(map(repr, parts.values()))) if key in OPEN else parts
    if isinstance(value, list):
        return [*map(str, sorted(set(map(repr, map(form, value)))))]
    return type(value).__name__


def layout(message):
    """Columns and what is said of them."""
    schema = pa.ipc.open_stream(message).schema
    return [(field.name, field.type) for field in schema], set(schema.metadata)


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    """What a server says now to the recorded walk."""
    folder = tmp_path_factory.mktemp("conformance")
    runs = folder / "work" / "runs"
    runs.mkdir(parents=True)
    wishes = Wishes(span=conformance.SPAN)
    proceed(create(conformance.SCENARIO, runs / conformance.RUN, wishes))
    served = serve(folder)
    try:
        return dict(walk(served.live(conformance.RUN), served.base))
    finally:
        served.stop()


def test_there_is_one_of_everything_that_may_be_said():
    files = {path.stem for path in (FOLDER / "asked").iterdir()}
    tags = {kind.__struct_config__.tag for kind in get_args(Asked)}
    assert files == tags == set(ASKED)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_what_may_be_said_is_understood_to_the_letter(name):
    text = (FOLDER / "asked" / f"{name}.json").read_text(encoding="utf-8")
    asked = decode(text)
    assert json.loads(text) == ASKED[name]
    assert msgspec.json.decode(msgspec.json.encode(asked)).items() >= ASKED[name].items()


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_may_not_be_said_closes_the_socket(browser, name):
    wrong = json.loads((FOLDER / "refused" / f"{name}.json").read_text(encoding="utf-8"))
    with browser.live("done") as page:
        page.socket.send(wrong["text"])
        assert closed_with(page) == wrong["code"]


def test_the_server_says_what_was_recorded_and_nothing_else(heard):
    assert {name.partition(".")[0] for name in TOLD} == set(heard)


@pytest.mark.parametrize("name", [name for name in TOLD if name.endswith(".json")])
def test_a_text_message_has_the_recorded_form(heard, name):
    now = json.loads(heard[name.removesuffix(".json")])
    assert form(now) == form(json.loads(recorded(name)))


@pytest.mark.parametrize("name", [name for name in TOLD if name.endswith(".arrow")])
def test_a_binary_message_has_the_recorded_form(heard, name):
    assert layout(heard[name.removesuffix(".arrow")]) == layout(recorded(name))


@pytest.mark.parametrize("name", TOLD)
def test_a_recording_is_named_by_its_kind(name):
    assert kind_of(recorded(name)) == name.partition(".")[0]


@pytest.mark.parametrize("name", [name for name in TOLD if name.endswith(".arrow")])
def test_what_a_reader_must_find_is_there(name):
    wanted = (FOLDER / "told" / name).with_suffix(".read.json").read_text(encoding="utf-8")
    assert plain_of(recorded(name)) == json.loads(wanted)
