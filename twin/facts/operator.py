"""What people at the site do: set points, acknowledge alarms, leave notes, ask what if it were.

A value that is held stands in for what the series says until it is let go; the series' own facts
go on in the log meanwhile.
"""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Command, Fact


class HoldDryBulb(Command, frozen=True):
    """Let the air outdoors be this warm from now on, with the moisture that it has."""

    SUBJECT: ClassVar[str] = "site"
    site: str
    dry_bulb_c: float


class HoldPrice(Command, frozen=True):
    """Let energy cost this much from now on."""

    SUBJECT: ClassVar[str] = "interconnect"
    interconnect: str
    price_usd_per_mwh: float


class ReleaseHeld(Command, frozen=True):
    """Let air outdoors and price be what their series say again."""

    SUBJECT: ClassVar[str] = "site"
    site: str


class HoldFacilityWater(Command, frozen=True):
    """Let the fans outdoors of a hall's cooling plant hold another supply of facility water."""

    SUBJECT: ClassVar[str] = "cooling"
    cooling: str
    supply_c: float


class ReleaseFacilityWater(Command, frozen=True):
    """Let them hold what the site's document says again."""

    SUBJECT: ClassVar[str] = "cooling"
    cooling: str


class DryBulbHeld(Fact, frozen=True):
    """The air outdoors was put at a temperature. Subject: the site."""

    PRINCIPAL: ClassVar[str] = "dry_bulb_c"
    CHANGES_POWER: ClassVar[bool] = True
    dry_bulb_c: float


class PriceHeld(Fact, frozen=True):
    """The energy price was put at a value. Subject: the interconnect."""

    PRINCIPAL: ClassVar[str] = "price_usd_per_mwh"
    price_usd_per_mwh: float


class HeldReleased(Fact, frozen=True):
    """Air outdoors and price are what their series say again. Subject: the site."""

    CHANGES_POWER: ClassVar[bool] = True


class FacilityWaterHeld(Fact, frozen=True):
    """Fans of a hall's cooling plant hold another facility supply. Subject: the plant."""

    PRINCIPAL: ClassVar[str] = "supply_c"
    CHANGES_POWER: ClassVar[bool] = True
    supply_c: float
    why: str = ""


class FacilityWaterReleased(Fact, frozen=True):
    """They hold what the site's document says again. Subject: the plant."""

    CHANGES_POWER: ClassVar[bool] = True
    why: str = ""


class AlarmAcknowledged(Fact, frozen=True):
    """Somebody has taken note of an alarm. Subject: the asset.

    Attributes:
        alarm: which, as `T1 alarm_winding`.
        by: who.
        note: what they had to say.
    """

    alarm: str
    by: str
    note: str = ""


class OperatorNoted(Fact, frozen=True):
    """Somebody left a note. Subject: the asset it is about, or the site.

    Attributes:
        text: the note.
        by: who.
    """

    text: str
    by: str
