"""Counts how often something happened within the last hour, or another time that slides along."""

from collections import deque


class RecentCount:
    """Counts what happened within the last *over_ms*."""

    def __init__(self, over_ms: int) -> None:
        self._over_ms = over_ms
        self._counts: deque[tuple[int, int]] = deque()
        self._sum = 0

    def add(self, now_ms: int, more: int) -> int:
        """Add *more* that happened just now, and return the count."""
        if more:
            self._counts.append((now_ms, more))
            self._sum += more
        while self._counts and now_ms - self._counts[0][0] >= self._over_ms:
            self._sum -= self._counts.popleft()[1]
        return self._sum
