"""What a group of equal purpose is worth: availability of k of n, common cause, loss of a unit.

Availabilities are of a unit, 0 to 1, units failing on their own (binomial) but for the share of
failures that a beta factor gives to a common cause (IEC 61508-6 Annex D; 2 to 10 % [A]). Loads are
shared in proportion to ratings, as equal droop or equal impedance does it, or to any other pull.

Nothing here knows what the units are: the same holds for transformers, supplies, engines, heat
exchangers and dry coolers, each with its rating in watts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb
from typing import Literal, NamedTuple

from twin.units import W_PER_KW

_SLACK_RATIO = 1.0 + 1e-9
"""A survivor loaded to its rating but for rounding holds."""

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


def scheme_frac(
    scheme: Scheme, need_count: int, availability_frac: float, beta_frac: float = 0.0
) -> float:
    """Availability of a group that is built to a scheme, `need_count` units being enough.

    A common cause takes the units of both sides of 2N.

    >>> [round(scheme_frac(scheme, 4, 0.99), 8) for scheme in ("N", "N+1", "2N")]
    [0.96059601, 0.99901985, 0.99844733]
    >>> round(scheme_frac("2N", 4, 0.99, 0.05), 8)
    0.99809731
    """
    if scheme != "2N":
        of_count = need_count + (scheme == "N+1")
        return common_cause_frac(need_count, of_count, availability_frac, beta_frac)
    down_frac = 1.0 - availability_frac
    side_frac = k_of_n_frac(need_count, need_count, 1.0 - (1.0 - beta_frac) * down_frac)
    return (1.0 - beta_frac * down_frac) * either_frac(side_frac)


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


class Feed(NamedTuple):
    """A load and the units that feed it together; it needs one of them."""

    load_w: float
    units: tuple[str, ...]


def pull_by_impedance_pu(
    rated_w: Mapping[str, float], impedance_pu: Mapping[str, float]
) -> dict[str, float]:
    """What parallel transformers pull of a load: rating over short-circuit impedance.

    >>> pull_by_impedance_pu({"T1": 2e6, "T2": 1e6}, {"T1": 0.08, "T2": 0.05})
    {'T1': 25000000.0, 'T2': 20000000.0}
    """
    return {name: rated / impedance_pu[name] for name, rated in rated_w.items()}


def carried_w(
    feeds: Sequence[Feed], pull_pu: Mapping[str, float], lost: str = ""
) -> dict[str, float]:
    """What each unit carries when one is lost; a load without any unit is carried by none.

    Args:
        feeds: all loads.
        pull_pu: of each unit: a load is shared by its working units in proportion to that.
        lost: name of the lost unit; none where it is empty.

    >>> twice = [Feed(600e3, ("A", "B")), Feed(300e3, ("B", "C"))]
    >>> carried_w(twice, {"A": 1.0, "B": 1.0, "C": 1.0}, "A")
    {'A': 0.0, 'B': 750000.0, 'C': 150000.0}
    """
    carried = dict.fromkeys(pull_pu, 0.0)
    for feed in feeds:
        working = [name != lost for name in feed.units]
        pulls_pu = [pull_pu[name] for name in feed.units]
        for name, share_w in zip(feed.units, shares_w(feed.load_w, pulls_pu, working), strict=True):
            carried[name] += share_w
    return carried


def single_loss_reasons(
    rated_w: Mapping[str, float],
    feeds: Sequence[Feed],
    pull_pu: Mapping[str, float] | None = None,
) -> list[str]:
    """Which survivor is above its rating, or which load has nothing, after the loss of one unit.

    Empty when the loss of any one, and of none, leaves every survivor at 100 % or less: for groups
    whose units share unlike their ratings, and for loads with two cords on different units.

    >>> single_loss_reasons({"A": 1e6, "B": 1e6}, [Feed(1.1e6, ("A", "B"))])
    ['without A, B is loaded to 110 %', 'without B, A is loaded to 110 %']
    """
    reasons: list[str] = []
    for lost in ("", *rated_w):
        words = f"without {lost}, " if lost else ""
        carried = carried_w(feeds, rated_w if pull_pu is None else pull_pu, lost)
        reasons += [
            f"{words}{name} is loaded to {100 * carried[name] / rated:.4g} %"
            for name, rated in rated_w.items()
            if carried[name] > rated * _SLACK_RATIO
        ]
        dark_w = sum(feed.load_w for feed in feeds if not set(feed.units) - {lost})
        if dark_w:
            reasons.append(f"{words}{dark_w / W_PER_KW:.6g} kW have no unit")
    return reasons
