"""How the nodes of the power path are connected, and which switches let power through.

Plain columns by index: pads (unit transformers), feeders, buses, main transformers, ties.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Windings:
    """Electrical constants of the transformers of one level, as columns over the units.

    Attributes:
        rating_va: what loading is stated against (the last stage's rating, all units of a bank
            together).
        no_load_w: loss when energised.
        load_loss_w: loss at rating.
        magnetising_var: reactive demand when energised.
        leakage_var: series reactive demand at rating.
    """

    rating_va: list[float]
    no_load_w: list[float]
    load_loss_w: list[float]
    magnetising_var: list[float]
    leakage_var: list[float]


@dataclass(slots=True, kw_only=True)
class Wiring:
    """How the nodes are connected: what the site says and no switch changes.

    Attributes:
        pad_feeder: feeder index of each pad.
        feeder_bus: bus index of each feeder.
        feeder_r_ohm: series resistance of each feeder.
        feeder_x_ohm: series reactance of each feeder.
        feeder_v: nominal line voltage of each feeder.
        main_bus: bus index that each main transformer feeds.
        main_share_va: weight of each main when it shares a group: rating over per-unit impedance.
        tie_buses: the two bus indices of each tie.
        mains: constants of the main transformers.
        pads: constants of the unit transformers.
        contracted_w: import allowed at the interconnect.
        bus_count: number of buses.
        feeder_alert_va: load of each feeder from which its relay may see it.
    """

    pad_feeder: list[int]
    feeder_bus: list[int]
    feeder_r_ohm: list[float]
    feeder_x_ohm: list[float]
    feeder_v: list[float]
    main_bus: list[int]
    main_share_va: list[float]
    tie_buses: list[tuple[int, int]]
    mains: Windings
    pads: Windings
    contracted_w: float
    bus_count: int
    feeder_alert_va: list[float]


@dataclass(slots=True, kw_only=True)
class Switching:
    """What switches, faults and commissioning make of the wiring. True means: can carry power.

    Attributes:
        pad_ok: unit transformer in service and healthy.
        feeder_closed: feeder breaker closed and feeder in service.
        main_closed: main in service, healthy, not tripped, both breakers closed, and the grid has
            voltage.
        tie_closed: tie closed.
        bus_ok: bus in service.
    """

    pad_ok: list[bool]
    feeder_closed: list[bool]
    main_closed: list[bool]
    tie_closed: list[bool]
    bus_ok: list[bool]
