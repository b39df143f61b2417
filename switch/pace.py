"""Decides how many new calls are let in a second: no more than was measured, or as many as trying shows."""

from collections.abc import Callable

LONG_MS = 80.0
"""Messages that wait this long, on an average of half a second, show that calls come faster than they are served."""

SHORT_MS = LONG_MS / 2
WAIT_OVER_MS = 500
PATIENCE_MS = 1_000
"""The least time between two changes of the rate, because a call causes most of its work a second and more after it
came."""

UP_OVER_MS, DOWN_OVER_MS = 1_000, 20_000
"""Averages of what is let in: it counts for longer than a moment in which nothing is."""

PER_CORE, LEAST, MOST = 50.0, 10.0, 10_000.0
"""New calls a second to begin with, per core, and the bounds of the rate."""

USED, HALF_USED = 0.8, 0.5
"""A rate says something about the machine only if about as many calls really come, and waiting says something about the
rate only if at least half as many do."""

BUSY, TOO_BUSY = 0.96, 0.99
"""Shares of the processor's time."""

FORGOTTEN = 0.01
"""How much of what went less well than measured is forgotten at each look, while nothing waits."""

SLOWED = 0.5
"""A machine that carries less than this share of what was measured has another problem than too many calls."""


class Pace:
    """Lowers the rate when messages wait, raises it soon to what went well before, and on from there as long as more
    calls come.

    *rate* is how many new calls a second may come, from *least* to *most*. If *most* was measured, it is aimed at again
    in the long run. *busy* returns the share of the processor's time that was used since it was last asked.
    """

    def __init__(self, busy: Callable[[], float], rate: float, least: float, most: float, is_measured: bool) -> None:
        self.rate = self._good = rate
        self._least, self._most, self._is_measured = least, most, is_measured
        self._busy = busy
        self._came = self._wait_ms = self._since_ms = 0.0

    def look(self, passed_ms: float, taken: int, wait_ms: float) -> None:
        """Adjust the rate: in the last *passed_ms*, *taken* calls were let in, and messages wait for *wait_ms*."""
        came = taken * 1000 / passed_ms
        over_ms = UP_OVER_MS if came > self._came else DOWN_OVER_MS
        self._came += (came - self._came) * min(1.0, passed_ms / over_ms)
        self._wait_ms += (wait_ms - self._wait_ms) * min(1.0, passed_ms / WAIT_OVER_MS)
        self._since_ms += passed_ms
        if self._since_ms >= PATIENCE_MS:
            self._since_ms = 0.0
            self._set(self._next(self._busy()))

    def _next(self, busy: float) -> float:
        if self._wait_ms > LONG_MS and self._came > HALF_USED * self.rate:
            carried = min(self.rate, self._came)
            self._good = (self._good + carried) / 2
            return 0.85 * carried
        is_used = self._came > USED * self.rate
        if self._is_measured and self._wait_ms < SHORT_MS:
            self._good += FORGOTTEN * (self._most - self._good)
        if busy > TOO_BUSY and is_used:
            return 0.97 * self.rate
        if busy < BUSY and self._wait_ms < SHORT_MS:
            return self.rate + max(0.3 * (self._good - self.rate), 0.03 * self.rate * is_used)
        return self.rate

    def _set(self, rate: float) -> None:
        self.rate = max(self._least, min(self._most, rate))


def pace(measured: int, busy: Callable[[], float], cores: int) -> Pace:
    """Return the pace for a machine with so many *cores*. *measured*, 0 if nobody has measured, is the most that is let
    in; it is less while the machine is slower than it was then, as when other programs use it, too."""
    if measured:
        return Pace(busy, measured, SLOWED * measured, measured, True)
    return Pace(busy, PER_CORE * cores, LEAST, MOST, False)
