"""What a policy is: a pure function of what it sees and what it remembers.

`decide(view, memory) -> Decision`. A policy keeps nothing else; its memory is a frozen value that
the log keeps whenever it changes. What it sees is telemetry, perhaps late or sampled, never the
plant itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

import msgspec

from twin.facts import Command


class RowReading(msgspec.Struct, frozen=True, gc=False):
    """One row of miners as telemetry shows it; powers include its share of auxiliaries.

    Attributes:
        row: id of the row.
        block: id of its block.
        model: machine model, the group that price curtailment works by.
        group_index: bus group that feeds it, -1 when it has no supply.
        shed_order: the block's place in the shedding order, 1 goes first.
        j_per_th: efficiency at nameplate.
        draw_w: what it draws now.
        wake_w: what it would draw when hashing.
        sleep_w: what it would draw asleep.
        coming_w: what it will draw once it has done what it was told.
        hashing: whether it draws hashing power now, even if it was told to sleep.
        held_by: names of those who keep it asleep.
        told_us: when it was last told to sleep or wake, 0 is never.
        free_us: from when the site's least times on and off let it be switched again.
    """

    row: str
    block: str
    model: str
    group_index: int
    shed_order: int
    j_per_th: float
    draw_w: float
    wake_w: float
    sleep_w: float
    coming_w: float
    hashing: bool
    held_by: tuple[str, ...]
    told_us: int = 0
    free_us: int = 0


class HallReading(msgspec.Struct, frozen=True, gc=False):
    """One AI hall as telemetry shows it; powers include its cooling.

    Attributes:
        hall: id.
        draw_w: what it draws, cooling included.
        peak_w: what it would draw with every rack that works at its maximum.
        fixed_w: the part of its draw that no cap touches: idle racks and other IT.
        busy_peak_w: what its busy racks would draw at their maximum.
        cap_frac: cap on every rack, 1 is none.
        shares_frac: (bus group, share of the hall's draw) for each live feed.
    """

    hall: str
    draw_w: float
    peak_w: float
    fixed_w: float
    busy_peak_w: float
    cap_frac: float
    shares_frac: tuple[tuple[int, float], ...]


class MainReading(msgspec.Struct, frozen=True, gc=False):
    """One main transformer as telemetry shows it.

    Attributes:
        main: id.
        group_index: bus group it feeds, -1 when it carries nothing.
        load_va: apparent power on its low side.
        rating_va: rating with all cooling running.
        power_factor_frac: P over S of its load.
        alarmed: whether a winding or oil alarm stands.
    """

    main: str
    group_index: int
    load_va: float
    rating_va: float
    power_factor_frac: float
    alarmed: bool


class View(Protocol):
    """What a policy may see. Everything is read when asked for."""

    @property
    def t_us(self) -> int:
        """Instant of the decision."""
        ...

    @property
    def read_us(self) -> int:
        """Instant that the readings show; before `t_us` when telemetry is late."""
        ...

    @property
    def price_usd_per_mwh(self) -> float:
        """Energy price at the node."""
        ...

    @property
    def hashprice_usd_per_ph_day(self) -> float:
        """What a PH/s earns in a day, before the pool's fee."""
        ...

    @property
    def ramp_up_w_per_s(self) -> float:
        """Contracted ramp of the import, upwards."""
        ...

    @property
    def ramp_down_w_per_s(self) -> float:
        """Contracted ramp of the import, downwards: for reductions that nothing forces."""
        ...

    @property
    def ramp_up_free_us(self) -> int:
        """From when the ramp upwards has made up for all that was told to come on."""
        ...

    @property
    def ramp_down_free_us(self) -> int:
        """From when the ramp downwards has made up for all that was told to sleep."""
        ...

    def rows(self) -> Sequence[RowReading]:
        """Every row in service, in the site's order."""
        ...

    def halls(self) -> Sequence[HallReading]:
        """Every hall in service."""
        ...

    def mains(self) -> Sequence[MainReading]:
        """Every main transformer in service."""
        ...

    def hot_spot_at(self, main: str, load_va: float, ahead_s: float) -> float:
        """Hot spot [C] of a main transformer `ahead_s` on if it carried `load_va` from now on."""
        ...


Models = Sequence[tuple[str, float]]
"""The fleet's machine models with their efficiency [J/TH]."""

MemoryT = TypeVar("MemoryT", bound=msgspec.Struct)


class Decision(msgspec.Struct, Generic[MemoryT], frozen=True):
    """What a policy wants.

    Attributes:
        commands: in the order they are to be given.
        memory: what it remembers from now on.
        wake_us: when it wants to look once more if nothing else wakes it; None is not at all.
        every_us: how often it wants to look as long as it says so, 0 is not at all.
    """

    commands: tuple[Command, ...]
    memory: MemoryT
    wake_us: int | None = None
    every_us: int = 0
