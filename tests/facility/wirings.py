"""Random small power paths: a few mains and buses, feeders, loaded pads, ties open or closed."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from hypothesis import strategies as st

from twin.facility.network import Network
from twin.facility.wiring import Switching, Windings, Wiring


class NoWatch:
    """A watch that only notes the loads it was told."""

    def __init__(self, units: int) -> None:
        self.load_va = [0.0] * units
        self.low_va = [float("-inf")] * units
        self.high_va = [float("inf")] * units
        self.stale: list[int] = []

    def set_load(self, unit: int, t_us: int, load_va: float) -> None:
        self.load_va[unit] = load_va


@dataclass(frozen=True, slots=True)
class Case:
    """A wired network with loads that are not settled yet."""

    net: Network
    watch: NoWatch


def windings(rating_va: list[float], scale: float = 1.0) -> Windings:
    """Plausible transformers of given ratings."""
    return Windings(
        rating_va=rating_va,
        no_load_w=[0.001 * va * scale for va in rating_va],
        load_loss_w=[0.006 * va * scale for va in rating_va],
        magnetising_var=[0.003 * va * scale for va in rating_va],
        leakage_var=[0.08 * va * scale for va in rating_va],
    )


def wired(wiring: Wiring, switching: Switching) -> Case:
    """A network of a wiring, rewired but not settled."""
    watch = NoWatch(len(wiring.main_bus) + len(wiring.pad_feeder))
    net = Network(wiring, switching, watch, lambda *_: None)  # type: ignore[arg-type]
    net.rewire(0)
    return Case(net, watch)


@st.composite
def cases(draw: st.DrawFn, *, all_closed: bool = False, ties: bool = True) -> Case:
    """Any network of up to four mains on their own buses, with loads."""
    buses = draw(st.integers(1, 4))
    feeder_bus = draw(st.lists(st.integers(0, buses - 1), min_size=1, max_size=6))
    feeders = len(feeder_bus)
    pad_feeder = draw(st.lists(st.integers(0, feeders - 1), min_size=1, max_size=10))
    pads = len(pad_feeder)
    tie_buses = [(bus, bus + 1) for bus in range(buses - 1)]
    flag = st.just(True) if all_closed else st.sampled_from([True, True, True, False])

    def flags(count: int) -> list[bool]:
        return draw(st.lists(flag, min_size=count, max_size=count))

    rating_va = draw(st.lists(st.floats(5e6, 5e7), min_size=buses, max_size=buses))
    wiring = Wiring(
        pad_feeder=pad_feeder,
        feeder_bus=feeder_bus,
        feeder_r_ohm=draw(st.lists(st.floats(0, 0.2), min_size=feeders, max_size=feeders)),
        feeder_x_ohm=draw(st.lists(st.floats(0, 0.2), min_size=feeders, max_size=feeders)),
        feeder_v=[13_800.0] * feeders,
        main_bus=list(range(buses)),
        main_share_va=[va / 0.09 for va in rating_va],
        tie_buses=tie_buses,
        mains=windings(rating_va),
        pads=windings(draw(st.lists(st.floats(1e6, 4e6), min_size=pads, max_size=pads))),
        contracted_w=5e7,
        bus_count=buses,
        feeder_alert_va=[inf] * feeders,
    )
    switching = Switching(
        pad_ok=flags(pads),
        feeder_closed=flags(feeders),
        main_closed=flags(buses),
        tie_closed=[draw(st.booleans()) and ties for _ in tie_buses],
        bus_ok=flags(buses),
    )
    case = wired(wiring, switching)
    for pad in range(pads):
        if case.net.live_pad[pad]:
            case.net.pad_p_w[pad] = draw(st.floats(0, 4e6))
            case.net.pad_q_var[pad] = case.net.pad_p_w[pad] * draw(st.floats(0, 0.5))
    return case
