"""Who keeps rows asleep, and from when a row may be switched again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.units import US_PER_DAY, US_PER_S

if TYPE_CHECKING:
    from twin.facility.plant import Plant


def free_us(plant: Plant, row: int) -> int:
    """From when a row has rested for its site's least time on or off, to the second; 0 when always.

    A row that slept as often as its block may in a day (UTC) runs until the next one.

    To the second, because a controller that looks a microsecond after an instant must not make the
    row miss the next one by that microsecond.
    """
    told_us = plant.control.told_us[row]
    if not told_us:
        return 0
    control, parts = plant.control, plant.parts
    asleep = bool(control.holds[row])
    if not asleep and control.sleep_count[row] >= parts.row_sleeps_per_day[row]:
        return (control.slept_us[row] // US_PER_DAY + 1) * US_PER_DAY
    least_us = parts.row_min_off_us[row] if asleep else parts.row_min_on_us[row]
    return (told_us + least_us) // US_PER_S * US_PER_S


def would_switch(plant: Plant, row: int, holder: str, *, to_sleep: bool) -> bool:
    """Whether a hold put on or taken off by someone changes what the row does.

    A row sleeps while anybody holds it: a second hold changes nothing, nor does lifting one of two.
    """
    holds = plant.control.holds[row]
    return not holds if to_sleep else holds == [holder]
