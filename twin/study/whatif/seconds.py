"""What-ifs about seconds, answered by short runs of the plant: W2, W12, W15."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from twin.plan import Topology
from twin.plan.loading import block_mw
from twin.plan.tasks import Task
from twin.study.figures import Figures
from twin.study.kpis import DATES, PLANT, STEADY
from twin.study.whatif.bridge import plant_on
from twin.study.whatif.patch import later, put
from twin.study.whatif.question import (
    Amount,
    Amounts,
    Bench,
    Case,
    Detail,
    Option,
    Row,
    Said,
    WhatIf,
)
from twin.study.whatif.storm import Lived, Step, Storm
from twin.study.whatif.words import npv_change, row, shifts
from twin.units import S_PER_MIN

_STEP_AT_S = 600.0
_SAG_AT = "30min"
_SHORT_MIN, _LONG_MIN = 60, 180
_NO_HALL = "the plan ends without a hall"
_LAST_C = 140.0
"""Hot-spot of a long-time emergency: invariant I2 of the design allows more for minutes only."""
_SECONDS = Amount(
    name="seconds",
    default=10,
    low=1,
    high=600,
    means="s from half of the racks' work to all",
)
_SAG = (
    Amount(name="left", default=0.5, low=0, high=1, means="pu of voltage left by a fault"),
    Amount(name="cycles", default=6, low=1, high=600, means="cycles until it is cleared"),
)
_OVER = Amount(
    name="over",
    default=0,
    low=-20,
    high=15,
    means="K over the site's design dry bulb",
    assumed=False,
)


def _ramp(amounts: Amounts) -> tuple[Step, ...]:
    """From half of the racks' power to all of it, a step a second."""
    count = ceil(amounts["seconds"])
    return tuple((_STEP_AT_S + nth, 0.5 + 0.5 * (nth + 1) / count) for nth in range(count))


def _heat_c(found: Figures, amounts: Amounts) -> float:
    return found.plan.site.document.design_dry_bulb_c + amounts.get("over", 0.0)


def _sag(amounts: Amounts) -> dict[str, object]:
    return {
        "kind": "sag",
        "after": _SAG_AT,
        "to_pu": amounts["left"],
        "cycles_count": amounts["cycles"],
    }


def _none(_bench: Bench, _amounts: Amounts) -> Iterator[Option]:
    yield from ()


# ---------------------------------------------------------------- W2
def _say_ramp(bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    base = bench.base
    here = base.plants[-1]
    if not here.halls_mw:
        return Said(line=_NO_HALL)
    storm = Storm(
        dry_bulb_c=_heat_c(base, amounts), minutes=_SHORT_MIN, load_frac=0.5, steps=_ramp(amounts)
    )
    found = bench.lived(cases[0], here, storm)
    limit = base.plan.site.document.interconnect.ramp_up_mw_per_min
    allowed = "no limit" if limit is None else f"{limit:g} allowed"
    warm = "" if found.supply_c is None else f", racks given {found.supply_c:.1f} °C"
    return Said(
        line=f"at {storm.dry_bulb_c:g} °C half the racks' power comes in {amounts['seconds']:g} s: "
        f"{found.hottest} at {found.hotspot_c:.0f} °C, {found.voltage_pu:.3f} pu at the lowest bus"
        f"{warm}, {found.rise_mw_per_min:.1f} MW/min ({allowed}), {found.shed_mw:.1f} MW of miners "
        f"shed, {found.unserved_mwh:.1f} MWh of AI unserved",
        rows=_lived_rows([found]),
        notes=("the plant that the plan ends with, all miners on, with thermal and N-1 shedding",),
    )


def _lived_rows(found: Sequence[Lived]) -> tuple[Row, ...]:
    return (
        row("hottest transformer", "", PLANT, [one.hottest for one in found]),
        row("its hot-spot", "°C", PLANT, [one.hotspot_c for one in found]),
        row("highest load", "pu", PLANT, [one.load_pu for one in found]),
        row("lowest voltage", "pu", PLANT, [one.voltage_pu for one in found]),
        row("warmest supply", "°C", PLANT, [one.supply_c for one in found], "to the racks"),
        row("rise", "MW/min", PLANT, [one.rise_mw_per_min for one in found], "within any minute"),
        row("fall", "MW/min", PLANT, [one.fall_mw_per_min for one in found], "within any minute"),
        row("miners shed", "MW", PLANT, [one.shed_mw for one in found]),
        row("AI unserved", "MWh", PLANT, [one.unserved_mwh for one in found]),
    )


# ---------------------------------------------------------------- W12
def _limited(_bench: Bench, amounts: Amounts) -> Iterator[Option]:
    yield Option(
        name=f"{amounts['ramp']:g} MW/min",
        sets=(put("site.interconnect.ramp_up_mw_per_min", amounts["ramp"]),),
    )


def _say_limit(bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    base = bench.base
    here = base.plants[-1]
    if not here.halls_mw:
        return Said(line=_NO_HALL)
    heat_c = _heat_c(base, amounts)
    ramp = Storm(dry_bulb_c=heat_c, minutes=_SHORT_MIN, load_frac=0.5, steps=_ramp(amounts))
    sag = Storm(dry_bulb_c=heat_c, minutes=_SHORT_MIN, events=(_sag(amounts),))
    ramped = [bench.lived(one, here, ramp) for one in cases]
    sagged = [bench.lived(one, here, sag) for one in cases]
    limits = [one.sound.plan.site.document.interconnect.ramp_up_mw_per_min for one in cases]
    step_mw = ramped[0].it_swing_mw
    needs = [needed(step_mw, amounts["seconds"] / S_PER_MIN, limit) for limit in limits]
    ballast_mw = sum(block_mw(base.plate, here, block) for block in here.blocks)
    kept = [
        "yes" if limit is None or one.rise_mw_per_min <= limit else "no"
        for one, limit in zip(ramped, limits, strict=True)
    ]
    enough = "enough" if ballast_mw >= needs[1][0] else "not enough"
    let_go = sagged[1].kinds["RideThroughFailed"]
    return Said(
        line=f"{step_mw:.1f} MW in {amounts['seconds']:g} s is {ramped[1].rise_mw_per_min:.1f} MW "
        f"in a minute where {amounts['ramp']:g} are allowed: {needs[1][0]:.1f} MW and "
        f"{needs[1][1]:.2f} MWh of battery or ballast, {ballast_mw:.1f} MW of miners are {enough}; "
        f"a sag to {amounts['left']:g} pu for {amounts['cycles']:g} cycles: {let_go} buses let go, "
        f"{sagged[1].shed_mw:.1f} MW of miners lost, {sagged[1].unserved_mwh:.2f} MWh of AI",
        rows=(
            row("rise allowed", "MW/min", STEADY, limits),
            row("step of AI", "MW", PLANT, [one.it_swing_mw for one in ramped], "of IT alone"),
            row("rise with its cooling", "MW/min", PLANT, [one.rise_mw_per_min for one in ramped]),
            row("kept to", "", PLANT, kept),
            row("battery or ballast", "MW", STEADY, [mw for mw, _ in needs],
                "the step less what the limit lets through meanwhile"),
            row("held for that", "MWh", STEADY, [mwh for _, mwh in needs], "until it caught up"),
            row("miners as ballast", "MW", STEADY, [ballast_mw] * len(cases)),
            row("buses that let go in a sag", "", PLANT,
                [one.kinds["RideThroughFailed"] for one in sagged]),
            row("miners lost in a sag", "MW", PLANT, [one.shed_mw for one in sagged]),
            row("AI unserved in a sag", "MWh", PLANT, [one.unserved_mwh for one in sagged]),
            row("rise after a sag", "MW/min", PLANT, [one.rise_mw_per_min for one in sagged]),
        ),
        notes=("nothing smooths a step of AI by itself: the need is what a policy must do",),
    )  # fmt: skip


def needed(step_mw: float, over_min: float, limit_mw_per_min: float | None) -> tuple[float, float]:
    """Power and energy that must stand in for a step of load which a limit lets through slowly.

    The import follows at the limit from the start of the step, the rest is held: a triangle on top
    of a ramp.

    Args:
        step_mw: of the load.
        over_min: that it takes.
        limit_mw_per_min: of the import; None for none.

    Returns:
        The most power [MW], and the energy [MWh].

    >>> needed(12.0, 0.0, 12.0)
    (12.0, 0.1)
    """
    if limit_mw_per_min is None or step_mw <= limit_mw_per_min * over_min:
        return 0.0, 0.0
    held_mw = step_mw - limit_mw_per_min * over_min
    minutes = step_mw / limit_mw_per_min
    return held_mw, held_mw * minutes / 2.0 / S_PER_MIN


# ---------------------------------------------------------------- W15
def _test(found: Figures) -> Task | None:
    """The first integrated test of the plan."""
    tests = [task for task in found.plan.document.tasks if task.kind == "cx_l5"]
    return min(tests, key=lambda task: found.plan.level.start_days(task.id), default=None)


def _repeated(bench: Bench, _amounts: Amounts) -> Iterator[Option]:
    task = _test(bench.base)
    if task is not None:
        again = later(task.duration_days, task.duration_days.planned)
        yield Option(name="test repeated", sets=(put(f"tasks[{task.id}].duration_days", again),))


def _say_test(bench: Bench, cases: Sequence[Case], amounts: Amounts) -> Said:
    base, task = bench.base, _test(bench.base)
    here = plant_on(base, base.plan.level.start(task.id)) if task is not None else None
    if task is None or here is None or not here.halls_mw:
        return Said(line="the plan has no integrated test of a hall that is energised")
    storm = Storm(dry_bulb_c=_heat_c(base, amounts), minutes=_LONG_MIN, events=(_sag(amounts),))
    found = bench.lived(cases[0], here, storm)
    checks = tuple(_invariants(base, here, found))
    broken = [name for name, _, _, kept in checks if not kept]
    verdict = f"broken: {', '.join(broken)}; test to repeat" if broken else "all kept, test stands"
    again = cases[1].sound
    return Said(
        line=f"{task.id} at {storm.dry_bulb_c:g} °C with a fault that leaves "
        f"{amounts['left']:g} pu for {amounts['cycles']:g} cycles: {verdict}; "
        f"{found.shed_mw:.1f} MW of miners lost; a repeat would cost "
        f"{shifts(base, again)}, {npv_change(base, again)}",
        rows=(row("days lost", "days", DATES, [0.0, *_lost_days(base, cases[1:])]),),
        details=(
            Detail(
                title="invariants",
                speed=PLANT,
                heads=("what", "found", "allowed", "kept"),
                rows=tuple(
                    (name, told, allowed, "yes" if kept else "no")
                    for name, told, allowed, kept in checks
                ),
            ),
        ),
        notes=("load banks stand for racks at full power; the fault is a sag at the interconnect",),
    )


def _lost_days(base: Figures, cases: Sequence[Case]) -> list[float]:
    return [
        float(max((day - base.ready[name]).days for name, day in one.sound.ready.items()))
        for one in cases
    ]


def _invariants(
    base: Figures, here: Topology, found: Lived
) -> Iterator[tuple[str, float, str, bool]]:
    """Each with what was found, what is allowed, and whether it was kept."""
    yield "hot-spot, °C", found.hotspot_c, f"up to {_LAST_C:g}", found.hotspot_c <= _LAST_C
    yield "AI unserved, MWh", found.unserved_mwh, "0", found.unserved_mwh == 0.0
    trips = sum(found.kinds[kind] for kind in ("TransformerTripped", "RelayTripped"))
    yield "trips of relays", trips, "0", not trips
    throttled = found.kinds["HallThrottled"]
    yield "halls throttled for heat", throttled, "0", not throttled
    limits = [
        one.cooling.throttle_c
        for one in base.plan.site.document.halls
        if one.id in here.halls_mw and one.cooling is not None
    ]
    if limits and found.supply_c is not None:
        least_c = min(limits)
        yield "supply to racks, °C", found.supply_c, f"below {least_c:g}", found.supply_c < least_c


SECONDS = (
    WhatIf(
        id="W2",
        question="in the hottest hour half the racks' power comes within {seconds} s",
        amounts=(_SECONDS, _OVER),
        options=_none,
        kpis=(),
        say=_say_ramp,
    ),
    WhatIf(
        id="W12",
        question="the utility limits the rise to {ramp} MW/min and wants sags ridden through",
        amounts=(
            Amount(name="ramp", default=5, low=0.01, high=10_000, means="MW/min", assumed=False),
            _SECONDS,
            *_SAG,
        ),
        options=_limited,
        kpis=(),
        say=_say_limit,
    ),
    WhatIf(
        id="W15",
        question="a heat wave and a fault on the line during the integrated test",
        amounts=(
            Amount(name="over", default=3, low=-20, high=15, means="K over the design dry bulb"),
            *_SAG,
        ),
        options=_repeated,
        kpis=("rfs_date", "npv"),
        say=_say_test,
    ),
)
