"""Faults that are told, so that nobody can fill the disk with one that can be repeated at will.

Of each kind a process tells so many a minute; the next one that it tells says how many were not.
"""

from collections import Counter

from switch.recent_count import RecentCount

OVER_MS, MOST = 60_000, 10


class FewFaults:
    def __init__(self) -> None:
        self._told: dict[str, RecentCount] = {}
        self._untold: Counter[str] = Counter()

    def worded(self, at: int, kind: str, text: str) -> str:
        """*text* as it is to be told; "" when there were enough of this *kind*."""
        told = self._told.setdefault(kind, RecentCount(OVER_MS))
        if told.add(at, 0) >= MOST:
            self._untold[kind] += 1
            return ""
        told.add(at, 1)
        untold = self._untold.pop(kind, 0)
        return f"{text} (and {untold} more of this kind before)" if untold else text
