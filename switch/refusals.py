"""Notes calls that are refused before they reach any program: a line a second for each kind and company, however many.

The workers count, and leave the first of each second as a sample; the wheel's process writes.
"""

import json
import secrets
from collections.abc import Iterator

import KSR

from designer.runtime.journal_entries import CallRefused
from switch.journal import Journal
from switch.message import pv

STATUSES = (403, 404, 488, 503)
EVERY_MS = 1000
TABLE, ITERATOR = "refused", "refusals"
SAMPLE = "sample:"

MOST_SAMPLES = 200
"""For so many calls of a kind it is looked up in a second whose they are, so that a flood costs next to nothing."""


def is_wanted(status: int) -> bool:
    """Count one more call that was refused with *status*; return whether ``note`` is wanted of it."""
    return int(KSR.htable.sht_inc(TABLE, str(status))) <= MOST_SAMPLES


def note(at: int, status: int, company: str, caller: str, number: str, direction: str) -> None:
    """Note whose call it was, "" for nobody's *company*; the first one stands for those of its second."""
    if int(KSR.htable.sht_inc(TABLE, f"{status}:{company}")) == 1:
        KSR.htable.sht_sets(TABLE, f"{SAMPLE}{status}:{company}", json.dumps([at, caller, number, direction]))


class Refusals:
    """Writes what was counted into the journal of *switch*, in one process."""

    def __init__(self, journal: Journal, switch: str) -> None:
        self._journal = journal
        self._switch = switch
        self._written_ms = 0

    def turn(self, now: int) -> None:
        """Write what was counted, at most once a second. *now* is in milliseconds."""
        if 0 <= now - self._written_ms < EVERY_MS:
            return
        self._written_ms = now
        counted = {status: count for status in STATUSES if (count := _take(str(status)))}
        if not counted:
            return
        for sample in sorted(_samples()):
            self._write_sample(*sample.removeprefix(SAMPLE).split(":", 1))
        for status, count in counted.items():
            if count > MOST_SAMPLES:
                self._write(now, status, "", "", "", "inbound", count - MOST_SAMPLES)

    def _write_sample(self, status: str, company: str) -> None:
        values = KSR.htable.sht_get(TABLE, f"{SAMPLE}{status}:{company}")
        KSR.htable.sht_rm(TABLE, f"{SAMPLE}{status}:{company}")
        count = _take(f"{status}:{company}")
        at, caller, number, direction = json.loads(values)
        self._write(at, int(status), company, caller, number, direction, count)

    def _write(self, at: int, status: int, company: str, caller: str, number: str, direction: str, count: int) -> None:
        call = f"{at:x}-{secrets.token_hex(6)}"
        self._journal.note(CallRefused(at, self._switch, call, company, caller, number, direction, status, count))


def _take(key: str) -> int:
    """Return what was counted under *key*, and begin anew."""
    if count := int(KSR.htable.sht_get(TABLE, key) or 0):
        KSR.htable.sht_rm(TABLE, key)
    return count


def _samples() -> Iterator[str]:
    """Yield the keys of samples. All of them must be taken: the iterator holds a lock until its end."""
    KSR.htable.sht_iterator_start(ITERATOR, TABLE)
    try:
        while KSR.htable.sht_iterator_next(ITERATOR) > 0:
            if (key := pv(f"$shtitkey({ITERATOR})")).startswith(SAMPLE):
                yield key
    finally:
        KSR.htable.sht_iterator_end(ITERATOR)
