r"""The identity of a run: a SHA-256 over its canonically encoded facts, whatever the batches.

Two runs are equal when their facts are equal. The encoding is columnar, so that it costs
microseconds a fact: each column is one byte stream with its own SHA-256, and the digest is the
SHA-256 of

    "switchyard facts 1\n", the number of facts as 8 bytes, then the 32 bytes of each column in
    the order of the row.

Numbers are little-endian. `seq t_us recorded_us` are int64; `kind` and `origin` are their UTF-8
names, each with a newline; `subject` and `body` are uint32 lengths in one stream and the UTF-8
bytes in a second one; `cause` and `value` are one byte for present in one stream and int64 or
float64 (0 when absent) in a second. A body is its JSON with sorted keys and without spaces, length
0xFFFFFFFF and no bytes when there is none; a body that is no JSON counts as it is. Minus zero
counts as zero and every NaN as the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np

from twin.log.columns import EventColumns
from twin.log.reader import LogReader

_MARK = b"switchyard facts 1\n"
_ABSENT = 0xFFFF_FFFF
_STREAMS = (
    *("seq", "t_us", "kind", "subject lengths", "subject", "value present", "value"),
    *("body lengths", "body", "origin", "cause present", "cause", "recorded_us"),
)


class FactDigest:
    """Takes facts in seq order, in pieces of any size."""

    def __init__(self) -> None:
        self._streams = {name: hashlib.sha256() for name in _STREAMS}
        self._encoder = msgspec.json.Encoder(order="sorted")
        self._count = 0

    def update(self, facts: EventColumns) -> None:
        """Take the next facts."""
        self._count += len(facts)
        for name in ("seq", "t_us", "recorded_us"):
            self._take(name, np.array(getattr(facts, name), dtype="<i8").tobytes())
        self._take("kind", "".join([kind + "\n" for kind in facts.kind]).encode())
        self._take("origin", "".join([origin + "\n" for origin in facts.origin]).encode())
        self._texts("subject", [subject.encode() for subject in facts.subject])
        self._texts(
            "body", [None if body is None else self._canonical(body) for body in facts.body]
        )
        self._numbers("cause", facts.cause, "<i8")
        self._numbers("value", facts.value, "<f8")

    def hex(self) -> str:
        """The digest so far, 64 hexadecimal digits."""
        whole = hashlib.sha256(_MARK + self._count.to_bytes(8, "little"))
        for name in _STREAMS:
            whole.update(self._streams[name].digest())
        return whole.hexdigest()

    def _take(self, name: str, chunk: bytes) -> None:
        self._streams[name].update(chunk)

    def _texts(self, name: str, texts: list[bytes | None] | list[bytes]) -> None:
        lengths = [_ABSENT if text is None else len(text) for text in texts]
        self._take(f"{name} lengths", np.array(lengths, dtype="<u4").tobytes())
        self._take(name, b"".join([text for text in texts if text]))

    def _numbers(self, name: str, numbers: list[Any], dtype: str) -> None:
        self._take(f"{name} present", bytes([number is not None for number in numbers]))
        filled = np.array([0 if number is None else number for number in numbers], dtype=dtype)
        if dtype == "<f8":
            filled = np.where(np.isnan(filled), np.nan, filled + 0.0)
        self._take(name, filled.tobytes())

    def _canonical(self, body: str) -> bytes:
        try:
            return self._encoder.encode(msgspec.json.decode(body))
        except msgspec.DecodeError:
            return body.encode()


def digest_of(chunks: Iterable[EventColumns]) -> str:
    """The digest of facts that come in seq order.

    >>> from twin.log.columns import no_facts
    >>> digest_of([]) == digest_of([no_facts(), no_facts()])
    True
    """
    digest = FactDigest()
    for facts in chunks:
        digest.update(facts)
    return digest.hex()


def digest(reader: LogReader, to_seq: int | None = None) -> str:
    """The digest of a run, its parents' shared facts included.

    Args:
        reader: the run.
        to_seq: only the facts up to this one; all by default.

    Raises:
        LogError: a batch is damaged.
    """
    return digest_of(reader.chunks(to_seq=to_seq))
