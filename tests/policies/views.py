"""Hand-made readings, to ask a policy about a plant that need not exist."""

from __future__ import annotations

from dataclasses import dataclass, field

from twin.policies import HallReading, MainReading, RowReading

MW = 1e6


def row(name, *, mw=1.0, group=0, order=1, j_per_th=20.0, held=(), hashing=True, **more):
    """A row of a megawatt that hashes; asleep it draws a hundredth."""
    sleep_w = 0.01 * mw * MW
    coming_w = sleep_w if held else mw * MW
    values = {
        "row": name,
        "block": name.split("-")[0],
        "model": f"m{j_per_th:g}",
        "group_index": group,
        "shed_order": order,
        "j_per_th": j_per_th,
        "draw_w": mw * MW if hashing else sleep_w,
        "wake_w": mw * MW,
        "sleep_w": sleep_w,
        "coming_w": coming_w,
        "hashing": hashing,
        "held_by": tuple(held),
    }
    return RowReading(**values | more)


def main(name="T1", *, mva=20.0, rated_mva=25.0, group=0, factor=1.0, alarmed=False):
    """A transformer at a load."""
    return MainReading(name, group, mva * MW, rated_mva * MW, factor, alarmed)


def hall(name="H1", *, mw=8.0, peak_mw=9.0, fixed_mw=0.0, cap_frac=1.0, shares=((0, 1.0),)):
    """A hall and where its power comes from."""
    busy_mw = peak_mw - fixed_mw
    return HallReading(
        name, mw * MW, peak_mw * MW, fixed_mw * MW, busy_mw * MW, cap_frac, tuple(shares)
    )


@dataclass
class FakeView:
    """What a policy sees; the hot spot is a straight line of the load unless given."""

    row_list: list = field(default_factory=list)
    main_list: list = field(default_factory=list)
    hall_list: list = field(default_factory=list)
    t_us: int = 0
    price_usd_per_mwh: float = 30.0
    hashprice_usd_per_ph_day: float = 50.0
    ramp_up_w_per_s: float = 10 * MW / 60
    ramp_down_w_per_s: float = 1e12
    ramp_up_free_us: int = 0
    ramp_down_free_us: int = 0
    c_per_mva: float = 5.0

    @property
    def read_us(self):
        return self.t_us

    def rows(self):
        return self.row_list

    def mains(self):
        return self.main_list

    def halls(self):
        return self.hall_list

    def hot_spot_at(self, main, load_va, ahead_s):
        return self.c_per_mva * load_va / MW
