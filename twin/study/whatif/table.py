"""Every what-if, by its number: the one table that commands and pages read."""

from __future__ import annotations

from collections.abc import Mapping

from twin.errors import Fault, RequestError
from twin.study.whatif.firming import FIRMING
from twin.study.whatif.mining import MINING
from twin.study.whatif.plant import PLANT
from twin.study.whatif.power import POWER
from twin.study.whatif.question import WhatIf
from twin.study.whatif.scope import SCOPE
from twin.study.whatif.seconds import SECONDS
from twin.study.whatif.supply import SUPPLY

WHATIFS: Mapping[str, WhatIf] = {
    one.id: one
    for one in sorted(
        (*PLANT, *FIRMING, *MINING, *POWER, *SUPPLY, *SCOPE, *SECONDS),
        key=lambda one: int(one.id.removeprefix("W")),
    )
}


def named(name: str) -> WhatIf:
    """A what-if by its number.

    Args:
        name: as W5 or w5.

    Raises:
        RequestError: there is none.
    """
    found = WHATIFS.get(name.upper())
    if found is None:
        what, remedy = "is no what-if", "`twin whatif PLAN --list` says what each asks"
        allowed = ", ".join(WHATIFS)
        raise RequestError(Fault(what=what, value=name, allowed=allowed, remedy=remedy))
    return found
