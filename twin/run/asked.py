"""Names in questions: which kinds of fact and which assets there are, and the nearest to a typo."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from twin.errors import Fault, RequestError
from twin.facility import Parts
from twin.facts import KINDS

_SITE_WIDE = ("site", "weather", "market")
_SHOWN_MAX = 12


def assets_of(parts: Parts) -> set[str]:
    """Everything of a site that a state or a fact can be about.

    Args:
        parts: of its plant.
    """
    return {
        *_SITE_WIDE,
        parts.site_id,
        *parts.main_ids,
        *parts.bus_ids,
        *parts.tie_ids,
        *parts.feeder_ids,
        *parts.pad_ids,
        *parts.ups_ids,
        *parts.loop_ids,
        *parts.cooled_index,
        *parts.equipment,
        *parts.switch_ids,
        *parts.genset_ids,
        *parts.grid.battery_ids,
        *parts.row_ids,
        *parts.hall_ids,
        *parts.block_ids,
        *parts.breaker_ids,
    }


def check_kind(kind: str | None) -> None:
    """See that a kind of fact exists.

    Raises:
        RequestError: it does not; the nearest are named.
    """
    if kind is not None and kind not in KINDS:
        raise _unknown("kind", "is no kind of fact", kind, KINDS)


def check_asset(asset: str, known: Collection[str]) -> None:
    """See that an asset is known.

    Raises:
        RequestError: it is not; the nearest are named.
    """
    if asset not in known:
        raise _unknown("subject", "is no asset of this site", asset, known)


def _unknown(path: str, what: str, asked: str, known: Collection[str]) -> RequestError:
    by_lower = {name.lower(): name for name in sorted(known)}
    near = difflib.get_close_matches(asked.lower(), by_lower, n=3)
    near = near or [name for name in by_lower if asked.lower() in name][:3]
    if near:
        names = " or ".join(by_lower[name] for name in near)
        return RequestError(
            Fault(what=what, path=path, value=asked, remedy=f"did you mean {names}?")
        )
    shown = sorted(known, key=lambda name: (len(name), name))[:_SHOWN_MAX]
    more = f" and {len(known) - len(shown)} more" if len(known) > len(shown) else ""
    return RequestError(Fault(what=what, path=path, value=asked, allowed=", ".join(shown) + more))
