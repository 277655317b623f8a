"""Facts of the grid's side: relays that answer to its frequency, orders and what came of them."""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class StageTripped(Fact, frozen=True):
    """The frequency was low for long enough: a relay trips its blocks. Subject: its stage.

    Attributes:
        frequency_hz: that it sees.
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
    """

    PRINCIPAL: ClassVar[str] = "frequency_hz"
    frequency_hz: float
    early_us: float = 0.0


class StageReset(Fact, frozen=True):
    """A stage that was out is put back: the frequency is steady again. Subject: the stage."""

    PRINCIPAL: ClassVar[str] = "frequency_hz"
    frequency_hz: float


class OrderIssued(Fact, frozen=True):
    """The grid's operator ordered the site to draw no more than so much. Subject: the interconnect.

    Attributes:
        limit_w: what may be imported.
        number: of the order, from 1.
        service: what it is called for by.
        before_w: import when it came.
        notice_s: until it must be kept.
        hold_s: for how long after that.
    """

    PRINCIPAL: ClassVar[str] = "limit_w"
    limit_w: float
    number: int
    service: str
    before_w: float
    notice_s: float
    hold_s: float


class OrderJudged(Fact, frozen=True):
    """The notice of an order is over: it is met or missed. Subject: the interconnect.

    Attributes:
        import_w: then.
        number: of the order.
        met: whether that is no more than the order allows.
    """

    PRINCIPAL: ClassVar[str] = "import_w"
    import_w: float
    number: int
    met: bool


class OrderEnded(Fact, frozen=True):
    """An order is over. Subject: the interconnect."""

    PRINCIPAL: ClassVar[str] = "number"
    number: int


class BatteryDispatched(Fact, frozen=True):
    """A battery was told what to take from now on. Subject: the battery.

    Attributes:
        net_w: at its terminals, negative where it gives.
        why: in words.
        event: the battery event of the scenario that asks, counted from 1; 0 is somebody else.
    """

    PRINCIPAL: ClassVar[str] = "net_w"
    CHANGES_POWER: ClassVar[bool] = True
    net_w: float
    why: str = ""
    event: int = 0


class BatteryAnswered(Fact, frozen=True):
    """A battery answers to the frequency, or no more. Subject: the battery.

    Attributes:
        net_w: what it takes beside what it was told, negative where it gives.
    """

    PRINCIPAL: ClassVar[str] = "net_w"
    CHANGES_POWER: ClassVar[bool] = True
    net_w: float


class BatteryCalled(Fact, frozen=True):
    """A battery gives for an order of the grid's operator, or no more. Subject: the battery.

    Attributes:
        net_w: what it takes beside what it was told and answers, negative where it gives.
        number: of the order, 0 where none asks for it any more.
        soc_frac: its charge then.
    """

    PRINCIPAL: ClassVar[str] = "net_w"
    CHANGES_POWER: ClassVar[bool] = True
    net_w: float
    number: int
    soc_frac: float


class BatteryLimited(Fact, frozen=True):
    """A battery may give no more than what loads beside it draw. Subject: the battery.

    Attributes:
        most_w: at its terminals; what it can give at most where nothing limits it any more.
    """

    PRINCIPAL: ClassVar[str] = "most_w"
    CHANGES_POWER: ClassVar[bool] = True
    most_w: float


class BatteryStepped(Fact, frozen=True):
    """A battery is full or empty. Subject: the battery.

    Attributes:
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
        limit: `full` or `empty`.
    """

    PRINCIPAL: ClassVar[str] = "early_us"
    CHANGES_POWER: ClassVar[bool] = True
    early_us: float
    limit: str
