"""What is in service now: assets come into service and leave it as a plan says.

What a run may ever have in service is a matter of its parts; here is which of it is out for now. A
block takes its rows, its unit transformers and a feeder of its own with it, a hall its racks.
"""

from __future__ import annotations

from collections.abc import Collection

from twin.facility.parts import Parts


class Service:
    """Whether each asset is in service, by index, kept in step with the plant's `idle`.

    Attributes:
        main, bus, tie, feeder, pad, row, hall: one entry an asset.
    """

    __slots__ = ("bus", "feeder", "hall", "main", "pad", "row", "tie")

    def __init__(self, parts: Parts, idle: Collection[str]) -> None:
        """All that the parts have in service but what is idle."""
        self.main, self.bus, self.tie = [False], [False], [False]
        self.feeder, self.pad, self.row, self.hall = [False], [False], [False], [False]
        self.follow(parts, idle)

    def follow(self, parts: Parts, idle: Collection[str]) -> None:
        """Other assets are idle now."""
        here = [parts.main_in_service, parts.bus_in_service, parts.tie_in_service]
        here += [parts.hall_in_service]
        names = [parts.main_ids, parts.bus_ids, parts.tie_ids, parts.hall_ids]
        for column, ids, there in zip(
            (self.main, self.bus, self.tie, self.hall), names, here, strict=True
        ):
            column[:] = [on and name not in idle for name, on in zip(ids, there, strict=True)]
        self.row[:] = [
            on and block not in idle
            for block, on in zip(parts.row_block, parts.row_in_service, strict=True)
        ]
        self.pad[:] = [
            on and name not in idle and parts.pad_owner[pad] not in idle
            for pad, (name, on) in enumerate(zip(parts.pad_ids, parts.pad_in_service, strict=True))
        ]
        self.feeder[:] = [
            on and name not in idle and self._has_use(parts, feeder, idle)
            for feeder, (name, on) in enumerate(
                zip(parts.feeder_ids, parts.feeder_in_service, strict=True)
            )
        ]

    def _has_use(self, parts: Parts, feeder: int, idle: Collection[str]) -> bool:
        """Whether something on a feeder is in service; a feeder without users is not asked."""
        owners = [
            parts.pad_owner[pad]
            for pad, at in enumerate(parts.wiring.pad_feeder)
            if at == feeder and parts.pad_owner[pad]
        ]
        return not owners or any(owner not in idle for owner in owners)
