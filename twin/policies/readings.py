"""A reading of the whole plant, taken once and looked at later: what sampled telemetry delivers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from twin.devices.transformer import Transformers
from twin.facility import Plant
from twin.policies.contract import HallReading, MainReading, RowReading
from twin.policies.telemetry import IdealView
from twin.units import US_PER_S


class Reading:
    """Everything a policy may see of a plant, kept as it stood at an instant.

    Attributes:
        read_us: the instant it shows.
        topic_seq: facts that last touched each topic by then.
    """

    def __init__(self, plant: Plant, read_us: int) -> None:
        """Read `plant` at `read_us`."""
        view = IdealView(plant, read_us)
        self.read_us = read_us
        self.topic_seq = dict(plant.control.topic_seq)
        self.price_usd_per_mwh = view.price_usd_per_mwh
        self.hashprice_usd_per_ph_day = view.hashprice_usd_per_ph_day
        self.ramp_up_w_per_s = view.ramp_up_w_per_s
        self.ramp_down_w_per_s = view.ramp_down_w_per_s
        self.ramp_up_free_us = view.ramp_up_free_us
        self.ramp_down_free_us = view.ramp_down_free_us
        self.rows = tuple(view.rows())
        self.halls = tuple(view.halls())
        self.mains = tuple(view.mains())
        self._parts = plant.parts
        self._thermal = plant.transformers.snapshot()
        self._ambient = plant.transformers.ambient.snapshot()

    def hot_spot_at(self, main: str, load_va: float, ahead_s: float) -> float:
        """Hot spot [C] `ahead_s` after the reading if the load were `load_va` from then on."""
        index = self._parts.main_index[main]
        return self._family.hot_spot_ahead_c(index, self.read_us, load_va, ahead_s)

    @cached_property
    def _family(self) -> Transformers:
        """The transformers as they were, built only for a policy that asks for a forecast."""
        family = self._parts.transformers(self.read_us)
        family.ambient.restore(self._ambient)
        family.restore(self._thermal)
        return family


class LateView:
    """A reading that arrived: the view of a policy that is asked when it does."""

    def __init__(self, reading: Reading, t_us: int) -> None:
        """Look at `reading` at `t_us`."""
        self._reading = reading
        self._t_us = t_us

    @property
    def t_us(self) -> int:
        """Instant of the decision."""
        return self._t_us

    @property
    def read_us(self) -> int:
        """Instant that the reading shows."""
        return self._reading.read_us

    @property
    def price_usd_per_mwh(self) -> float:
        """Energy price at the node."""
        return self._reading.price_usd_per_mwh

    @property
    def hashprice_usd_per_ph_day(self) -> float:
        """What a PH/s earns in a day, before the pool's fee."""
        return self._reading.hashprice_usd_per_ph_day

    @property
    def ramp_up_w_per_s(self) -> float:
        """Contracted ramp of the import, upwards."""
        return self._reading.ramp_up_w_per_s

    @property
    def ramp_down_w_per_s(self) -> float:
        """Contracted ramp of the import, downwards."""
        return self._reading.ramp_down_w_per_s

    @property
    def ramp_up_free_us(self) -> int:
        """From when the ramp upwards was free of what the reading knew of."""
        return self._reading.ramp_up_free_us

    @property
    def ramp_down_free_us(self) -> int:
        """From when the ramp downwards was free of what the reading knew of."""
        return self._reading.ramp_down_free_us

    def rows(self) -> Sequence[RowReading]:
        """Every row in service, in the site's order."""
        return self._reading.rows

    def halls(self) -> Sequence[HallReading]:
        """Every hall in service."""
        return self._reading.halls

    def mains(self) -> Sequence[MainReading]:
        """Every main transformer in service."""
        return self._reading.mains

    def hot_spot_at(self, main: str, load_va: float, ahead_s: float) -> float:
        """Hot spot [C] `ahead_s` on, as if the load had been `load_va` since the reading."""
        age_s = (self._t_us - self._reading.read_us) / US_PER_S
        return self._reading.hot_spot_at(main, load_va, ahead_s + age_s)
