"""Relays with all their settings: what the document gives, and what is derived from the site.

Settings are made from the loads up, as they are graded: feeders, ties, low sides, high sides. A
pickup is a share of what the relay stands for; a dial is the least at which the relay waits a
margin for every one below it, at every current. What the document gives is kept, and what stands
above is graded over it. Whether all of it coordinates is for `twin.site.coordination` to prove.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from twin.devices.breaker import BreakerSpec
from twin.devices.protection.coordination import RULES
from twin.devices.protection.curves import CURVES
from twin.devices.protection.fault import LINE_TO_LINE_RATIO, node_faults
from twin.devices.protection.relay import RelaySpec, trip_unit
from twin.documents import Source, validate
from twin.errors import Fault
from twin.site.document import SiteDocument
from twin.site.electrical import amperes, bank_mva, grid_of, line_of, rated_a_of, units_behind
from twin.site.expand import Expansion
from twin.site.loads import bus_loads_mva, feeder_loads_mva
from twin.site.network import Feeder, Tie
from twin.site.protection import BESIDE_KEYS, BREAKER_KEYS, Protection, RelaySettings
from twin.site.relay import SHIFTED_RATIO, Below, Relay, RelayKind, Zone, graded_dial_ratio, zone_of
from twin.site.resolved import MainTransformer
from twin.units import SUFFIXES

FRAMES_A = (600.0, 1200.0, 2000.0, 3000.0, 4000.0, 6300.0)
"""Ratings that breakers of medium voltage are made in [M]."""

CONTINUOUS_FRAC = 0.8
"""Share of the rating of a breaker that is not listed for 100 % (NEC) [M]."""

_SEEN_RATIO = 1.05
_CARRIED_RATIO = 1.2


def relays_of(
    source: Source, document: SiteDocument, made: Expansion
) -> tuple[list[Relay], list[Fault]]:
    """Every relay of a site, from the loads to the grid, and what is wrong with settings given."""
    if document.protection is None:
        return [], []
    maker = _Maker(source, document, made, document.protection)
    return list(maker.all()), maker.faults


class _Stand(NamedTuple):
    """Where a relay stands, as in `Relay`."""

    name: str
    kind: RelayKind
    asset: str
    kv: float


class _Maker:
    """Makes the relays of one site."""

    def __init__(
        self, source: Source, document: SiteDocument, made: Expansion, rules: Protection
    ) -> None:
        self.faults: list[Fault] = []
        self._source, self._document, self._made, self._rules = source, document, made, rules
        self._given = {entry.id: (n, entry) for n, entry in enumerate(rules.relays)}
        self._kv = {bus.id: bus.kv for bus in document.buses}
        self._withstand_ka = {bus.id: bus.short_circuit_ka for bus in document.buses}
        self._grid = grid_of(document)
        self._relays: dict[str, Relay] = {}
        self._bus_mva = {bus: abs(mva) for bus, mva in bus_loads_mva(document, made).items()}

    def all(self) -> Iterator[Relay]:
        """Feeders, ties, low sides, high sides."""
        feeder_mva = feeder_loads_mva(self._document, self._made)
        yield from self._keep(
            self._feeder(feeder, abs(feeder_mva.get(feeder.id, 0j)))
            for feeder in self._document.feeders
            if feeder.bus in self._kv
        )
        yield from self._keep(
            self._tie(tie) for tie in self._document.ties if set(tie.between) <= set(self._kv)
        )
        mains = [main for main in self._made.mains if main.bus in self._kv]
        yield from self._keep(self._low(main) for main in mains)
        yield from self._keep(self._high(main) for main in mains)

    def _keep(self, found: Iterable[Relay | None]) -> Iterator[Relay]:
        for relay in found:
            if relay is not None:
                self._relays[relay.id] = relay
                yield relay

    def _feeder(self, feeder: Feeder, load_mva: float) -> Relay | None:
        kv = self._kv[feeder.bus]
        rated_a = rated_a_of(feeder, kv)
        curve = self._curve(feeder.id)
        dial_ratio = self._rules.feeder_dial_ratio or (0.5 if curve.startswith("ieee") else 0.1)
        load_a, zone = amperes(load_mva, kv), self._zone(feeder, kv)
        instantaneous_a = round(self._rules.instantaneous_ratio * zone.behind_a)
        values = {
            "pickup_a": self._feeder_pickup_a(rated_a, load_a, zone),
            "dial_ratio": dial_ratio,
            "instantaneous_a": instantaneous_a if 0 < instantaneous_a < zone.end_a else None,
        }
        breaker = self._breaker(feeder.breaker.operating_s, rated_a, self._withstand_ka[feeder.bus])
        stand = _Stand(feeder.id, "feeder", feeder.id, kv)
        return self._made_of(stand, values, breaker, load_a)

    def _zone(self, feeder: Feeder, kv: float) -> Zone:
        specs = dict.fromkeys(main.spec for main in self._reaching(feeder.bus))
        units = list(units_behind(self._made, feeder.id))
        return zone_of(self._grid, list(specs), line_of(feeder, kv), units)

    def _feeder_pickup_a(self, rated_a: float, load_a: float, zone: Zone) -> float:
        """Over the rating, but low enough to see its zone where the load leaves room for that."""
        over_a = self._rules.feeder_pickup_ratio * rated_a
        seen_a = zone.least_a / (_SEEN_RATIO * RULES.sensitivity_ratio)
        return round(seen_a if _CARRIED_RATIO * load_a <= seen_a < over_a else over_a)

    def _tie(self, tie: Tie) -> Relay | None:
        kv = self._kv[tie.between[0]]
        mains = [main for bus in tie.between for main in self._on(bus)]
        if not mains:
            return None
        rated_a = max(amperes(bank_mva(main), kv) for main in mains)
        most_a = max(self._most_a(main) for main in mains)
        below = [Below(relay.unit, most_a) for bus in tie.between for relay in self._feeders(bus)]
        pickup_a = round(self._rules.tie_pickup_ratio * rated_a)
        values = {"pickup_a": pickup_a, "dial_ratio": self._dial(tie.id, pickup_a, below)}
        withstand_ka = min(self._withstand_ka[bus] for bus in tie.between)
        breaker = self._breaker(tie.breaker_operating_s, rated_a, withstand_ka)
        load_mva = min(self._bus_mva[bus] for bus in tie.between)
        return self._made_of(
            _Stand(tie.id, "tie", tie.id, kv), values, breaker, amperes(load_mva, kv)
        )

    def _low(self, main: MainTransformer) -> Relay | None:
        kv = self._kv[main.bus]
        rated_a, most_a = amperes(bank_mva(main), kv), self._most_a(main)
        ties = [tie.id for tie in self._document.ties if main.bus in tie.between]
        relays = [self._relays[tie] for tie in ties if tie in self._relays]
        below = [Below(relay.unit, most_a) for relay in (*self._feeders(main.bus), *relays)]
        pickup_a = round(self._rules.low_pickup_ratio * rated_a)
        values = {
            "pickup_a": pickup_a,
            "dial_ratio": self._dial(main.low_breaker, pickup_a, below),
        }
        stand = _Stand(main.low_breaker, "low", main.id, kv)
        breaker = self._breaker(main.breaker_operating_s, rated_a, self._withstand_ka[main.bus])
        return self._made_of(stand, values, breaker, self._main_load_a(main, kv))

    def _high(self, main: MainTransformer) -> Relay | None:
        kv = self._document.interconnect.kv
        rated_a = amperes(bank_mva(main), kv)
        turns_ratio = main.spec.lv_kv / main.spec.hv_kv
        most_a = self._most_a(main)
        low = self._relays.get(main.low_breaker)
        below = [
            Below(low.unit, most_a, turns_ratio),
            Below(low.unit, LINE_TO_LINE_RATIO * most_a, turns_ratio * SHIFTED_RATIO),
        ] if low is not None else []  # fmt: skip
        pickup_a = round(self._rules.high_pickup_ratio * rated_a)
        values = {
            "pickup_a": pickup_a,
            "dial_ratio": self._dial(main.high_breaker, pickup_a, below),
            "instantaneous_a": round(self._rules.instantaneous_ratio * most_a * turns_ratio),
        }
        stand = _Stand(main.high_breaker, "high", main.id, kv)
        breaker = self._breaker(main.breaker_operating_s, rated_a, self._rules.breaking_ka)
        return self._made_of(stand, values, breaker, self._main_load_a(main, kv))

    # ---------------------------------------------------------------- what they stand for
    def _main_load_a(self, main: MainTransformer, kv: float) -> float:
        shared_mva = sum(bank_mva(other) for other in self._on(main.bus)) or bank_mva(main)
        return amperes(self._bus_mva[main.bus] * bank_mva(main) / shared_mva, kv)

    def _on(self, bus: str) -> list[MainTransformer]:
        return [main for main in self._made.mains if main.bus == bus]

    def _reaching(self, bus: str) -> list[MainTransformer]:
        """Main transformers that feed a bus, themselves or over one tie."""
        near = {bus} | {
            at for tie in self._document.ties for at in tie.between if bus in tie.between
        }
        return [main for main in self._made.mains if main.bus in near]

    def _most_a(self, main: MainTransformer) -> float:
        return node_faults(self._grid, [main.spec])[-1].most_a

    def _feeders(self, bus: str) -> list[Relay]:
        names = [feeder.id for feeder in self._document.feeders if feeder.bus == bus]
        return [self._relays[name] for name in names if name in self._relays]

    # ---------------------------------------------------------------- settings
    def _entry(self, name: str) -> RelaySettings | None:
        return self._given[name][1] if name in self._given else None

    def _curve(self, name: str) -> str:
        entry = self._entry(name)
        return (entry.curve if entry is not None else None) or self._rules.curve

    def _breaker(self, operating_s: float, rated_a: float, breaking_ka: float) -> dict[str, Any]:
        wanted_a = rated_a / CONTINUOUS_FRAC
        return {
            "rated_a": next((frame_a for frame_a in FRAMES_A if frame_a >= wanted_a), wanted_a),
            "breaking_ka": breaking_ka,
            "operating_ms": operating_s / SUFFIXES["ms"].si_ratio,
            "continuous_frac": CONTINUOUS_FRAC,
        }

    def _dial(self, name: str, pickup_a: float, below: Sequence[Below]) -> float:
        """The least dial that waits for all below, at the pickup that the relay will have."""
        entry = self._entry(name)
        given = entry.given if entry is not None else {}
        curve = self._curve(name)
        spec = RelaySpec.model_validate(
            {"pickup_a": given.get("pickup_a", pickup_a), "curve": curve, "dial_ratio": 1.0}
        )
        low_ratio, high_ratio = CURVES[spec.curve].dial_ratio
        wanted_ratio = graded_dial_ratio(trip_unit(spec), below, self._rules.margin_s)
        return min(max(wanted_ratio, low_ratio), high_ratio)

    def _made_of(
        self,
        stand: _Stand,
        values: dict[str, Any],
        breaker: dict[str, Any],
        load_a: float,
    ) -> Relay | None:
        name, kind, asset, kv = stand
        number, entry = self._given.get(name, (-1, None))
        given = entry.given if entry is not None else {}
        at = ("protection", "relays", number) if entry is not None else ("protection",)
        own = {"curve": self._rules.curve, "harmonic_block_frac": self._rules.harmonic_block_frac}
        aside = (*BREAKER_KEYS, *BESIDE_KEYS)
        wanted = own | values | {k: v for k, v in given.items() if k not in aside}
        spec, faults = validate(RelaySpec, wanted, source=self._source, at=at)
        self.faults += faults
        if spec is None:
            return None
        broken = BreakerSpec.model_validate(
            breaker | {k: v for k, v in given.items() if k in BREAKER_KEYS}
        )
        return Relay(
            id=name,
            kind=kind,
            asset=asset,
            kv=kv,
            spec=spec,
            breaker=broken,
            load_a=load_a,
            thermal=given.get("thermal"),
            listed=entry is not None,
        )
