"""Lines of the journal that could not be written yet, as the disk is full: kept until there is room, and counted when
there are too many.

``switch.shared_backlog`` is in Kamailio's shared memory, so that any process may write down what another could not, in
the order in which it happened. ``OwnBacklog`` is its twin for one process by itself.
"""

from collections import deque
from typing import NamedTuple, Protocol

MOST_BYTES = 16_000_000


class Unwritten(NamedTuple):
    """*data* belongs into the file of *day*."""

    day: str
    data: bytes


class Backlog(Protocol):
    """Many may put lines into it; only one process takes them out."""

    def is_empty(self) -> bool: ...

    def put(self, line: Unwritten) -> None:
        """Keep it behind all others, or count it as lost."""

    def first(self) -> Unwritten | None: ...

    def drop_first(self) -> None: ...

    def lost(self) -> int:
        """Lines lost, as there was no room for them here either, that nobody has written down yet."""

    def forget_lost(self, count: int) -> None: ...


class OwnBacklog:
    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._lines: deque[Unwritten] = deque()
        self._left, self._lost = most_bytes, 0

    def is_empty(self) -> bool:
        return not self._lines

    def put(self, line: Unwritten) -> None:
        if len(line.data) > self._left:
            self._lost += 1
            return
        self._left -= len(line.data)
        self._lines.append(line)

    def first(self) -> Unwritten | None:
        return self._lines[0] if self._lines else None

    def drop_first(self) -> None:
        self._left += len(self._lines.popleft().data)

    def lost(self) -> int:
        return self._lost

    def forget_lost(self, count: int) -> None:
        self._lost -= count
