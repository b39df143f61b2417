"""Measures how busy the machine is, from /proc/stat (proc(5))."""

FIELDS = slice(1, 9)
NICE, IDLE, IOWAIT = 1, 3, 4


class Processor:
    """Looks at all cores together."""

    def __init__(self) -> None:
        self._free, self._total = _ticks()
        self._busy = 0.0

    def busy(self) -> float:
        """Return the share of time in use since the last look that saw any time pass. Programs that let others go
        first, as our worker does, do not count."""
        free, total = _ticks()
        if total > self._total:
            self._busy = 1 - (free - self._free) / (total - self._total)
            self._free, self._total = free, total
        return self._busy


def _ticks() -> tuple[int, int]:
    with open("/proc/stat", encoding="ascii") as file:
        ticks = [int(word) for word in file.readline().split()[FIELDS]]
    return ticks[NICE] + ticks[IDLE] + ticks[IOWAIT], sum(ticks)
