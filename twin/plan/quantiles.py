"""Values of a distribution at given shares of its probability: draws by inversion.

The same share gives the same place in two plans' distributions, which is what makes their
difference nearly free of noise.
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from twin.plan.dist import Discrete, Dist, Empirical, Fixed, Lognormal, Pert

Floats = NDArray[np.float64]

_P90_Z = NormalDist().inv_cdf(0.9)
_ANGLES_COUNT = 2001
_PERT_SHAPE = 4.0


def quantiles(dist: Dist, shares_frac: Floats) -> Floats:
    """The values below which a distribution has these shares of its probability.

    Args:
        dist: the distribution; the values are in its unit.
        shares_frac: strictly between 0 and 1, of any shape.

    >>> dist = Lognormal(kind="lognormal", p50=6.0, p90=30.0)
    >>> [round(value, 6) for value in quantiles(dist, np.array([0.5, 0.9])).tolist()]
    [6.0, 30.0]
    """
    match dist:
        case Fixed():
            return np.full_like(shares_frac, dist.value)
        case Pert():
            return _pert(dist, shares_frac)
        case Lognormal():
            return dist.p50 * np.exp(log(dist.p90 / dist.p50) / _P90_Z * normals(shares_frac))
        case Discrete():
            ends = np.cumsum(np.array(dist.probs))
            past = shares_frac[..., None] * ends[-1] > ends[:-1]
            return np.array(dist.values)[past.sum(axis=-1)]
        case Empirical():
            ordered = np.sort(np.array(dist.values))
            return ordered[np.floor(shares_frac * len(ordered)).astype(int)]


def normals(shares_frac: Floats) -> Floats:
    """Values of a standard normal at these shares."""
    inverse = NormalDist().inv_cdf
    return np.array([inverse(share) for share in shares_frac.ravel().tolist()]).reshape(
        shares_frac.shape
    )


def shares(standard_normals: Floats) -> Floats:
    """The share of probability below these values of a standard normal, never an end."""
    below = NormalDist().cdf
    found = np.array([below(z) for z in standard_normals.ravel().tolist()])
    return np.clip(found, 1e-12, 1.0 - 1e-12).reshape(standard_normals.shape)


def _pert(dist: Pert, shares_frac: Floats) -> Floats:
    span = dist.high - dist.low
    if span <= 0.0:
        return np.full_like(shares_frac, dist.low)
    lean = _PERT_SHAPE * (dist.mode - dist.low) / span
    places, below = _beta(1.0 + lean, 1.0 + _PERT_SHAPE - lean)
    return dist.low + span * np.interp(shares_frac, below, places)


@lru_cache(maxsize=256)
def _beta(first_ratio: float, second_ratio: float) -> tuple[Floats, Floats]:
    """Places in [0, 1] and the share of a beta distribution below each.

    Integrated over an angle whose squared sine is the place, where the density is smooth at both
    ends.
    """
    angles = np.linspace(0.0, np.pi / 2.0, _ANGLES_COUNT)
    middles = (angles[:-1] + angles[1:]) / 2.0
    ends, inner = (
        np.sin(at) ** (2.0 * first_ratio - 1.0) * np.cos(at) ** (2.0 * second_ratio - 1.0)
        for at in (angles, middles)
    )
    steps = (ends[:-1] + 4.0 * inner + ends[1:]) / 6.0
    below = np.concatenate([[0.0], np.cumsum(steps)])
    return np.sin(angles) ** 2, below / below[-1]
