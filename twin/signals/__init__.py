"""The catalogue of derived quantities: what can be asked of a site at any instant, by name.

A signal is `asset.quantity`: `T1.hotspot_c`, `B04.power_w`, `site.import_w`. Each quantity is one
row of a table; its unit is the suffix of its name. This room stands below the plant, so it reads
any object that has the plant's columns. Assets that are not in service have no signals.
"""

from twin.signals.backup import battery_gives, engines_w
from twin.signals.catalogue import QUANTITIES, asked_kinds, catalogue, chosen
from twin.signals.quantity import Quantity, Read, Signal
from twin.signals.site import bus_voltage_pu, mining_w

__all__ = (
    "QUANTITIES",
    "Quantity",
    "Read",
    "Signal",
    "asked_kinds",
    "battery_gives",
    "bus_voltage_pu",
    "catalogue",
    "chosen",
    "engines_w",
    "mining_w",
)
