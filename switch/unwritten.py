"""Keeps lines of the journal that could not be written because the disk is full, until there is room, and counts them
if there are too many.

``switch.shared_backlog`` is in Kamailio's shared memory, so that any process may write what another could not, in the
order in which it happened. ``OwnBacklog`` is its twin for one process by itself.
"""

from collections import deque
from typing import NamedTuple, Protocol

MOST_BYTES = 16_000_000
"""The most bytes that are kept."""


class Unwritten(NamedTuple):
    """Describes a line: *data* belongs into the file of *day*."""

    day: str
    data: bytes


class Backlog(Protocol):
    """Keeps lines. Many processes may put lines into it; only one takes them out."""

    def is_empty(self) -> bool:
        """Return whether no line is kept."""

    def put(self, line: Unwritten) -> None:
        """Keep the line behind all others, or count it as lost."""

    def first(self) -> Unwritten | None:
        """Return the first line; None if there is none."""

    def drop_first(self) -> None:
        """Drop the first line."""

    def lost(self) -> int:
        """Return how many lines were lost because there was no room for them here either, and are not noted in the
        journal yet."""

    def forget_lost(self, count: int) -> None:
        """Note that so many lost lines are in the journal now."""


class OwnBacklog:
    """Keeps lines for one process; see ``Backlog``."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._lines: deque[Unwritten] = deque()
        self._left, self._lost = most_bytes, 0

    def is_empty(self) -> bool:
        """Return whether no line is kept."""
        return not self._lines

    def put(self, line: Unwritten) -> None:
        """Keep the line behind all others, or count it as lost."""
        if len(line.data) > self._left:
            self._lost += 1
            return
        self._left -= len(line.data)
        self._lines.append(line)

    def first(self) -> Unwritten | None:
        """Return the first line; None if there is none."""
        return self._lines[0] if self._lines else None

    def drop_first(self) -> None:
        """Drop the first line."""
        self._left += len(self._lines.popleft().data)

    def lost(self) -> int:
        """Return how many lines were lost and are not noted in the journal yet."""
        return self._lost

    def forget_lost(self, count: int) -> None:
        """Note that so many lost lines are in the journal now."""
        self._lost -= count
