"""Routes that read runs: state, signals, facts and causes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import Field, TypeAdapter

from api.contract import SUMMARY
from api.doors import PROBLEMS, Here, RunName
from api.layout import layout_of
from api.layout_views import LayoutView
from api.reader import Reader
from api.views import (
    ChartView,
    DensityView,
    FactsView,
    FactView,
    NextView,
    SignalView,
    StateView,
    View,
)
from api.wire import (
    MEDIA_TYPES,
    as_file,
    chart_table,
    chart_view,
    fact_view,
    facts_table,
    ms,
    state_view,
    us,
)
from twin.run.foresight import foreseen
from twin.run.lineage import Where
from twin.run.marks import marks_of
from twin.run.reading import Run
from twin.run.state import state_of
from twin.run.telling import Filter
from twin.run.times import inside
from twin.signals import catalogue

router = APIRouter(prefix="/api/v1/runs/{run}", responses=PROBLEMS)

Instant = Annotated[float | None, Query(ge=-1e14, le=1e14, description="Milliseconds since 1970.")]
Text = Annotated[str | None, Query(max_length=200)]

_FILE_TYPES = [kind.partition(";")[0] for kind in MEDIA_TYPES.values()]
_DOWNLOAD_MAX = 2_000_000
_SIGNALS = TypeAdapter(list[SignalView])


@router.get("/layout", response_model=LayoutView)
def layout(here: Here, run: RunName) -> Response:
    """The site as a diagram needs it."""
    return _kept(here.reader(run), "layout", _layout)


def _layout(known: Run) -> bytes:
    return layout_of(known.line.inputs.site, known.line.parts).model_dump_json().encode()


@router.get("/catalogue", response_model=list[SignalView])
def signals_known(here: Here, run: RunName) -> Response:
    """Every signal that can be asked for."""
    return _kept(here.reader(run), "catalogue", _catalogue)


def _catalogue(known: Run) -> bytes:
    views = [
        SignalView(
            name=name,
            asset=name.rpartition(".")[0],
            quantity=name.rpartition(".")[2],
            unit=signal.unit,
            kind=signal.quantity.kind,
            words=signal.quantity.meaning,
        )
        for name, signal in known.catalogue.items()
    ]
    return _SIGNALS.dump_json(views)


def _kept(reader: Reader, name: str, made: Callable[[Run], bytes]) -> Response:
    """What never changes of a run, as it was put in JSON once."""
    body = reader.kept.get(name)
    if body is None:
        with reader.fresh() as known:
            body = reader.kept[name] = made(known)
    return Response(body, media_type="application/json")


class ChartWanted(View):
    """Which signals, over which window; one that reaches out of the run is cut to it."""

    name: list[str] = Field(min_length=1, max_length=64, examples=[["T1.hotspot_c"]])
    from_ms: float | None = Field(default=None, ge=-1e14, le=1e14)
    to_ms: float | None = Field(default=None, ge=-1e14, le=1e14)
    points: int = Field(default=2000, ge=1, le=20_000)
    format: Literal["json", "arrow"] = "json"


@router.get(
    "/signals",
    response_model=ChartView,
    responses={200: {"content": {MEDIA_TYPES["arrow"]: {}}, "description": "A chart."}},
)
def signals(here: Here, run: RunName, wanted: Annotated[ChartWanted, Query()]) -> Response:
    """Signals over a window."""
    with here.reader(run).fresh() as known:
        window_us = _window(known, wanted.from_ms, wanted.to_ms)
        found = known.signals(wanted.name, *window_us, wanted.points)
    if wanted.format == "arrow":
        return Response(as_file(chart_table(found), "arrow"), media_type=MEDIA_TYPES["arrow"])
    return Response(chart_view(found).model_dump_json(), media_type="application/json")


@router.get("/state")
def state(here: Here, run: RunName, at_ms: Instant = None, subject: Text = None) -> StateView:
    """The plant at an instant; where the run stands when none is given."""
    with here.reader(run).fresh() as known:
        t_us = known.span_us[1] if at_ms is None else us(at_ms)
        inside(t_us, known.span_us, "at_ms", known.tz)
        plant = known.line.owner_at(t_us).plant(Where(t_us))
        found = state_of(plant, catalogue(plant.parts), t_us, subject)
        return state_view(found, marks_of(plant))


class FactsWanted(View):
    """Which facts, in pages."""

    kind: str | None = Field(default=None, max_length=100)
    subject: str | None = Field(default=None, max_length=100)
    origin: str | None = Field(default=None, max_length=100)
    text: str | None = Field(default=None, max_length=200)
    from_ms: float | None = Field(default=None, ge=-1e14, le=1e14)
    to_ms: float | None = Field(default=None, ge=-1e14, le=1e14)
    after_seq: int | None = Field(default=None, ge=0, lt=2**62)
    before_seq: int | None = Field(default=None, ge=0, lt=2**62)
    limit: int = Field(default=100, ge=1, le=1000)

    def filter(self) -> Filter:
        """The same as the twin has it."""
        return Filter(
            kind=self.kind,
            subject=self.subject,
            origin=self.origin,
            text=self.text,
            start=None if self.from_ms is None else us(self.from_ms),
            end=None if self.to_ms is None else us(self.to_ms),
        )


@router.get("/facts")
def facts(here: Here, run: RunName, wanted: Annotated[FactsWanted, Query()]) -> FactsView:
    """Facts, newest first before `before_seq`; oldest first after `after_seq`."""
    with here.reader(run).fresh() as known:
        if wanted.after_seq is not None:
            rows = known.facts(wanted.filter(), after_seq=wanted.after_seq)
        else:
            rows = known.facts_back(wanted.filter(), before_seq=wanted.before_seq)
        page = list(islice(rows, wanted.limit + 1))
    views = [fact_view(one) for one in page[: wanted.limit]]
    return FactsView(facts=views, more=len(page) > wanted.limit)


@router.get("/facts/density")
def facts_density(
    here: Here, run: RunName, bins: Annotated[int, Query(ge=1, le=5000)] = 400
) -> DensityView:
    """How many facts and alarms happened when, over the whole run."""
    with here.reader(run).fresh() as known:
        span_us = known.line.start_us, known.line.inputs.scenario.end_us
    found = here.reader(run).density(bins)
    return DensityView(
        from_ms=ms(span_us[0]),
        to_ms=ms(span_us[1]),
        counts=found.counts.tolist(),
        alarms=found.alarms.tolist(),
    )


@router.get("/why/{seq}")
def why(here: Here, run: RunName, seq: int) -> list[FactView]:
    """The chain of causes: the fact first, its root last."""
    with here.reader(run).fresh() as known:
        return [fact_view(one) for one in known.why(seq)]


@router.get("/next")
def what_comes(here: Here, run: RunName, at_ms: Instant = None) -> list[NextView]:
    """What the model has solved for from an instant on, if nothing else happens."""
    with here.reader(run).fresh() as known:
        t_us = known.span_us[1] if at_ms is None else us(at_ms)
        inside(t_us, known.span_us, "at_ms", known.tz)
        plant = known.line.owner_at(t_us).plant(Where(t_us))
        found = foreseen(plant, t_us)
    return [NextView(t_ms=ms(one.t_us), asset=one.asset, words=one.words) for one in found]


@router.get(
    "/summary",
    response_class=Response,
    responses={
        200: {"content": {"application/json": {"schema": SUMMARY}}, "description": "Numbers."}
    },
)
def summary(here: Here, run: RunName) -> Response:
    """The run in numbers."""
    with here.reader(run).fresh() as known:
        found = known.summary()
    return Response(msgspec.json.encode(found), media_type="application/json")


class FileWanted(View):
    """What to put in a file."""

    what: Literal["facts", "signals"]
    name: list[str] = Field(default=[], max_length=64)
    format: Literal["csv", "parquet", "arrow"] = "csv"
    from_ms: float | None = Field(default=None, ge=-1e14, le=1e14)
    to_ms: float | None = Field(default=None, ge=-1e14, le=1e14)
    points: int = Field(default=10_000, ge=1, le=200_000)


@router.get(
    "/download",
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in _FILE_TYPES}, "description": "A file."}},
)
def download(here: Here, run: RunName, wanted: Annotated[FileWanted, Query()]) -> Response:
    """Facts or signals of a window as a file."""
    with here.reader(run).fresh() as known:
        first_us, last_us = _window(known, wanted.from_ms, wanted.to_ms)
        if wanted.what == "signals":
            table = chart_table(known.signals(wanted.name, first_us, last_us, wanted.points))
        else:
            rows = known.facts(Filter(start=first_us, end=last_us, limit_count=_DOWNLOAD_MAX))
            table = facts_table(list(rows))
    name = f"{run}-{wanted.what}.{wanted.format}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    media_type = MEDIA_TYPES[wanted.format]
    return Response(as_file(table, wanted.format), media_type=media_type, headers=headers)


def _window(known: Run, from_ms: float | None, to_ms: float | None) -> tuple[int, int]:
    """A window cut to the run; one that misses it altogether is the instant nearest to it."""
    first_us, last_us = known.span_us
    start_us = first_us if from_ms is None else min(max(us(from_ms), first_us), last_us)
    end_us = last_us if to_ms is None else min(max(us(to_ms), first_us), last_us)
    return start_us, max(start_us, end_us)
