"""Notes calls refused before they reach any program: a line a second for each reason and company, however many.

The workers count, and leave the first of each second as a sample; the wheel's process writes.
"""

import json
import secrets
from collections.abc import Iterator

import KSR

from designer.runtime.journal_entries import CallRefused, RefusalReason
from switch.journal import Journal
from switch.message import pv

EVERY_MS = 1000
TABLE, ITERATOR = "refused", "refusals"
FLOOD, SAMPLE = "flood:", "sample:"

MOST_SAMPLES = 200
"""For so many calls of a reason it is looked up in a second whose they are, so that a flood costs next to nothing."""


def is_wanted(status: int, why: RefusalReason = "") -> bool:
    """Count one more call that was refused with *status*; return whether ``note`` is wanted of it. *why* is as far as
    that is known without a look at the call."""
    return int(KSR.htable.sht_inc(TABLE, f"{FLOOD}{status}:{why}")) <= MOST_SAMPLES


def note(at: int, status: int, company: str, caller: str, number: str, direction: str, why: RefusalReason = "") -> None:
    """Note whose call it was, "" for nobody's *company*; the first one stands for those of its second that were refused
    for the same reason."""
    kind = f"{status}:{why}:{company}"
    if int(KSR.htable.sht_inc(TABLE, kind)) == 1:
        KSR.htable.sht_sets(TABLE, f"{SAMPLE}{kind}", json.dumps([at, caller, number, direction]))


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
        floods, samples = _waiting()
        counted = {flood: _take(flood) for flood in floods}
        for sample in samples:
            self._write_sample(sample.removeprefix(SAMPLE))
        for flood, count in counted.items():
            if count > MOST_SAMPLES:
                status, why = flood.removeprefix(FLOOD).split(":")
                self._write(now, int(status), why, "", "", "", "inbound", count - MOST_SAMPLES)

    def _write_sample(self, kind: str) -> None:
        values = KSR.htable.sht_get(TABLE, f"{SAMPLE}{kind}")
        KSR.htable.sht_rm(TABLE, f"{SAMPLE}{kind}")
        count = _take(kind)
        status, why, company = kind.split(":", 2)
        at, caller, number, direction = json.loads(values)
        self._write(at, int(status), why, company, caller, number, direction, count)

    def _write(
        self, at: int, status: int, why: str, company: str, caller: str, number: str, direction: str, count: int
    ) -> None:
        call = f"{at:x}-{secrets.token_hex(6)}"
        self._journal.note(CallRefused(at, self._switch, call, company, caller, number, direction, status, count, why))


def _take(key: str) -> int:
    """Return what was counted under *key*, and begin anew."""
    if count := int(KSR.htable.sht_get(TABLE, key) or 0):
        KSR.htable.sht_rm(TABLE, key)
    return count


def _waiting() -> tuple[list[str], list[str]]:
    """Return the keys of floods and of samples."""
    keys = sorted(_keys())
    return [key for key in keys if key.startswith(FLOOD)], [key for key in keys if key.startswith(SAMPLE)]


def _keys() -> Iterator[str]:
    """Yield all keys. All of them must be taken: the iterator holds a lock until its end."""
    KSR.htable.sht_iterator_start(ITERATOR, TABLE)
    try:
        while KSR.htable.sht_iterator_next(ITERATOR) > 0:
            yield pv(f"$shtitkey({ITERATOR})")
    finally:
        KSR.htable.sht_iterator_end(ITERATOR)
