"""The plant: state columns, `apply(fact)`, reading at any instant, balances.

Pure: no clock, disk, luck or SimPy.

Facts are the only thing that changes it, and reading never does.
"""

from __future__ import annotations

from twin.facility.parts import Parts
from twin.facility.plant import Plant
from twin.facility.rules import FailureRates
from twin.facility.snapshot import fits, restored, snapshot

__all__ = ["FailureRates", "Parts", "Plant", "fits", "restored", "snapshot"]
