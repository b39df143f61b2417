"""Limits how often faults are reported, so that nobody can fill the disk with one that can be repeated at will.

A process reports so many of each kind a minute; the next report says how many were left out.
"""

from collections import Counter

from switch.recent_count import RecentCount

OVER_MS, MOST = 60_000, 10


class FewFaults:
    """Counts the faults that one process has reported."""

    def __init__(self) -> None:
        self._told: dict[str, RecentCount] = {}
        self._untold: Counter[str] = Counter()

    def worded(self, at: int, kind: str, text: str) -> str:
        """Return *text* as it should be reported, or "" if there were enough of this *kind*."""
        told = self._told.setdefault(kind, RecentCount(OVER_MS))
        if told.add(at, 0) >= MOST:
            self._untold[kind] += 1
            return ""
        told.add(at, 1)
        untold = self._untold.pop(kind, 0)
        return f"{text} (and {untold} more of this kind before)" if untold else text
