"""Notes in the journal when the last phone of an employee is gone, and when one is back.

Phones go in many ways: they unregister, their registration expires, their connection closes, their account is removed.
So the workers only say which accounts have registered, and one process looks which of them still are. What it has noted
last is in a file, so that a restart is no news. A registration that outlives the restart counts even if it came too
late to be noted.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import KSR

from designer.runtime.journal_entries import PresenceChanged, PresenceState
from switch import store
from switch.journal import Journal
from switch.message import pv

TABLE, ITERATOR = "registered", "accounts"
NEWS = "accounts_registered"
"""A counter of new entries in the table."""

GRACE_MS = 5_000
"""A phone that is back so soon was never gone, such as a browser that loads its page again."""

GRACE_AT_START_MS = 60_000
"""As no connection outlives the switch, phones take longer to come back then."""

MOST_OF_TIME = 50
"""A look takes one part in so many of the process's time at most."""

Employee = tuple[str, str]
"""A company and an extension."""


def note(account: str) -> None:
    """Note that the SIP *account* may have registered. Call this once the registration is saved."""
    if not KSR.htable.sht_get(TABLE, account):
        KSR.htable.sht_sets(TABLE, account, "1")
        KSR.htable.sht_inc("counters", NEWS)


class Reachability:
    """Looks for phones that come and go, in one process. *is_registered* tells whether an account is registered;
    *survivors* are accounts whose registrations may have outlived a restart."""

    def __init__(
        self,
        journal: Journal,
        switch: str,
        file: Path,
        is_registered: Callable[[str], bool],
        survivors: Iterable[str] = (),
    ) -> None:
        self._journal, self._switch, self._file = journal, switch, file
        self._is_registered = is_registered
        self._news = 0
        self._accounts, self._reachable = _read(file)
        self._accounts |= set(survivors)
        self._awaited = self._reachable.copy()
        """Employees who could be reached before the start, and have not been since."""
        self._missing: dict[Employee, tuple[int, int]] = {}
        """Since when, by the clock and by the steady clock."""
        self._next_ms = 0

    def turn(self, now_ms: int, clock_ms: Callable[[], int]) -> None:
        """Look, unless the last look was too long for another one so soon. *clock_ms* tells how long it takes."""
        began = clock_ms()
        if began < self._next_ms:
            return
        before = self._accounts.copy(), self._reachable.copy()
        self._look(now_ms, began)
        if (self._accounts, self._reachable) != before:
            _write(self._file, self._accounts, self._reachable)
        self._next_ms = began + (clock_ms() - began) * MOST_OF_TIME

    def _look(self, now_ms: int, steady_ms: int) -> None:
        if (news := int(KSR.htable.sht_get("counters", NEWS) or 0)) != self._news:
            self._news = news
            self._accounts |= set(_noted())
        here = set()
        for account in sorted(self._accounts):
            if self._is_registered(account):
                here |= self._owners(account, now_ms)
            else:
                self._forget(account)
        for employee in sorted(here - self._reachable):
            self._say(now_ms, employee, "phone_back")
        self._awaited -= here
        self._note_missing(self._reachable - here, now_ms, steady_ms)
        self._reachable |= here

    def _forget(self, account: str) -> None:
        """Forget an account that is not registered, unless it has just registered again."""
        KSR.htable.sht_rm(TABLE, account)
        if self._is_registered(account):
            note(account)
        else:
            self._accounts.discard(account)

    def _owners(self, account: str, now_ms: int) -> set[Employee]:
        """Return the employee whose account it is; nobody if it was removed, or its time is over."""
        phone = store.phone_entry(account)
        is_valid = phone is not None and phone.get("until_ms", now_ms) >= now_ms
        return {(phone["company"], phone["extension"])} if phone and is_valid else set()

    def _note_missing(self, missing: set[Employee], now_ms: int, steady_ms: int) -> None:
        self._missing = {each: self._missing.get(each, (now_ms, steady_ms)) for each in missing}
        for employee, (since, began) in sorted(self._missing.items()):
            if steady_ms - began >= (GRACE_AT_START_MS if employee in self._awaited else GRACE_MS):
                self._say(since, employee, "phone_lost")
                self._reachable.discard(employee)
                self._awaited.discard(employee)
                del self._missing[employee]

    def _say(self, at: int, employee: Employee, state: PresenceState) -> None:
        company, extension = employee
        self._journal.note(PresenceChanged(at, self._switch, company, extension, state, "", 0))


def _noted() -> Iterator[str]:
    """Yield the accounts in the table. All of them must be taken: the iterator holds a lock until its end."""
    KSR.htable.sht_iterator_start(ITERATOR, TABLE)
    try:
        while KSR.htable.sht_iterator_next(ITERATOR) > 0:
            yield pv(f"$shtitkey({ITERATOR})")
    finally:
        KSR.htable.sht_iterator_end(ITERATOR)


def _read(file: Path) -> tuple[set[str], set[Employee]]:
    """Return the accounts and the employees in the file; none if there is no file that can be read."""
    try:
        data = json.loads(file.read_text())
        return set(data["accounts"]), {(company, extension) for company, extension in data["employees"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set(), set()


def _write(file: Path, accounts: set[str], employees: set[Employee]) -> None:
    """Write the file. If the disk is full, the next change is written with this one."""
    new = file.with_suffix(".new")
    try:
        new.write_text(json.dumps({"accounts": sorted(accounts), "employees": sorted(employees)}))
        os.replace(new, file)
    except OSError as problem:
        KSR.err(f"can't note which phones are registered: {problem}\n")
