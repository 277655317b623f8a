"""What a group of equal purpose is worth: availability of k of n, common cause, loss of a unit.

Availabilities are of a unit, 0 to 1, units failing on their own (binomial) but for the share of
failures that a beta factor gives to a common cause (IEC 61508-6 Annex D; 2 to 10 % [A]). Loads are
shared in proportion to ratings, as equal droop or equal impedance does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb
from typing import Literal

Scheme = Literal["N", "N+1", "2N"]
"""Enough units; enough when any one is lost; enough when either of two sides is lost."""


def k_of_n_frac(need_count: int, of_count: int, availability_frac: float) -> float:
    """Availability of a group of `of_count` equal units of which `need_count` must work.

    >>> round(k_of_n_frac(4, 5, 0.99), 10)
    0.9990198504
    """
    assert 0 <= need_count <= of_count, (need_count, of_count)
    down_frac = 1.0 - availability_frac
    return sum(
        comb(of_count, up) * availability_frac**up * down_frac ** (of_count - up)
        for up in range(need_count, of_count + 1)
    )


def either_frac(path_frac: float) -> float:
    """Availability of two paths of which one is enough (2N).

    >>> round(either_frac(0.9), 12)
    0.99
    """
    return 1.0 - (1.0 - path_frac) ** 2


def common_cause_frac(
    need_count: int, of_count: int, availability_frac: float, beta_frac: float
) -> float:
    """Availability of k of n when a share `beta_frac` of a unit's failures takes all units at once.

    >>> round(common_cause_frac(1, 2, 0.99, 0.0), 12), round(common_cause_frac(1, 2, 0.99, 1.0), 12)
    (0.9999, 0.99)
    """
    down_frac = 1.0 - availability_frac
    alone_frac = 1.0 - (1.0 - beta_frac) * down_frac
    return (1.0 - beta_frac * down_frac) * k_of_n_frac(need_count, of_count, alone_frac)


def shares_w(load_w: float, rated_w: Sequence[float], working: Sequence[bool]) -> list[float]:
    """What each unit carries: survivors in proportion to their ratings, the others nothing.

    The shares add up to the load unless no unit works.

    >>> shares_w(900.0, [500.0, 500.0, 1000.0], [True, False, True])
    [300.0, 0.0, 600.0]
    """
    alive_w = [rated if works else 0.0 for rated, works in zip(rated_w, working, strict=True)]
    total_w = sum(alive_w)
    return [load_w * one_w / total_w if total_w else 0.0 for one_w in alive_w]


def redundancy_reasons(
    scheme: Scheme, rated_w: Mapping[str, float], load_w: float, sides: Sequence[Sequence[str]] = ()
) -> list[str]:
    """Why a group does not hold what its scheme promises, in words; empty when it does.

    Args:
        scheme: what is promised.
        rated_w: rating of each unit by its name.
        load_w: to be carried by all of them together.
        sides: for 2N, the names on either side; every unit is on one.

    >>> redundancy_reasons("N+1", {"G1": 2e6, "G2": 2e6}, 2.1e6)
    ['without G1 the rest is loaded to 105 %', 'without G2 the rest is loaded to 105 %']
    """
    lost: dict[str, Sequence[str]] = {"": ()}
    if scheme == "N+1":
        lost |= {name: (name,) for name in rated_w}
    elif scheme == "2N":
        on_sides = sorted(name for side in sides for name in side)
        assert len(sides) == 2, "2N has two sides"
        assert on_sides == sorted(rated_w), "2N: every unit is on one side"
        lost |= {" and ".join(side): side for side in sides}
    reasons: list[str] = []
    for words, gone in lost.items():
        left_w = sum(rated for name, rated in rated_w.items() if name not in gone)
        if load_w > left_w:
            loaded = f"is loaded to {100 * load_w / left_w:.4g} %" if left_w else "is nothing"
            reasons.append(f"without {words} the rest {loaded}" if words else f"the group {loaded}")
    return reasons
