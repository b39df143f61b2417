"""Lets new calls come in a bunch, but in the long run no faster than a rate: a token bucket."""

BURST_S = 0.25
LEAST_BURST = 10.0


class Bucket:
    """Holds what may come until the next turn."""

    def __init__(self, rate: float) -> None:
        self._level = _room(rate)

    @property
    def whole(self) -> int:
        """Return how many calls may come."""
        return int(self._level)

    def turn(self, passed_ms: float, taken: int, rate: float) -> None:
        """Refill the bucket at *rate* per second, after *taken* calls came in *passed_ms*."""
        self._level = min(_room(rate), self._level - taken + rate * passed_ms / 1000)


def _room(rate: float) -> float:
    return max(LEAST_BURST, rate * BURST_S)
