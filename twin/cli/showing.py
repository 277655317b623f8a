"""Values as people read them: a column's head, its unit at the edge, the digits that matter.

Inside a number is in SI and its name ends in its unit; here it becomes MW, PH/s or %.
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.cli.tables import Measured, number
from twin.units import H_PER_PH, H_PER_TH, PA_PER_MBAR, SUFFIXES, unit_of

_THREE_DIGITS_ABOVE = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a suffix is shown.

    Attributes:
        unit: label.
        scale_ratio: multiply by it.
        digits: behind the point.
    """

    unit: str
    scale_ratio: float = 1.0
    digits: int = 1


def _as(suffix: str, shown: str, digits: int = 1) -> Style:
    """A unit shown as another of its kind."""
    unit = SUFFIXES[shown]
    ratio = SUFFIXES[suffix].si_ratio / unit.si_ratio
    return Style(unit=unit.label, scale_ratio=ratio, digits=digits)


STYLES: dict[str, Style] = {
    "w": _as("w", "mw", 2),
    "j": _as("j", "mwh"),
    "th_per_s": Style(unit="PH/s", scale_ratio=H_PER_TH / H_PER_PH),
    "c": Style(unit="°C"),
    "k": Style(unit="K"),
    "pu": Style(unit="pu", digits=3),
    "frac": _as("frac", "pct"),
    "pa": Style(unit="hPa", scale_ratio=1.0 / PA_PER_MBAR),
    "count": Style(unit="", digits=0),
    "index": Style(unit="", digits=0),
    "ratio": Style(unit="", digits=3),
    "usd_per_mwh": Style(unit="USD/MWh", digits=2),
    "usd_per_btc": Style(unit="USD/BTC", digits=0),
    "usd_per_ph_day": Style(unit="USD/PH/day", digits=2),
    "btc": Style(unit="BTC", digits=4),
    "usd": Style(unit="USD", digits=0),
    "s": Style(unit="s"),
    "h": Style(unit="h"),
}
_SHORT = {"ai": "AI", "it": "IT", "pue": "PUE", "hotspot": "hot-spot", "soc": "charge"}
_SMALL_LOSS = _as("w", "kw", 0)


def style_of(name: str) -> Style:
    """How a quantity is shown, by the longest suffix that is known.

    >>> style_of("price_usd_per_mwh").unit, style_of("loss_w").unit
    ('USD/MWh', 'kW')

    Args:
        name: with its unit last.
    """
    if name.endswith("loss_w"):
        return _SMALL_LOSS
    found = STYLES.get(suffix_of(name))
    if found is None:
        unit = unit_of(name)
        found = Style(unit=unit.label if unit else "")
    return found


def suffix_of(name: str) -> str:
    """The unit a name ends in, as written there; empty when it ends in none.

    >>> suffix_of("hash_th_per_s")
    'th_per_s'

    Args:
        name: with its unit last.
    """
    parts = name.split("_")
    ends = ("_".join(parts[start:]) for start in range(len(parts)))
    return next((end for end in ends if end in STYLES or end in SUFFIXES), "")


def head_of(name: str) -> str:
    """A column's head: the quantity in words and its unit.

    >>> head_of("import_w"), head_of("queue_count")
    ('import MW', 'queue')

    Args:
        name: with its unit last.
    """
    words = name.removesuffix(suffix_of(name)).strip("_").split("_")
    return " ".join([*(_SHORT.get(word, word) for word in words), style_of(name).unit]).strip()


def cell_of(name: str, amount: Measured) -> str:
    """A value under its head.

    >>> cell_of("import_w", 13_313_246.2), cell_of("cap_frac", 1.0)
    ('13.31', '100.0')

    Args:
        name: with its unit last.
        amount: in SI.
    """
    style = style_of(name)
    if amount is not None and abs(amount) >= _THREE_DIGITS_ABOVE and not style.unit:
        return f"{amount:.5g}"
    return number(None if amount is None else amount * style.scale_ratio, style.digits)


def value_of(name: str, amount: Measured) -> str:
    """A value with its unit behind it.

    >>> value_of("hotspot_c", 101.25)
    '101.2 °C'

    Args:
        name: with its unit last.
        amount: in SI.
    """
    return f"{cell_of(name, amount)} {style_of(name).unit}".strip()
