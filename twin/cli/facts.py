"""Facts as text: a table of sentences, JSON lines, CSV, and a chain of causes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, tzinfo

from twin.cli.instants import EPOCH, US, stamp
from twin.facts import FACTS
from twin.run.reading import Told

HEADS = ("seq", "time", "kind", "subject", "value", "body", "origin", "cause")


def facts_text(facts: Sequence[Told], where: tzinfo) -> str:
    """A line a fact: number, instant, sentence, number of its cause.

    Args:
        facts: in order.
        where: the site's zone.
    """
    if not facts:
        return "no such facts\n"
    width = len(str(facts[-1].seq))
    lines = (
        f"{fact.seq:>{width}}  {instant_of(fact.t_us, where)}  {fact.words}"
        + (f"  <- {fact.cause}" if fact.cause is not None else "")
        for fact in facts
    )
    return "\n".join(lines) + "\n"


def chain_text(chain: Sequence[Told], where: tzinfo) -> str:
    """From a fact to its root: a line each, every cause a step further in.

    Args:
        chain: the fact first, its root last.
        where: the site's zone.
    """
    width = len(str(max(fact.seq for fact in chain)))
    lines = [
        f"{fact.seq:>{width}}  {instant_of(fact.t_us, where)}  "
        + ("  " * depth + "because " if depth else "")
        + f"{fact.words} ({fact.origin})"
        for depth, fact in enumerate(chain)
    ]
    last = chain[-1]
    lines.append(f"{'':>{width}}  that is where it began: fact {last.seq} has no cause")
    return "\n".join(lines) + "\n"


def instant_of(t_us: int, where: tzinfo) -> str:
    """An instant to the millisecond, for lines that stand below each other.

    Args:
        t_us: microseconds since 1970.
        where: the site's zone.
    """
    return (EPOCH + t_us * US).astimezone(where).isoformat(sep=" ", timespec="milliseconds")


def json_lines(facts: Iterable[Told]) -> Iterator[str]:
    """An object a line, its body as an object too.

    Args:
        facts: in order.
    """
    for fact in facts:
        yield json.dumps(
            {
                "seq": fact.seq,
                "t_us": fact.t_us,
                "kind": fact.kind,
                "subject": fact.subject,
                "value": fact.value,
                "body": None if fact.body is None else json.loads(fact.body),
                "origin": fact.origin,
                "cause": fact.cause,
                "words": fact.words,
            },
            ensure_ascii=False,
        )


def csv_lines(facts: Iterable[Told]) -> Iterator[str]:
    """A line of heads, then one a fact; times in UTC.

    Args:
        facts: in order.
    """
    yield ",".join(HEADS)
    for fact in facts:
        line = io.StringIO()
        time = stamp(fact.t_us, UTC).replace(" ", "T")
        cells = (fact.kind, fact.subject, fact.value, fact.body, fact.origin, fact.cause)
        csv.writer(line, lineterminator="").writerow([fact.seq, time, *cells])
        yield line.getvalue()


def principals() -> dict[str, str]:
    """Fact kind to the name of its principal quantity."""
    return {fact.__name__: fact.PRINCIPAL for fact in FACTS if fact.PRINCIPAL}
