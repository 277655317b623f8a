"""Routes of people at work: commands, alarms, notes, the hand-over of a shift."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query

from api.doors import PROBLEMS, Controls, Here, RunName
from api.forms import forms_of
from api.handover import handover_of
from api.problems import RefusedError
from api.views import (
    Acknowledge,
    AlarmView,
    CommandAnswer,
    CommandForm,
    FactView,
    HandoverView,
    NewCommand,
    NewNote,
)
from api.wire import alarm_view, fact_view, us
from api.workspace import Workspace, now_us
from twin.drivers.hand import Done
from twin.errors import Fault, LogError
from twin.facts import COMMANDS
from twin.facts.control import AnyCommand
from twin.facts.operator import AlarmAcknowledged, OperatorNoted
from twin.run.annotate import annotate
from twin.units import S_PER_DAY, US_PER_S

router = APIRouter(prefix="/api/v1/runs/{run}", responses=PROBLEMS)

_KINDS = ", ".join(command.__name__ for command in COMMANDS if command.__name__ != "SetParameter")
_SHOWN_US = round(S_PER_DAY * US_PER_S)
_numbers = count(1)

Instant = Annotated[float | None, Query(ge=-1e14, le=1e14, description="Milliseconds since 1970.")]


@router.get("/commands")
def commands(here: Here, run: RunName) -> list[CommandForm]:
    """What may be asked for at this site."""
    with here.reader(run).fresh() as known:
        return forms_of(known.line.parts)


@router.post("/commands")
async def command(here: Here, _role: Controls, run: RunName, wanted: NewCommand) -> CommandAnswer:
    """Ask for something now; the arbiter lets it through or says why not."""
    here.run_dir(run)
    deed = _checked(wanted.command)
    engine = await here.engine(run)
    (answer,) = await engine.do(f"command {wanted.id}", [deed])
    return CommandAnswer.model_validate(answer)


def _checked(plain: dict[str, Any]) -> dict[str, Any]:
    """The same with a reason, if it is a command at all.

    Raises:
        RefusedError: it is none; the faults say why.
    """
    fields = {"reason": "asked for by the operator", **{k: v for k, v in plain.items() if v != ""}}
    kind = fields.pop("kind", None)
    try:
        made = msgspec.convert({"type": kind, **fields}, AnyCommand)
    except msgspec.ValidationError as wrong:
        fault = Fault(what=str(wrong), path="command", allowed=_KINDS)
        raise RefusedError(422, fault) from wrong
    if type(made).__name__ == "SetParameter":
        remedy = "fork the run with the parameter set"
        raise RefusedError(422, Fault(what="is not changed on the way", remedy=remedy))
    return {"kind": kind, **fields}


# ---------------------------------------------------------------- alarms
@router.get("/alarms")
def alarms(here: Here, run: RunName, at_ms: Instant = None) -> list[AlarmView]:
    """Alarms as they stood at an instant, most urgent first; now when none is given."""
    reader = here.reader(run)
    with reader.fresh() as known:
        last_us = known.span_us[1]
    t_us = last_us if at_ms is None else us(at_ms)
    book = reader.alarm_book(None if at_ms is None else t_us)
    return [alarm_view(alarm) for alarm in book.alarms(t_us - _SHOWN_US)]


@router.post("/alarms/acknowledge")
async def acknowledge(
    here: Here, role: Controls, run: RunName, wanted: Acknowledge
) -> list[AlarmView]:
    """Take note of alarms: a fact each."""
    book = await asyncio.to_thread(here.reader(run).alarm_book)
    known = {alarm.id: alarm for alarm in book.alarms()}
    unknown = [name for name in wanted.alarms if name not in known]
    if unknown:
        raise RefusedError(
            422, [Fault(what="is no open alarm", value=name[:200]) for name in unknown]
        )
    said: list[Done] = [
        (known[name].asset, AlarmAcknowledged(name, role, wanted.note)) for name in wanted.alarms
    ]
    await _say(here, run, said)
    return await asyncio.to_thread(alarms, here, run, None)


@router.post("/notes", status_code=201)
async def note(here: Here, role: Controls, run: RunName, wanted: NewNote) -> FactView:
    """Leave a note: a fact."""
    with here.reader(run).fresh() as known:
        subject = wanted.subject or known.line.parts.site_id
    (seq,) = await _say(here, run, [(subject, OperatorNoted(wanted.text, role))])
    with here.reader(run).fresh() as known:
        return fact_view(known.fact(seq))


async def _say(here: Workspace, run: str, said: Sequence[Done]) -> list[int]:
    """Let facts be so: through the engine where one runs, else straight into the log.

    Raises:
        RefusedError: somebody else writes to the run.
    """
    engine = here.engines.get(run)
    if engine is not None and engine.is_alive:
        deeds: list[Mapping[str, Any]] = [
            {"kind": type(fact).__name__, "subject": subject, **msgspec.to_builtins(fact)}
            for subject, fact in said
        ]
        answers = await engine.do(f"said {next(_numbers)}", deeds)
        return [int(answer["seq"]) for answer in answers]
    try:
        return await asyncio.to_thread(annotate, here.run_dir(run), said, now_us())
    except LogError as wrong:
        raise RefusedError(409, wrong.faults) from wrong


@router.get("/handover")
def handover(
    here: Here, run: RunName, from_ms: Instant = None, to_ms: Instant = None
) -> HandoverView:
    """A shift for whoever takes over; the last twelve hours when none is given."""
    reader = here.reader(run)
    with reader.fresh() as known:
        first_us, last_us = known.span_us
        end_us = last_us if to_ms is None else min(max(us(to_ms), first_us), last_us)
        half_day_us = _SHOWN_US // 2
        start_us = max(end_us - half_day_us, first_us) if from_ms is None else us(from_ms)
        span_us = min(max(start_us, first_us), end_us), end_us
        return handover_of(known, span_us, reader.alarm_book(end_us))
