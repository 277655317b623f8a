"""Which facts raise an alarm and which end it, how urgent it is, and what it says.

Priority 1 is loss or lasting damage now, 2 is on the way there, 3 is less spare than there should
be. Single machines and racks are no alarms: they break every day and wait for the repairman.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from twin.facts import Fact, backup, compute, cooling, mining, outside, power
from twin.site.document import HIGH_SIDE, LOW_SIDE

LOSS, NEAR, SPARE = 1, 2, 3
ON, OFF = True, False
_SAGGED_PU = 0.9


class Change(NamedTuple):
    """What a fact does to an alarm.

    Attributes:
        name: of the alarm, within its asset.
        raised: whether it is on from now, or off.
        priority: 1, 2 or 3.
        condition: in words.
        value, unit: what was measured, None and empty where nothing was.
        members: what is in trouble or out of it; the alarm is on while anything is.
        more_count: the same for what has no names: so many more, or fewer.
    """

    name: str
    raised: bool
    priority: int = SPARE
    condition: str = ""
    value: float | None = None
    unit: str = ""
    members: tuple[str, ...] = ()
    more_count: int = 0


Rule = Callable[[str, Any], Change | None]


def _off(name: str) -> Rule:
    return lambda _subject, _fact: Change(name, OFF)


def _limit(*, raised: bool) -> Rule:
    def change(_subject: str, fact: Any) -> Change:  # noqa: ANN401 - four kinds of fact
        """A limit of a transformer, by its own name."""
        level, _, place = fact.limit.partition("_")
        where = place.replace("_", " ") or "temperature"
        priority = LOSS if level in ("trip", "withstand") else NEAR
        said = f"{where} past its {level}"
        return Change(fact.limit, raised, priority, said, fact.reading_c, "°C")

    return change


def _opened(subject: str, fact: power.BreakerOpened) -> Change | None:
    side = subject.endswith((HIGH_SIDE, LOW_SIDE))
    if not fact.by_protection or side:
        return None
    return Change("tripped", raised=ON, priority=NEAR, condition=f"breaker opened: {fact.why}")


def _grid(_subject: str, fact: outside.GridVoltageChanged) -> Change:
    level_pu = fact.voltage_pu
    said = f"grid at {level_pu:.3g} pu" if level_pu else "grid gone"
    priority = NEAR if level_pu else LOSS
    return Change("voltage", level_pu < _SAGGED_PU, priority, said, level_pu, "pu")


def _throttled(_subject: str, fact: cooling.HallThrottled) -> Change:
    said = f"racks slowed to {100 * fact.cap_frac:g} % for heat"
    return Change("throttled", fact.cap_frac < 1.0, NEAR, said)


_LOOPS = {
    "warm": (SPARE, "technology supply past its limit"),
    "hot": (LOSS, "technology supply too hot for racks"),
    "air_warm": (SPARE, "air past its class"),
    "air_hot": (LOSS, "air too hot for racks"),
}
_SUPPLIES = {
    "battery": (NEAR, "on battery"),
    "locked": (LOSS, "locked on battery"),
    "bypass": (NEAR, "on bypass"),
    "dropped": (LOSS, "output dropped"),
    "locked_out": (LOSS, "output dropped, waits for a reset"),
}
_ENGINES = {"locked_out": "failed to start", "tripped": "tripped", "failed": "broke down"}


def _loop(_subject: str, fact: cooling.CoolingStepped) -> Change | None:
    known = _LOOPS.get(fact.limit)
    return None if known is None else Change(fact.limit, fact.rising, *known)


def _supply(_subject: str, fact: backup.UpsStateChanged) -> Change:
    known = _SUPPLIES.get(fact.state)
    if known is None:
        return Change("supply", raised=False)
    return Change("supply", ON, *known, 100.0 * fact.soc_frac, "%")


def _engine(_subject: str, fact: backup.GensetStateChanged) -> Change | None:
    said = _ENGINES.get(fact.state)
    name = f"engine {fact.engine_index}"
    return None if said is None else Change(name, ON, NEAR, f"{name} {said}")


def _broken(_subject: str, fact: cooling.EquipmentFailed) -> Change:
    return Change("broken", ON, SPARE, "units broken", more_count=fact.units_count)


def _mended(_subject: str, fact: cooling.EquipmentRepaired) -> Change:
    return Change("broken", raised=False, condition="units broken", more_count=fact.units_count)


def _heat(said: str, *, raised: bool) -> Rule:
    return lambda _subject, fact: Change("heat", raised, SPARE, said, members=fact.rows)


def _lost(_subject: str, fact: power.SupplyLost) -> Change:
    priority = SPARE if fact.rows else LOSS
    return Change("supply", ON, priority, "without supply", members=fact.rows)


def _got(_subject: str, fact: power.SupplyReturned) -> Change:
    return Change("supply", OFF, members=fact.rows)


RULES: dict[type[Fact], Rule] = {
    power.AlarmRaised: _limit(raised=ON),
    power.AlarmCleared: _limit(raised=False),
    power.TransformerTripped: _limit(raised=ON),
    power.TransformerReset: _limit(raised=False),
    power.TransformerFailed: lambda _s, fact: Change(
        "failed", raised=ON, priority=LOSS, condition=f"failed: {fact.why or 'a fault'}"
    ),
    power.TransformerRepaired: _off("failed"),
    power.OverloadBegan: lambda _s, fact: Change(
        "overload", ON, NEAR, "above its rating", fact.load_pu, "pu"
    ),
    power.DutyExceeded: lambda _s, fact: Change(
        "duty", ON, SPARE, "above its continuous share for hours", fact.load_pu, "pu"
    ),
    power.DutyEnded: _off("duty"),
    power.OverloadEnded: _off("overload"),
    power.BreakerOpened: _opened,
    power.BreakerClosed: _off("tripped"),
    power.TransferRefused: lambda _s, fact: Change(
        "dead", raised=ON, priority=NEAR, condition=f"stays dead: {fact.why}"
    ),
    power.SupplyLost: _lost,
    power.SupplyReturned: _got,
    outside.GridVoltageChanged: _grid,
    cooling.HallThrottled: _throttled,
    cooling.CoolingStepped: _loop,
    cooling.EquipmentFailed: _broken,
    cooling.EquipmentRepaired: _mended,
    backup.UpsStateChanged: _supply,
    backup.GensetStateChanged: _engine,
    backup.GensetRepaired: lambda _s, fact: Change(f"engine {fact.engine_index}", raised=False),
    mining.RowsThrottled: _heat("rows throttled for heat", raised=ON),
    mining.RowsOverheated: _heat("rows stopped for heat", raised=ON),
    mining.RowsReleased: _heat("rows throttled for heat", raised=False),
    mining.RowsRecovered: _heat("rows stopped for heat", raised=False),
    compute.HallCapped: lambda _s, fact: Change(
        "capped", fact.cap_frac < 1.0, NEAR, f"power capped at {100 * fact.cap_frac:g} %"
    ),
}
"""Each kind of fact that has to do with alarms."""
