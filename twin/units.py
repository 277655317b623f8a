"""Units: the suffix table and the only home of 1e3, 3600 and 273.15.

Every number in the code ends in its unit; this table says what each suffix means. It feeds the tidy
test, the Arrow field metadata and the labels. Inside everything is SI (temperatures in degrees
Celsius, `_c`; differences in kelvin, `_k`); MW, kWh, TH/s and % appear at the edges only, converted
here.
"""

from __future__ import annotations

from dataclasses import dataclass

US_PER_S = 1_000_000
US_PER_MS = 1000
S_PER_MIN = 60
S_PER_H = 3600
S_PER_DAY = 86_400
H_PER_YEAR = 8760
DAYS_PER_YEAR = 365
MONTHS_PER_YEAR = 12
H_PER_MONTH = H_PER_YEAR / MONTHS_PER_YEAR
US_PER_MIN = US_PER_S * S_PER_MIN
US_PER_H = US_PER_S * S_PER_H
US_PER_DAY = US_PER_S * S_PER_DAY
W_PER_KW = 1e3
W_PER_MW = 1e6
KW_PER_MW = 1e3
KWH_PER_MWH = 1e3
VA_PER_MVA = 1e6
V_PER_KV = 1e3
J_PER_KJ = 1e3
L_PER_M3 = 1e3
J_PER_KWH = 3.6e6
J_PER_MWH = 3.6e9
J_PER_MJ = 1e6
M3_PER_L = 1e-3
H_PER_TH = 1e12
H_PER_PH = 1e15
H_PER_EH = 1e18
KELVIN_AT_0_C = 273.15
PER_PERCENT = 0.01
PA_PER_MBAR = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a name's suffix says: the label people read and the SI unit behind it.

    Attributes:
        label: as printed behind a number, empty for a pure ratio.
        quantity: what kind of thing it measures.
        si_ratio: multiply a value in this unit by it to get SI, of money dollars or bitcoin, of
            hashes single ones (`_c` is an offset: 1).
    """

    label: str
    quantity: str
    si_ratio: float = 1.0


def _unit(label: str, quantity: str, si_ratio: float = 1.0) -> Unit:
    return Unit(label=label, quantity=quantity, si_ratio=si_ratio)


SUFFIXES: dict[str, Unit] = {
    "w": _unit("W", "power"),
    "kw": _unit("kW", "power", 1e3),
    "mw": _unit("MW", "power", 1e6),
    "va": _unit("VA", "apparent power"),
    "mva": _unit("MVA", "apparent power", 1e6),
    "kva": _unit("kVA", "apparent power", 1e3),
    "var": _unit("var", "reactive power"),
    "j": _unit("J", "energy"),
    "kwh": _unit("kWh", "energy", 3.6e6),
    "mwh": _unit("MWh", "energy", 3.6e9),
    "v": _unit("V", "voltage"),
    "kv": _unit("kV", "voltage", 1e3),
    "a": _unit("A", "current"),
    "ka": _unit("kA", "current", 1e3),
    "ohm": _unit("ohm", "resistance"),
    "a2s": _unit("A²s", "current squared over time"),
    "c": _unit("°C", "temperature"),
    "k": _unit("K", "temperature difference"),
    "s": _unit("s", "time"),
    "us": _unit("us", "time", 1e-6),
    "ms": _unit("ms", "time", 1e-3),
    "min": _unit("min", "time", 60.0),
    "h": _unit("h", "time", 3600.0),
    "days": _unit("days", "time", 86_400.0),
    "months": _unit("months", "time", 730.0 * 3600.0),
    "years": _unit("years", "time", 8760.0 * 3600.0),
    "hz": _unit("Hz", "frequency"),
    "pa": _unit("Pa", "pressure"),
    "m": _unit("m", "length"),
    "m2": _unit("m2", "area"),
    "m3": _unit("m3", "volume"),
    "l": _unit("L", "volume", 1e-3),
    "kg": _unit("kg", "mass"),
    "frac": _unit("", "fraction"),
    "pu": _unit("pu", "per unit of rating"),
    "pct": _unit("%", "percent", 0.01),
    "ratio": _unit("", "ratio"),
    "count": _unit("", "count"),
    "index": _unit("", "index"),
    "usd": _unit("USD", "money"),
    "btc": _unit("BTC", "money"),
    "deg": _unit("deg", "angle"),
    "usd_per_mwh": _unit("USD/MWh", "energy price", 1.0 / 3.6e9),
    "usd_per_btc": _unit("USD/BTC", "bitcoin price"),
    "usd_per_ph_day": _unit("USD/PH/day", "hashprice", 1.0 / (1e15 * 86_400.0)),
    "btc_per_day": _unit("BTC/day", "mining income", 1.0 / 86_400.0),
    "usd_per_mw_year": _unit("USD/MW/year", "income of power", 1e-6 / (8760.0 * 3600.0)),
    "kwh_per_th_day": _unit("kWh/TH/day", "efficiency", 3.6e6 / (1e12 * 86_400.0)),
    "usd_per_kw_month": _unit("USD/kW/month", "rent of power", 1e-3 / (730.0 * 3600.0)),
    "usd_per_kw_mo": _unit("USD/kW/month", "rent of power", 1e-3 / (730.0 * 3600.0)),
    "usd_per_kw_year": _unit("USD/kW/year", "income of power", 1e-3 / (8760.0 * 3600.0)),
    "usd_per_kw_yr": _unit("USD/kW/year", "income of power", 1e-3 / (8760.0 * 3600.0)),
    "usd_per_kw_day": _unit("USD/kW/day", "damages", 1e-3 / 86_400.0),
    "usd_per_mw_h": _unit("USD/MW/h", "price of reserve", 1e-6 / 3600.0),
    "usd_per_gpu_h": _unit("USD/GPU/h", "price of computing", 1.0 / 3600.0),
    "usd_per_kw": _unit("USD/kW", "capital cost", 1e-3),
    "usd_per_mw": _unit("USD/MW", "capital cost", 1e-6),
    "usd_per_gpu": _unit("USD/GPU", "capital cost"),
    "mw_months": _unit("MW-months", "power held", 1e6 * 730.0 * 3600.0),
    "kg_per_kwh": _unit("kg/kWh", "carbon per energy", 1.0 / 3.6e6),
    "mw_per_min": _unit("MW/min", "ramp", 1e6 / 60.0),
    "w_per_s": _unit("W/s", "ramp"),
    "per_year": _unit("1/year", "rate", 1.0 / (8760.0 * 3600.0)),
    "per_day": _unit("1/day", "rate", 1.0 / 86_400.0),
    "per_h": _unit("1/h", "rate", 1.0 / 3600.0),
    "per_s": _unit("1/s", "rate"),
    "per_k": _unit("1/K", "temperature coefficient"),
    "th": _unit("TH", "hashes", 1e12),
    "h_per_s": _unit("H/s", "hash rate"),
    "th_per_s": _unit("TH/s", "hash rate", 1e12),
    "eh_per_s": _unit("EH/s", "hash rate", 1e18),
    "j_per_th": _unit("J/TH", "efficiency", 1e-12),
    "k_per_w": _unit("K/W", "thermal resistance"),
    "w_per_k": _unit("W/K", "thermal conductance"),
    "kw_per_k": _unit("kW/K", "thermal conductance", 1e3),
    "j_per_k": _unit("J/K", "heat capacity"),
    "kj_per_k": _unit("kJ/K", "heat capacity", 1e3),
    "j_per_kg_k": _unit("J/(kg K)", "specific heat"),
    "kg_per_m3": _unit("kg/m3", "density"),
    "kg_per_s": _unit("kg/s", "mass flow"),
    "m3_per_s": _unit("m3/s", "volume flow"),
    "l_per_min": _unit("L/min", "volume flow", 1e-3 / 60.0),
    "l_per_h": _unit("L/h", "volume flow", 1e-3 / 3600.0),
    "l_per_kwh": _unit("L/kWh", "volume per energy", 1e-3 / 3.6e6),
    "mj_per_l": _unit("MJ/L", "heat per volume", 1e9),
    "ohm_per_km": _unit("ohm/km", "line resistance", 1e-3),
    "km": _unit("km", "length", 1e3),
}


def unit_of(name: str) -> Unit | None:
    """The unit a name ends in, the longest suffix first; None when it ends in none.

    >>> unit_of("contracted_mw").label
    'MW'
    >>> unit_of("price_usd_per_mwh").label
    'USD/MWh'
    """
    parts = name.split("_")
    for start in range(len(parts)):
        found = SUFFIXES.get("_".join(parts[start:]))
        if found is not None:
            return found
    return None


def kelvin(temperature_c: float) -> float:
    """Absolute temperature [K] of a Celsius one.

    >>> kelvin(0.0)
    273.15
    """
    return temperature_c + KELVIN_AT_0_C
