"""What may come otherwise, what is done then, and what the plan is judged by."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from twin.documents.fields import Id
from twin.plan.dist import Dist, Fixed
from twin.site.entries import Part

_TERM = r"(?:forecast_finish|start|finish|arrival)\('([A-Za-z][A-Za-z0-9_-]*)'\)"
WHEN = re.compile(rf"\s*({_TERM})\s*-\s*({_TERM})\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)\s*d\s*\Z")
THEN = re.compile(r"(hold|release):([A-Za-z][A-Za-z0-9_-]*)\Z")
_SHAPE = "forecast_finish('A') - start('B') > 28 d; also finish('A') and arrival('ITEM')"


class RandomVar(Part):
    """A number of the market or the world that a simulation draws."""

    id: Id
    dist: Dist
    applies_to: tuple[str, ...] = Field(min_length=1, description="Paths it stands for.")
    corr_group: str = Field(default="", description="Those of a group move together.")
    source: str = Field(min_length=1, description="Where it comes from, or that it is assumed.")


class Risk(Part):
    """Something that may go wrong and delays what it is on."""

    id: Id
    name: str = ""
    prob: float = Field(ge=0, le=1, description="That it happens.")
    impact_days: Dist = Fixed(kind="fixed", value=0.0)
    impact_usd: Dist = Fixed(kind="fixed", value=0.0)
    on: tuple[Id, ...] = Field(min_length=1, description="Tasks and items.")
    mitigation: str = ""


class Trigger(Part):
    """A choice made while the plan runs: when this is so, do that."""

    id: Id
    when: str = Field(description=f"A difference of two dates: {_SHAPE}.")
    then: tuple[str, ...] = Field(min_length=1, description="hold:TASK or release:TASK.")
    note: str = ""

    @field_validator("when")
    @classmethod
    def _is_a_difference(cls, text: str) -> str:
        if not WHEN.match(text):
            said = {"allowed": _SHAPE, "remedy": "write it so"}
            raise PydanticCustomError("when", "is no difference of two dates", said)
        return text

    @field_validator("then")
    @classmethod
    def _are_deeds(cls, deeds: tuple[str, ...]) -> tuple[str, ...]:
        for deed in deeds:
            if not THEN.match(deed):
                said = {"allowed": "hold:TASK or release:TASK", "remedy": f"mend {deed!r}"}
                raise PydanticCustomError("then", "is nothing that can be done", said)
        return deeds

    @property
    def named(self) -> tuple[str, ...]:
        """Tasks and items that it looks at or acts on."""
        match = WHEN.match(self.when)
        assert match is not None, "checked when it was read"
        deeds = [found[2] for deed in self.then if (found := THEN.match(deed))]
        return (match[2], match[4], *deeds)


class Constraint(Part):
    """A rule whose breach is weighed: a hard one disqualifies the plan in a comparison."""

    id: Id
    rule: Literal[
        "contracted_power", "bus_loading", "n_minus_1", "crew", "outage", "ancillary", "hotspot"
    ]
    hard: bool = True


class KpiTarget(Part):
    """What a figure of the plan should be."""

    kpi: str = Field(min_length=1)
    op: Literal["<=", ">=", "<", ">"]
    value: float
    unit: str = ""
    prob: float = Field(default=0.8, gt=0, le=1, description="With which it should hold.")


class PolicyRef(Part):
    """A controller, with its settings."""

    policy: str = Field(min_length=1)
    version: str = "1"
    priority: int = Field(ge=0, le=1000)
    params: dict[str, Any] = Field(default_factory=dict)
