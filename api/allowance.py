"""How many messages may come: so many a second, and some at once after a rest."""

from __future__ import annotations


class Allowance:
    """A bucket that fills with time and is emptied by messages."""

    def __init__(self, per_s: float, burst_count: float, now_s: float) -> None:
        """Full at first."""
        self._per_s = per_s
        self._most_count = burst_count
        self._left_count = burst_count
        self._seen_s = now_s

    def spend(self, now_s: float) -> bool:
        """One message; whether it was still allowed.

        >>> bucket = Allowance(1.0, 2.0, 0.0)
        >>> [bucket.spend(0.0), bucket.spend(0.0), bucket.spend(0.5), bucket.spend(2.0)]
        [True, True, False, True]
        """
        filled = self._left_count + (now_s - self._seen_s) * self._per_s
        self._seen_s = now_s
        self._left_count = min(filled, self._most_count) - 1.0
        return self._left_count >= 0.0
