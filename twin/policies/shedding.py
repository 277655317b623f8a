"""What shedding policies share: how much a bus group must lose, which rows give it, what returns.

All of it is arithmetic on readings. Relief is counted in apparent power at the transformer: a row's
active power with the group's own power factor. Losses on the way are left out, so that a shed errs
on the safe side by about a hundredth of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from twin.facts.control import CapHall
from twin.policies.contract import HallReading, MainReading, RowReading, View
from twin.units import US_PER_S

LEAST_CAP_FRAC = 0.05


class ShedMemory(msgspec.Struct, frozen=True):
    """When it last shed, and what it holds.

    Attributes:
        shed_us: instant of the last shed, 0 before the first.
        holding: whether rows or caps are still held.
        capped: halls whose cap is its own.
        bare_us: since when only halls are left to relieve an overload, 0 while that is not so.
    """

    shed_us: int = 0
    holding: bool = False
    capped: tuple[str, ...] = ()
    bare_us: int = 0


class GroupLoad(msgspec.Struct, frozen=True, gc=False):
    """The load of one bus group against the ratings of the transformers that share it.

    Attributes:
        group_index: the group.
        worst: id of its most loaded transformer.
        load_va: apparent power of all of them.
        power_factor_frac: P over S of that load.
        load_pu: loading of the worst of them.
    """

    group_index: int
    worst: str
    load_va: float
    power_factor_frac: float
    load_pu: float

    def above_w(self, limit_pu: float) -> float:
        """Active power above what loads the worst transformer to a limit; below it, negative."""
        return self.load_va * (1.0 - limit_pu / self.load_pu) * self.power_factor_frac

    def room_w(self, limit_pu: float) -> float:
        """Active power that may be added until the worst transformer stands at a limit."""
        return -self.above_w(limit_pu)


def group_loads(mains: Iterable[MainReading]) -> list[GroupLoad]:
    """Every group with a live transformer, in the order of their first transformer.

    A group that carries nothing is shown as loaded by a watt, so that its room can be reckoned.
    """
    members: dict[int, list[MainReading]] = {}
    for main in mains:
        if main.group_index >= 0:
            members.setdefault(main.group_index, []).append(main)
    found: list[GroupLoad] = []
    for group_index, together in members.items():
        least_va = 1.0 / len(together)
        loads_va = [max(main.load_va, least_va) for main in together]
        pu, worst = max(
            (va / main.rating_va, main.main) for va, main in zip(loads_va, together, strict=True)
        )
        factor = together[0].power_factor_frac
        found.append(GroupLoad(group_index, worst, sum(loads_va), factor, pu))
    return found


def leaving_w(rows: Iterable[RowReading], group_index: int) -> float:
    """What a group is about to lose: rows that were told to sleep and still hash."""
    return sum(
        max(row.draw_w - row.coming_w, 0.0)
        for row in rows
        if row.group_index == group_index and row.hashing and row.held_by
    )


def joining_w(rows: Iterable[RowReading], group_index: int) -> float:
    """What a group is about to gain: rows that boot, tune or were told to wake."""
    return sum(
        max(row.coming_w - row.draw_w, 0.0) for row in rows if row.group_index == group_index
    )


class Rooms:
    """Power that may be added to each bus group, taken bit by bit while a decision is made."""

    def __init__(
        self, loads: Iterable[GroupLoad], rows: Sequence[RowReading], limit_pu: float
    ) -> None:
        """What is left under `limit_pu` once all rows have done what they were told."""
        joins_w: dict[int, float] = {}
        for row in rows:
            if row.coming_w > row.draw_w:
                group = row.group_index
                joins_w[group] = joins_w.get(group, 0.0) + (row.coming_w - row.draw_w)
        self._left_w = {
            load.group_index: load.room_w(limit_pu) - joins_w.get(load.group_index, 0.0)
            for load in loads
        }

    def take(self, row: RowReading) -> bool:
        """Whether a held row may be let go; if so its room is taken.

        Without supply, or while someone else holds it too, it needs none yet.
        """
        if row.group_index < 0 or len(row.held_by) > 1:
            return True
        return self._take({row.group_index: row.wake_w - row.sleep_w})

    def take_hall(self, hall: HallReading) -> bool:
        """Whether a hall may run without its cap; if so its room is taken on every feed."""
        more_w = max(hall.peak_w - hall.draw_w, 0.0)
        wanted_w: dict[int, float] = {}
        for group, share_frac in hall.shares_frac:
            wanted_w[group] = wanted_w.get(group, 0.0) + more_w * share_frac
        return self._take(wanted_w)

    def _take(self, wanted_w: dict[int, float]) -> bool:
        if any(power_w > self._left_w.get(group, 0.0) for group, power_w in wanted_w.items()):
            return False
        for group, power_w in wanted_w.items():
            self._left_w[group] = self._left_w.get(group, 0.0) - power_w
        return True


def choose_sheds(
    rows: Iterable[RowReading], group_index: int, excess_w: float
) -> tuple[list[RowReading], float]:
    """Rows that together relieve a group of `excess_w` in the shedding order, and what is left [W].

    No row is among them without which the rest would do: the last of the order that can be spared
    are spared. Rows that sleep, are about to, or have no supply relieve nothing.
    """
    useful = [row for row in rows if row.group_index == group_index and row.hashing]
    useful = [row for row in useful if not row.held_by and row.draw_w > row.sleep_w]
    useful.sort(key=lambda row: (row.shed_order, -row.j_per_th, row.block, row.row))
    chosen: list[RowReading] = []
    left_w = excess_w
    for row in useful:
        if left_w <= 0:
            break
        chosen.append(row)
        left_w -= row.draw_w - row.sleep_w
    for row in reversed(chosen[:]):
        relief_w = row.draw_w - row.sleep_w
        if left_w + relief_w <= 0:
            chosen.remove(row)
            left_w += relief_w
    return chosen, max(left_w, 0.0)


def cap_halls(
    halls: Sequence[HallReading], group_index: int, excess_w: float, why: str
) -> list[CapHall]:
    """Cap the halls of a group so that each draws less by its share of `excess_w`.

    A cap bounds busy racks only: `fixed + cap * busy peak` is the most a hall draws under it.
    """
    concerned = [
        hall for hall in halls if any(group == group_index for group, _ in hall.shares_frac)
    ]
    drawn_w = sum(
        hall.draw_w * share
        for hall in concerned
        for group, share in hall.shares_frac
        if group == group_index
    )
    if drawn_w <= 0:
        return []
    keep_frac = max(0.0, 1.0 - excess_w / drawn_w)
    commands: list[CapHall] = []
    for hall in concerned:
        wanted_frac = (hall.draw_w * keep_frac - hall.fixed_w) / max(hall.busy_peak_w, 1.0)
        cap_frac = round(max(LEAST_CAP_FRAC, min(1.0, wanted_frac)), 3)
        if cap_frac < hall.cap_frac:
            commands.append(CapHall(why, hall.hall, cap_frac))
    return commands


def choose_wakes(
    held: Iterable[RowReading], ramp: Ramp, fits: Callable[[RowReading], bool]
) -> list[RowReading]:
    """The first of the held rows that may wake in this step.

    One may always when nobody woke any, however large it is. A row that someone else holds too
    costs nothing: it sleeps on.
    """
    chosen: list[RowReading] = []
    spent_w = ramp.spent_w
    for row in held:
        wakes_w = row.wake_w - row.sleep_w if len(row.held_by) == 1 else 0.0
        if wakes_w and spent_w and spent_w + wakes_w > ramp.step_w:
            break
        if fits(row):
            chosen.append(row)
            spent_w += wakes_w
    return chosen


def choose_sleeps(awake: Iterable[RowReading], ramp: Ramp) -> list[RowReading]:
    """The first of the rows that may go to sleep in this step of a ramp downwards.

    One may always when none did before, however large it is. A row that someone else holds asleep
    costs nothing.
    """
    chosen: list[RowReading] = []
    spent_w = ramp.spent_w
    for row in awake:
        sheds_w = 0.0 if row.held_by else max(row.draw_w - row.sleep_w, 0.0)
        if sheds_w and spent_w and spent_w + sheds_w > ramp.step_w:
            break
        chosen.append(row)
        spent_w += sheds_w
    return chosen


class Ramp(msgspec.Struct, frozen=True, gc=False):
    """What the interconnect's ramp allows in one step, up or down.

    Attributes:
        step_w: power that may come or go in a step.
        spent_w: power that was told to come or go, and that the ramp has not yet made up for.
    """

    step_w: float
    spent_w: float


def ramp_of(view: View, stage_s: float) -> Ramp:
    """The ramp upwards as whatever was woken or energised has left it."""
    return _ramp(view.ramp_up_w_per_s, view.ramp_up_free_us - view.read_us, stage_s)


def down_ramp_of(view: View, stage_s: float) -> Ramp:
    """The ramp downwards as whatever was told to sleep has left it."""
    return _ramp(view.ramp_down_w_per_s, view.ramp_down_free_us - view.read_us, stage_s)


def _ramp(ramp_w_per_s: float, owed_us: int, stage_s: float) -> Ramp:
    return Ramp(ramp_w_per_s * stage_s, ramp_w_per_s * max(owed_us, 0) / US_PER_S)


def by_block(rows: Iterable[RowReading]) -> list[tuple[str, tuple[str, ...]]]:
    """Rows gathered by block, in the order the blocks first appear."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.block, []).append(row.row)
    return [(block, tuple(names)) for block, names in found.items()]
