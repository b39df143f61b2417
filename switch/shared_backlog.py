"""Keeps what no process of the switch could write into the journal yet, in Kamailio's shared memory.

The htable "unwritten" has the counts "in" and "out", up to which lines came and went, the "bytes" in between, how many
were "lost", and each line by its number.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import KSR

from switch.unwritten import MOST_BYTES, Unwritten

TABLE = "unwritten"


class SharedBacklog:
    """Keeps lines for all processes; see ``Backlog``."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes

    def is_empty(self) -> bool:
        """Return whether no line is kept."""
        return not _number("bytes")

    def put(self, line: Unwritten) -> None:
        """Keep the line behind all others, or count it as lost."""
        with _locked():
            size_bytes, number = _number("bytes") + len(line.data), _number("in") + 1
            if size_bytes > self._most_bytes or not _keep(number, line):
                _set("lost", _number("lost") + 1)
                return
            _set("bytes", size_bytes)
            _set("in", number)

    def first(self) -> Unwritten | None:
        """Return the first line; None if there is none."""
        if self.is_empty():
            return None
        day, _, data = str(KSR.htable.sht_get(TABLE, str(_number("out") + 1))).partition(" ")
        return Unwritten(day, data.encode())

    def drop_first(self) -> None:
        """Drop the first line."""
        first = self.first()
        if first is None:
            return
        with _locked():
            number = _number("out") + 1
            _set("bytes", _number("bytes") - len(first.data))
            _set("out", number)
            KSR.htable.sht_rm(TABLE, str(number))

    def lost(self) -> int:
        """Return how many lines were lost and are not noted in the journal yet."""
        return _number("lost")

    def forget_lost(self, count: int) -> None:
        """Note that so many lost lines are in the journal now."""
        with _locked():
            _set("lost", _number("lost") - count)


@contextmanager
def _locked() -> Iterator[None]:
    KSR.htable.sht_lock(TABLE, "in")
    try:
        yield
    finally:
        KSR.htable.sht_unlock(TABLE, "in")


def _keep(number: int, line: Unwritten) -> bool:
    """Return False if Kamailio's memory is full."""
    text = f"{line.day} {line.data.decode()}"
    return bool((KSR.htable.sht_sets(TABLE, str(number), text) or 0) >= 0)


def _number(name: str) -> int:
    return int(KSR.htable.sht_get(TABLE, name) or 0)


def _set(name: str, value: int) -> None:
    KSR.htable.sht_seti(TABLE, name, value)
