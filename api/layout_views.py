"""What a browser is promised of a site's layout."""

from __future__ import annotations

from api.views import View


class LimitView(View):
    """A named limit of a quantity."""

    name: str
    value: float


class MainView(View):
    """A main transformer."""

    id: str
    bus: str
    rated_va: float
    high_breaker: str
    low_breaker: str
    in_service: bool
    limits: dict[str, list[LimitView]]


class BusView(View):
    """A bus."""

    id: str
    kv: float


class TieView(View):
    """A tie."""

    id: str
    from_bus: str
    to_bus: str


class FeederView(View):
    """A feeder; its breaker goes by its id."""

    id: str
    bus: str


class RowView(View):
    """Machines of one model on one unit transformer."""

    id: str
    model: str
    machines_count: int
    unit: str


class BlockView(View):
    """A mining block."""

    id: str
    feeder: str
    bus: str
    units: list[str]
    rows: list[RowView]
    pad: str | None
    in_service: bool


class FeedView(View):
    """One feed of a hall."""

    feeder: str
    bus: str
    unit: str


class HallView(View):
    """An AI hall."""

    id: str
    feeds: list[FeedView]
    rack_model: str
    rack_count: int
    rated_it_w: float
    ups: str | None
    loop: str | None
    gensets: str | None
    static_switch: str | None
    redundancy: str
    in_service: bool


class GroupView(View):
    """Equal units of a cooling plant."""

    id: str
    what: str
    count: int


class LoopView(View):
    """A cooling plant."""

    id: str
    hall: str
    groups: list[GroupView]


class MiningLoopView(View):
    """The cooling of a mining block: containers of air, a hydro loop, or tanks of oil."""

    id: str
    block: str
    kind: str
    groups: list[GroupView]


class GensetsView(View):
    """A group of engines."""

    id: str
    engine_count: int
    rated_w: float
    halls: list[str]


class BatteryView(View):
    """A battery of the site."""

    id: str
    feeder: str
    bus: str
    unit: str
    charge_w: float
    discharge_w: float
    capacity_j: float
    in_service: bool


class LayoutView(View):
    """A site."""

    site_id: str
    title: str
    tz: str
    contracted_w: float
    kv: float
    interconnect: str
    transformers: list[MainView]
    buses: list[BusView]
    ties: list[TieView]
    feeders: list[FeederView]
    blocks: list[BlockView]
    halls: list[HallView]
    loops: list[LoopView]
    mining_loops: list[MiningLoopView]
    gensets: list[GensetsView]
    batteries: list[BatteryView]
