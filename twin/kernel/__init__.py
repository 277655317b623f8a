"""Exact response of linear blocks between input changes: no time step, nothing sampled.

Between changes every block is `x' = A x + b` with real eigenvalues that are negative or zero, so
every output is a constant, a linear term and a sum of decaying exponentials. `scalar` holds the
one-state closed forms, `response` such a sum as a value, `crossing` its complete first crossing,
`coupled` blocks of up to sixteen states, `bracket` the root that every solver ends in. A value here
has the unit its caller gives it; names say `_pu` for "in the block's own unit", and time is in
seconds.
"""

from twin.kernel.bracket import bracketed_root
from twin.kernel.coupled import LinearBlock, linear_block
from twin.kernel.crossing import first_crossing_s
from twin.kernel.response import Response, approach_response
from twin.kernel.scalar import approach, approach_integral, approach_ramp, lag_s, reach_s

__all__ = [
    "LinearBlock",
    "Response",
    "approach",
    "approach_integral",
    "approach_ramp",
    "approach_response",
    "bracketed_root",
    "first_crossing_s",
    "lag_s",
    "linear_block",
    "reach_s",
]
