"""Notes calls that are refused before they reach any program: a line a second for each kind, however many they are.

The workers count, and leave the first of each second as a sample; the wheel's process writes.
"""

import json
import secrets

import KSR

from designer.runtime.journal_entries import CallRefused
from switch.journal import Journal

STATUSES = (403, 404, 488, 503)
EVERY_MS = 1000
COUNTERS = "counters"


def is_first(status: int) -> bool:
    """Count one more call that was refused with *status*; return whether ``sample`` is wanted of it."""
    return int(KSR.htable.sht_inc(COUNTERS, f"refused_{status}")) == 1


def sample(at: int, status: int, company: str, caller: str, number: str, direction: str) -> None:
    """Let this call stand for those of its second. *company* is "" if nobody has the number."""
    values = json.dumps([at, company, caller, number, direction])
    KSR.htable.sht_sets(COUNTERS, f"refusal_{status}", values)


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
        for status in STATUSES:
            self._write(status)

    def _write(self, status: int) -> None:
        count = int(KSR.htable.sht_get(COUNTERS, f"refused_{status}") or 0)
        values = KSR.htable.sht_get(COUNTERS, f"refusal_{status}")
        if not count or not values:
            return
        KSR.htable.sht_rm(COUNTERS, f"refused_{status}")
        KSR.htable.sht_rm(COUNTERS, f"refusal_{status}")
        at, company, caller, number, direction = json.loads(values)
        call = f"{at:x}-{secrets.token_hex(6)}"
        self._journal.note(CallRefused(at, self._switch, call, company, caller, number, direction, status, count))
