"""Where the time of a run goes, by room and by function: a profile of a part of the year."""

from __future__ import annotations

import cProfile
import pstats
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from twin.run.live import proceed
from twin.run.start import Wishes, create

_HOME = Path(__file__).resolve().parent.parent
_OUTSIDE = "python and libraries"
_TOP_COUNT = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of the time one place took.

    Attributes:
        place: a room, or a function of one.
        own_s: time in itself, what it called left out.
        share_frac: of the whole.
        call_count: how often it was called.
    """

    place: str
    own_s: float
    share_frac: float
    call_count: int


@dataclass(slots=True)
class _Tally:
    own_s: float = 0.0
    call_count: int = 0


Tallies = defaultdict[str, _Tally]


def profile_run(scenario: str, run_dir: Path, span: str) -> tuple[list[Share], list[Share]]:
    """Run a scenario under a profiler, which makes it about twice as slow.

    Args:
        scenario: a file, or a shipped name.
        run_dir: where to.
        span: how long.

    Returns:
        Rooms, and the functions that took most, each by falling time.
    """
    made = create(scenario, run_dir, Wishes(span=span))
    profile = cProfile.Profile()
    profile.enable()
    try:
        proceed(made)
    finally:
        profile.disable()
    return shares(profile)


def shares(profile: cProfile.Profile) -> tuple[list[Share], list[Share]]:
    """A profile by room and by function.

    Args:
        profile: after it was disabled.
    """
    found: Any = cast("Any", pstats.Stats(profile)).stats
    rooms: Tallies = defaultdict(_Tally)
    functions: Tallies = defaultdict(_Tally)
    for (file, line, name), (_, calls, own_s, _, _) in found.items():
        for place, into in (
            (room_of(file), rooms),
            (f"{module_of(file)}{name}:{line}" if line else name, functions),
        ):
            into[place].own_s += own_s
            into[place].call_count += calls
    return _sorted(rooms), _sorted(functions)[:_TOP_COUNT]


def room_of(file: str) -> str:
    """The room a source file belongs to, or where else it is from.

    Args:
        file: as a profile names it.
    """
    path = Path(file)
    if not path.is_relative_to(_HOME):
        return "simpy" if "simpy" in path.parts else _OUTSIDE
    first = path.relative_to(_HOME).parts[0]
    return f"twin/{first}"


def module_of(file: str) -> str:
    """A source file as printed before a function's name.

    Args:
        file: as a profile names it.
    """
    path = Path(file)
    if path.is_relative_to(_HOME):
        return f"twin/{path.relative_to(_HOME)} "
    return f"{path.name} "


def _sorted(places: Tallies) -> list[Share]:
    whole_s = sum(one.own_s for one in places.values()) or 1.0
    rows = [
        Share(
            place=place,
            own_s=one.own_s,
            share_frac=one.own_s / whole_s,
            call_count=one.call_count,
        )
        for place, one in places.items()
    ]
    return sorted(rows, key=lambda row: -row.own_s)
