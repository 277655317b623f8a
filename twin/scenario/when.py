"""When an event happens: an instant, or a time after the start of the run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Self

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from twin.documents.fields import Delay, span_us
from twin.scenario.generators import Part

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


def us_of(at: datetime) -> int:
    """An instant [us since 1970, UTC]."""
    return (at - _EPOCH) // _US


class When(Part):
    """An instant: exactly one of `at` and `after`."""

    at: AwareDatetime | None = Field(default=None, description="With its offset from UTC.")
    after: Delay | None = Field(default=None, description="Counted from the start of the run.")

    @model_validator(mode="after")
    def _once(self) -> Self:
        if (self.at is None) == (self.after is None):
            raise PydanticCustomError(
                "when",
                "needs its instant once",
                {"allowed": "at or after", "remedy": "give one of them"},
            )
        return self

    def t_us(self, start_us: int) -> int:
        """The instant, in a run that starts at another."""
        if self.at is not None:
            return us_of(self.at)
        assert self.after is not None
        return start_us + (span_us(self.after) or 0)
