"""What is in service now: assets come into service and leave it as a plan says.

What a run may ever have in service is a matter of its parts; here is which of it is out for now. A
block takes its rows, its unit transformers and a feeder of its own with it, a hall its racks.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from twin.facility.parts import Parts


class Service:
    """Whether each asset is in service, by index, kept in step with the plant's `idle`.

    Attributes:
        main, bus, tie, feeder, pad, row, hall: one entry an asset.
    """

    __slots__ = ("bus", "feeder", "hall", "main", "pad", "row", "tie")

    def __init__(self, parts: Parts, idle: Collection[str]) -> None:
        """All that the parts have in service but what is idle."""
        self.main, self.bus, self.tie = list[bool](), list[bool](), list[bool]()
        self.feeder, self.pad = list[bool](), list[bool]()
        self.row, self.hall = list[bool](), list[bool]()
        self.follow(parts, idle)

    def follow(self, parts: Parts, idle: Collection[str]) -> None:
        """Other assets are idle now."""

        def _here(names: Sequence[str], in_service: Sequence[bool]) -> list[bool]:
            return [on and name not in idle for name, on in zip(names, in_service, strict=True)]

        self.main[:] = _here(parts.main_ids, parts.main_in_service)
        self.bus[:] = _here(parts.bus_ids, parts.bus_in_service)
        self.tie[:] = _here(parts.tie_ids, parts.tie_in_service)
        self.hall[:] = _here(parts.hall_ids, parts.hall_in_service)
        self.row[:] = _here(parts.row_block, parts.row_in_service)
        self.pad[:] = _here(parts.pad_owner, _here(parts.pad_ids, parts.pad_in_service))
        used = [_has_use(parts, feeder, idle) for feeder in range(len(parts.feeder_ids))]
        there = _here(parts.feeder_ids, parts.feeder_in_service)
        self.feeder[:] = [on and wanted for on, wanted in zip(there, used, strict=True)]


def _has_use(parts: Parts, feeder: int, idle: Collection[str]) -> bool:
    """Whether something on a feeder is in service; a feeder without users is not asked."""
    owners = [
        parts.pad_owner[pad]
        for pad, at in enumerate(parts.wiring.pad_feeder)
        if at == feeder and parts.pad_owner[pad]
    ]
    return not owners or any(owner not in idle for owner in owners)
