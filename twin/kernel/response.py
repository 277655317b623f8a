"""One output of a linear block as a value: `y(t) = start + slope t + sum gain (exp(-rate t) - 1)`.

The start is a field of its own, so a block that stands exactly on a level is known to, whatever its
terms sum to.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, expm1

from twin.kernel.scalar import lag_s


@dataclass(frozen=True, slots=True)
class Response:
    """An output from now on, inputs held.

    Attributes:
        start_pu: value at t = 0, in the output's own unit.
        slope_pu_per_s: the linear term (a zero eigenvalue, or a ramping input), per second.
        gains_pu: what each exponential loses in the end, signed: `gain * (1 - exp(-rate t))` is
            taken off.
        rates_per_s: decay rates, not negative.
    """

    start_pu: float
    slope_pu_per_s: float
    gains_pu: tuple[float, ...]
    rates_per_s: tuple[float, ...]

    def at(self, span_s: float) -> float:
        """Value after `span_s`.

        >>> round(Response(90.0, 0.0, (-40.0,), (1 / 75,)).at(75.0), 6)
        115.284822
        """
        value_pu = self.start_pu + self.slope_pu_per_s * span_s
        for gain_pu, rate_per_s in zip(self.gains_pu, self.rates_per_s, strict=True):
            value_pu += gain_pu * expm1(-rate_per_s * span_s)
        return value_pu

    def bounds_pu(self) -> tuple[float, float]:
        """What the exponentials, without the slope, can neither rise above nor fall below.

        >>> Response(90.0, 0.0, (-40.0, 5.0), (0.1, 0.2)).bounds_pu()
        (130.0, 85.0)
        """
        high_pu = low_pu = self.start_pu
        for gain_pu in self.gains_pu:
            if gain_pu < 0.0:
                high_pu -= gain_pu
            else:
                low_pu -= gain_pu
        return high_pu, low_pu

    def later(self, span_s: float) -> Response:
        """The same output, counted from `span_s` later.

        >>> Response(2.0, 1.0, (), ()).later(3.0).start_pu
        5.0
        """
        if span_s == 0.0:
            return self
        gains_pu: list[float] = []
        value_pu = self.start_pu + self.slope_pu_per_s * span_s
        for gain_pu, rate_per_s in zip(self.gains_pu, self.rates_per_s, strict=True):
            value_pu += gain_pu * expm1(-rate_per_s * span_s)
            gains_pu.append(gain_pu * exp(-rate_per_s * span_s))
        return Response(value_pu, self.slope_pu_per_s, tuple(gains_pu), self.rates_per_s)

    def integral(self, span_s: float) -> float:
        """Integral over `span_s`, in the output's unit times seconds.

        >>> Response(2.0, 1.0, (), ()).integral(10.0)
        70.0
        """
        total_pu = self.start_pu * span_s + 0.5 * self.slope_pu_per_s * span_s * span_s
        for gain_pu, rate_per_s in zip(self.gains_pu, self.rates_per_s, strict=True):
            total_pu -= gain_pu * lag_s(rate_per_s, span_s)
        return total_pu


def approach_response(
    start_pu: float, target_pu: float, tau_s: float, slope_pu_per_s: float = 0.0
) -> Response:
    """The response of one state whose target stands at `target_pu` and moves by `slope_pu_per_s`.

    >>> approach_response(90.0, 130.0, 75.0).at(0.0)
    90.0
    """
    gain_pu = start_pu - target_pu + slope_pu_per_s * tau_s
    return Response(start_pu, slope_pu_per_s, (gain_pu,), (1.0 / tau_s,))
