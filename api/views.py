"""What a browser is promised, as typed values: the OpenAPI document is made from these.

Times are float64 milliseconds (`_ms`) beside the exact microsecond of a fact (`t_us`). Field names
end in their units as everywhere. PROTOCOL.md says what each means.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from twin.run.marks import MARKS

RunState = Literal["ready", "playing", "paused", "complete", "stopped", "crashed"]
Filled = str | float | bool | None
Mark = Annotated[str, WithJsonSchema({"type": "string", "enum": list(MARKS)})]
Name = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$", examples=["heat-wave"])


class View(BaseModel):
    """Base of all: nothing unknown comes in."""

    # What has a default is always there in an answer.
    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class SessionView(View):
    """Who asks."""

    role: Literal["view", "control"]
    version: str
    workspace: str


class ScenarioView(View):
    """A scenario that a run can be made of."""

    name: str
    title: str
    site: str
    start_ms: float
    duration_s: float
    shipped: bool


class SiteView(View):
    """A site document."""

    name: str
    title: str
    shipped: bool


class RunView(View):
    """A run and where it stands."""

    run: str
    title: str
    scenario: str
    site: str
    state: RunState
    t0_ms: float
    t_ms: float
    end_ms: float
    seq: int
    speed: float
    parent: str | None = None
    fork_ms: float | None = None
    tz: str
    seed: int
    created_ms: float
    trouble: str = ""


class FactView(View):
    """One fact."""

    seq: int
    t_us: int
    t_ms: float
    kind: str
    subject: str
    value: float | None
    unit: str
    body: dict[str, Any] | None
    origin: str
    cause: int | None
    words: str


class FactsView(View):
    """A page of facts."""

    facts: list[FactView]
    more: bool


class DensityView(View):
    """Facts and alarms a bin over a whole run."""

    from_ms: float
    to_ms: float
    counts: list[int]
    alarms: list[int]


class AlarmView(View):
    """An alarm."""

    id: str
    asset: str
    condition: str
    priority: Literal[1, 2, 3]
    state: Literal["unacknowledged", "acknowledged", "returned", "cleared"]
    since_ms: float
    returned_ms: float | None
    seq: int
    raised_count: int
    acknowledged_by: str
    acknowledged_ms: float | None
    note: str
    value: float | None
    unit: str


class SignalView(View):
    """A signal that can be asked for."""

    name: str
    asset: str
    quantity: str
    unit: str
    kind: str
    words: str


class SeriesView(View):
    """One signal over a window; `null` where it has no meaning."""

    name: str
    unit: str
    mean: list[float | None]
    minimum: list[float | None]
    maximum: list[float | None]


class ChartView(View):
    """Signals over a window."""

    t_ms: list[float]
    exact: bool
    signals: list[SeriesView]


class StateView(View):
    """The plant at an instant."""

    t_us: int
    t_ms: float
    seq: int
    values: dict[str, dict[str, float | None]]
    conditions: dict[str, list[str]]
    marks: dict[str, list[Mark]]
    parameters: dict[str, str]


class NextView(View):
    """Something that the model has solved for."""

    t_ms: float
    asset: str
    words: str


class HandoverView(View):
    """A shift, for whoever takes over."""

    from_ms: float
    to_ms: float
    alarms: list[AlarmView]
    notes: list[FactView]
    commands: list[FactView]
    switching: list[FactView]
    energy: dict[str, float]
    worst: list[dict[str, Any]]


class CommandField(View):
    """A field of a command's form."""

    name: str
    type: Literal["text", "number", "choice", "choices", "flag"]
    choices: list[str] | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    default: Filled = None


class CommandForm(View):
    """A command that may be given."""

    kind: str
    title: str
    fields: list[CommandField]


class CommandAnswer(View):
    """What became of a command."""

    seq: int
    t_us: int
    accepted: bool
    why: str
    words: str


class NewRun(View):
    """What a new run is made of."""

    scenario: str = Field(max_length=200, examples=["demo-month"])
    name: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")
    sets: list[str] = Field(default=[], max_length=200, examples=[["seed=8"]])
    seed: int | None = Field(default=None, ge=0, lt=2**63)
    span: str | None = Field(default=None, max_length=30, examples=["7d"])
    policies: list[str] | None = Field(default=None, max_length=20)
    speed: float = Field(default=0.0, ge=0, le=1e7)
    play: bool = True


class NewFork(View):
    """What a fork does otherwise."""

    at_ms: float = Field(ge=-1e14, le=1e14)
    name: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")
    sets: list[str] = Field(default=[], max_length=200)
    policies: list[str] | None = Field(default=None, max_length=20)
    fail: list[str] = Field(default=[], max_length=50, examples=[["T1"]])
    speed: float = Field(default=0.0, ge=0, le=1e7)
    play: bool = True


class Pace(View):
    """How fast an engine goes."""

    speed: float = Field(default=0.0, ge=0, le=1e7)


class Control(View):
    """What an engine is told."""

    action: Literal["play", "pause", "step", "stop"]
    speed: float | None = Field(default=None, ge=0, le=1e7)
    count: int = Field(default=1, ge=1, le=1000)


class NewCommand(View):
    """A command and the number that makes it happen once."""

    id: str = Field(min_length=1, max_length=100, examples=["c-17"])
    command: dict[str, Any] = Field(
        examples=[{"kind": "FailTransformer", "transformer": "T1", "reason": "a drill"}]
    )


class Acknowledge(View):
    """Alarms that somebody has taken note of."""

    alarms: list[str] = Field(min_length=1, max_length=1000, examples=[["T1 alarm_winding"]])
    note: str = Field(default="", max_length=2000)


class NewNote(View):
    """A note."""

    text: str = Field(min_length=1, max_length=4000)
    subject: str = Field(default="", max_length=100)
