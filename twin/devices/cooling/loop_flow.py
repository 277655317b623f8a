"""How heat flows through a cooling plant while nothing is switched: conductances and their blocks.

Four temperatures: technology supply T1, facility supply T2, air T3 and mass T4 of the room.

`C1 T1' = Q + P1 - U (T1 - T2)`
`C2 T2' = U (T1 - T2) + Qc + P2 - Qt - G (T2 + Qt/W - Ts)`
`C3 T3' = Qa + P3 - Qc - h (T3 - T4)`, `C4 T4' = h (T3 - T4)`

Q and Qa are the heat of the racks, P of pumps and fans, U that of the exchangers, G of the dry
coolers over dry bulb Ts, W that of the facility water, h between air and mass. Coils take
`Qc = K (T3 - T2)` from the facility water, or `K (T3 - Tc)` into chilled water, then not in the
second line. Chillers trim behind the dry coolers by `Qt = g (T2 - Tt)`, so they work on water that
is as warm as can be. What chillers can't give is cut off: then Qc or Qt is a constant.

Off-diagonals are heat between two states, so each matrix is symmetrisable, no row sums to more than
zero, and every state is monotone in every input.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from twin.kernel import LinearBlock, linear_block

States = tuple[float, float, float, float]

_LARGEST_FRAC = 0.999


class Flow(NamedTuple):
    """What stays until something is switched, stepped or failed.

    Attributes:
        between_w_per_k: U.
        sink_w_per_k: G, over the water that leaves the dry coolers.
        water_w_per_k: W.
        coil_w_per_k: K; 0 where coils take a constant.
        shared: coils are fed by the facility loop.
        trim_w_per_k: g; 0 where nothing is trimmed, or a constant.
        exchange_w_per_k: h.
    """

    between_w_per_k: float
    sink_w_per_k: float
    water_w_per_k: float
    coil_w_per_k: float
    shared: bool
    trim_w_per_k: float
    exchange_w_per_k: float

    @property
    def drain_w_per_k(self) -> float:
        """What leaves the facility loop for good, per kelvin of T2."""
        return self.sink_w_per_k * (1.0 + self.trimmed_k_per_k) + self.trim_w_per_k

    @property
    def trimmed_k_per_k(self) -> float:
        """Water before the trim over water behind it, per kelvin of T2: `g / W`."""
        return self.trim_w_per_k / self.water_w_per_k if self.water_w_per_k else 0.0


class Part(NamedTuple):
    """States `first` to `end` that form a block of their own."""

    first: int
    end: int
    block: LinearBlock


def leaving_w_per_k(entering_w_per_k: float, hot_w_per_k: float) -> float:
    """Heat per kelvin of hot *leaving* over cold entering, from that of hot entering.

    The hot side cools by `Q / W`, so `a = g / (1 - g/W)`; in balanced counterflow that is UA.

    >>> leaving_w_per_k(75.0, 100.0)
    300.0
    """
    if entering_w_per_k <= 0.0 or hot_w_per_k <= 0.0:
        return 0.0
    return entering_w_per_k / (1.0 - min(entering_w_per_k / hot_w_per_k, _LARGEST_FRAC))


def parts_of(flow: Flow, capacities_j_per_k: States) -> tuple[Part, ...]:
    """The blocks: one of four states where the coils join air and water, else two of two."""
    u, h, drain = flow.between_w_per_k, flow.exchange_w_per_k, flow.drain_w_per_k
    coil = flow.coil_w_per_k
    one, two, air, mass = capacities_j_per_k
    joined = coil if flow.shared else 0.0
    liquid = ((-u / one, u / one), (u / two, -(u + drain + joined) / two))
    room = ((-(coil + h) / air, h / air), (h / mass, -h / mass))
    if not joined:
        return Part(0, 2, linear_block(liquid)), Part(2, 4, linear_block(room))
    block = linear_block(
        (
            (*liquid[0], 0.0, 0.0),
            (*liquid[1], joined / two, 0.0),
            (0.0, joined / air, *room[0]),
            (0.0, 0.0, *room[1]),
        )
    )
    return (Part(0, 4, block),)


def advance(parts: Sequence[Part], state_c: States, drive_k_per_s: States, span_s: float) -> States:
    """The temperatures after a span."""
    found_c: list[float] = []
    for first, end, block in parts:
        found_c += block.advance(state_c[first:end], drive_k_per_s[first:end], span_s)
    one, two, air, mass = found_c
    return one, two, air, mass


def settled(parts: Sequence[Part], state_c: States, drive_k_per_s: States) -> States:
    """Where the temperatures settle; those of a block that never does stay as they are."""
    found_c: list[float] = []
    for first, end, block in parts:
        found_c += block.steady(drive_k_per_s[first:end]) or state_c[first:end]
    one, two, air, mass = found_c
    return one, two, air, mass


def ranges(
    parts: Sequence[Part], state_c: Sequence[float], drive_k_per_s: Sequence[float]
) -> list[tuple[float, float]]:
    """Lowest and highest that each temperature can ever be; without end where it never settles.

    With `x(t) - xs = exp(At) (x0 - xs)` and an `exp(At)` that has no negative entry and no row
    above one, no state goes further from `xs` than the furthest of its block, on either side.
    """
    found_c: list[tuple[float, float]] = []
    for first, end, block in parts:
        steady_c = block.steady(drive_k_per_s[first:end])
        if steady_c is None:
            found_c += [(-inf, inf)] * (end - first)
            continue
        off_k = [now - level for now, level in zip(state_c[first:end], steady_c, strict=True)]
        above_k, below_k = max(0.0, *off_k), min(0.0, *off_k)
        found_c += [(level + below_k, level + above_k) for level in steady_c]
    return found_c
