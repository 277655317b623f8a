"""Whatever a page sends, it is answered or closed with the right code, and the server goes on."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.client import Server
from tests.api.raw import BINARY, CLOSE, LAST, PING, TEXT, Raw, frame, pieces
from twin.run.live import proceed
from twin.run.start import Wishes, create

BAD_ORDER, BAD_TEXT, TOO_FAST, TOO_LARGE = 1002, 1007, 1008, 1009
MOST = 64 * 1024

HUGE = st.sampled_from([1e308, -1e308, 1e300, 10**30, -(10**30), 0, -1])
NUMBERS = st.one_of(HUGE, st.integers(), st.floats(allow_nan=False, allow_infinity=False))
GOOD = st.one_of(
    st.fixed_dictionaries({"type": st.just("ping"), "n": st.integers()}),
    st.fixed_dictionaries({"type": st.just("seek"), "t_ms": NUMBERS}),
    st.fixed_dictionaries({"type": st.just("step"), "count": st.integers()}),
    st.fixed_dictionaries({"type": st.sampled_from(["follow", "pause"])}),
    st.fixed_dictionaries(
        {
            "type": st.just("subscribe"),
            "signals": st.lists(st.sampled_from(["T1.hotspot_c", "site.import_w", "none.x_w"])),
            "hz": NUMBERS,
            "facts": st.booleans(),
            "from_seq": st.none() | st.integers(),
            "marks": st.booleans(),
        }
    ),
).map(lambda words: json.dumps(words).encode())
CUTS = st.lists(st.integers(0, 400), max_size=6)

PLAIN = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
ODD = PLAIN.filter(lambda value: not isinstance(value, dict) or "type" not in value)
WRONG = st.one_of(
    ODD.map(lambda value: json.dumps(value).encode()),
    st.sampled_from([b'{"type": "explode"}', b'{"type": "seek"}', b'{"type": "ping", "x": 1}']),
)
BROKEN = st.sampled_from([b"", b"{", b"nonsense", b'{"type": "ping"', b"\x00", b"[1,", b"}{"])


def bad(code, sent):
    return sent.map(lambda message: (code, message))


BAD = st.one_of(
    bad(BAD_ORDER, st.tuples(WRONG, CUTS).map(lambda one: pieces(TEXT, *one))),
    bad(BAD_TEXT, st.tuples(BROKEN, CUTS).map(lambda one: pieces(TEXT, *one))),
    bad(BAD_ORDER, st.tuples(st.binary(max_size=90), CUTS).map(lambda one: pieces(BINARY, *one))),
    bad(BAD_TEXT, CUTS.map(lambda cuts: pieces(TEXT, b'{"type": "\xff\xfe"}', cuts))),
    bad(TOO_LARGE, st.integers(1, 9).map(lambda more: frame(TEXT, b" " * (MOST + more)))),
    bad(TOO_LARGE, st.just(pieces(TEXT, b" " * (MOST + 9), [MOST // 2, MOST - 1]))),
    bad(TOO_LARGE, st.just(b"\x81\xff" + (1 << 40).to_bytes(8, "big") + b"\0\0\0\0")),
    bad(BAD_ORDER, GOOD.map(lambda text: frame(0, text))),
    bad(BAD_ORDER, GOOD.map(lambda text: frame(TEXT, text, fin=False) + frame(TEXT, text))),
    bad(BAD_ORDER, GOOD.map(lambda text: frame(TEXT, text, masked=False))),
    bad(BAD_ORDER, st.integers(3, 7).map(lambda opcode: frame(opcode, b"x"))),
    bad(BAD_ORDER, st.integers(11, 15).map(frame)),
    bad(BAD_ORDER, st.sampled_from([0x10, 0x20, 0x40]).map(lambda bit: frame(TEXT | bit, b"{}"))),
    bad(BAD_ORDER, st.just(frame(PING, b"x", fin=False))),
    bad(BAD_ORDER, st.just(frame(PING, b"x" * 126))),
    bad(BAD_ORDER, st.sampled_from([999, 1004, 1005, 1006, 1015, 2999, 5000]).map(
        lambda code: frame(CLOSE, code.to_bytes(2, "big")))),
    bad(BAD_ORDER, st.just(frame(CLOSE, b"\x03"))),
    bad(BAD_TEXT, st.just(frame(CLOSE, b"\x03\xe8\xff"))),
)  # fmt: skip


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory):
    """A server whose words are read when all is done: there must be none."""
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "runs").mkdir()
    proceed(create("scene-t1-trips", folder / "runs" / "done", Wishes(span="61m")))
    serving = Server(folder).start()
    yield serving.enter("control")
    said = serving.stop()
    assert said == ""


def outcomes(fuzzed, strategy, count, check):
    """How many of what; a check on each."""
    found: Counter[int] = Counter()

    @settings(settings.default, max_examples=count)
    @given(strategy)
    def once(asked):
        found[check(fuzzed, asked)] += 1

    once()
    return found


def good_and_then_bad(fuzzed, asked):
    before, (code, sent), cuts = asked
    with Raw(fuzzed, "done") as page:
        for text, inner in before:
            page.say(pieces(TEXT, text, inner))
        page.say(sent, cuts)
        outcome = page.outcome()
    assert outcome == code, (before, sent[:200])
    return outcome


def only_good(fuzzed, asked):
    with Raw(fuzzed, "done") as page:
        page.say(b"".join(pieces(TEXT, text, inner) for text, inner in asked[0]), asked[1])
        page.say(frame(TEXT, LAST))
        outcome = page.outcome()
    assert outcome == 0, asked
    return outcome


def anything(fuzzed, asked):
    with Raw(fuzzed, "done") as page:
        page.say(asked)
        page.socket.shutdown(1)
        outcome = page.outcome()
    assert outcome in (0, BAD_ORDER, BAD_TEXT, TOO_FAST, TOO_LARGE, 1000, 1005, 1006), outcome
    return outcome


BEFORE = st.lists(st.tuples(GOOD, CUTS), max_size=5)
STORIES = {
    "good and then bad": (st.tuples(BEFORE, BAD, CUTS), good_and_then_bad),
    "only good": (st.tuples(BEFORE, CUTS), only_good),
    "anything": (st.binary(max_size=300), anything),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_a_page_sends_is_answered_or_closed_with_the_right_code(fuzzed, story):
    strategy, check = STORIES[story]
    found = outcomes(fuzzed, strategy, 60, check)
    assert sum(found.values()) >= 30
    assert fuzzed.get("/session")


@pytest.mark.soak
@pytest.mark.parametrize("story", STORIES)
def test_and_for_long(fuzzed, story, record_property):
    strategy, check = STORIES[story]
    found = outcomes(fuzzed, strategy, 3000, check)
    record_property("outcomes", dict(found))
    assert fuzzed.get("/session")
