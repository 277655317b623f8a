"""A device without memory, alone: its inputs say all that it does, meters add it up."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from twin.devices.contract import Crossing, Initial, Inputs
from twin.units import US_PER_S


class SteadyBench:
    """Base of such benches.

    Attributes:
        METERS: accumulator and the output whose integral it is.
    """

    METERS: ClassVar[dict[str, str]] = {}

    def __init__(self, spec: Any, inputs: Inputs, t_us: int) -> None:  # noqa: ANN401 - each its own
        """Meters at zero."""
        self.spec = spec
        self._inputs = dict(inputs)
        self._now = self.outputs(inputs)
        self._meter_j = dict.fromkeys(self.METERS, 0.0)
        self._since_us = t_us

    def outputs(self, inputs: Inputs) -> dict[str, float]:
        """All outputs but the meters."""
        raise NotImplementedError

    @classmethod
    def start(cls, spec: Any, inputs: Inputs, initial: Initial, t_us: int) -> Self:  # noqa: ANN401
        """At an instant; it has no memory, so steady and cold are the same."""
        assert isinstance(initial, str) or not initial, initial
        return cls(spec, inputs, t_us)

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change."""
        if inputs == self._inputs:
            return
        now = self.outputs(inputs)
        self._meter_j = self._metered_j(t_us)
        self._since_us, self._inputs, self._now = t_us, dict(inputs), now

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        return {**self._now, **self._metered_j(t_us)}

    def next_crossing(self, t_us: int) -> Crossing | None:
        """Nothing happens by itself."""
        del t_us

    def cross(self, crossing: Crossing) -> None:
        """Never asked for."""
        raise AssertionError(crossing)

    def _metered_j(self, t_us: int) -> dict[str, float]:
        span_s = (t_us - self._since_us) / US_PER_S
        return {
            meter: self._meter_j[meter] + self._now[power] * span_s
            for meter, power in self.METERS.items()
        }
