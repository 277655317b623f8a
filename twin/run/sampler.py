"""Samples for charts: the values of all signals on a grid of instants."""

from __future__ import annotations


class Sampler:
    """Takes the signals of a plant at the instants of a grid.

    Attributes:
        next_us: the next instant of the grid.
    """

    next_us = 1 << 62

    def take(self, before_us: int) -> None:
        """Sample every instant of the grid before one."""

    def hand_over(self) -> None:
        """Give what was taken to the log's samples."""

    def close(self) -> None:
        """Give the rest and write it."""
