"""Brings what is published to the switch: at once after a commit, and by repair whenever the two differ.

Programs and directories, which are immutable, are files before the switch sees any entry that names them, whoever wrote
either, so each entry changes in one step and nothing is ever half switched. A call keeps the hashes that it began with.
"""

import json
import logging
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import g
from flask_babel import gettext as _
from sqlalchemy import delete, or_, select

from app.config import config
from app.db import db, now
from app.exchange import published_files, texts
from app.exchange.database_sync import sync_database
from app.exchange.models import SwitchEntry, SwitchText
from app.exchange.one_at_a_time import SwitchBusy, one_at_a_time
from app.exchange.published_files import NotWritten
from app.exchange.service import NAMING, NOTED, batches, key_of, named_by
from app.gateways import switch_commands
from app.gateways.kamailio import KamailioDown, KamailioRefused, switch_table
from app.port import Memory
from app.web.saving import note_live
from switch.orders import SettingsChanged
from switch.snapshot import Snapshot

FULL_CHECK = timedelta(minutes=10)
ACCOUNT = "a:"
OUR_OWN = (":*", ":callback")
"""Entries that nobody has drawn."""


class OtherDatabase(Exception):
    """Says that calls use something that the database does not know: it is an older copy, or another one."""


NOT_REACHED = (KamailioDown, KamailioRefused, NotWritten, SwitchBusy, OtherDatabase)
PAUSE_S = 0.02
"""The pause between two batches, which gives other processes their turn."""

UNNAMED_FILES = timedelta(hours=1)
"""How long a file stays that is not in the database: its change may be about to be committed."""

log = logging.getLogger(__name__)


def go_live() -> None:
    """After each commit: bring what it published to the switch.

    If the switch can't be reached, warn the person: what they did is saved, and goes live as soon as the switch answers
    again.
    """
    keys = db.session.info.pop(NOTED, {})
    if not keys or g.get("goes_live_later"):
        return
    try:
        _bring(keys, [key for key, is_new in keys.items() if is_new])
    except (*NOT_REACHED, OSError) as problem:
        log.warning("published, but not live yet: %s", problem)
        note_live(_("It is saved, but the switch does not answer, so it is not live yet. It will be once it does."))
    else:
        note_live(None)


@contextmanager
def going_live_later() -> Iterator[None]:
    """Leave what is committed inside to the next reconciliation."""
    before, g.goes_live_later = g.get("goes_live_later", False), True
    try:
        yield
    finally:
        g.goes_live_later = before


@dataclass(frozen=True)
class NumberStatus:
    """Describes a number. *published* and *live* are hashes of programs, None for nothing. *error* says why *live* is
    unknown."""

    number: str
    company: str
    published: str | None
    live: str | None
    error: str | None

    @property
    def is_live(self) -> bool:
        """Return whether the switch has what is published."""
        return self.error is None and self.published == self.live

    def to_json(self) -> dict[str, Any]:
        """Return the status as JSON."""
        return {**vars(self), "is_live": self.is_live}


def status(numbers: Iterable[str] | None = None, company: str = "") -> list[NumberStatus]:
    """Return what each number does by the database, and by the switch; None means all of the installation.

    *company* is the customer number whose internal numbers are meant.
    """
    wanted = None if numbers is None else {key_of(number, company) for number in numbers}
    rows = db.session.execute(
        select(SwitchEntry.key_name, SwitchEntry.key_value)
        .where(or_(*(SwitchEntry.key_name.startswith(prefix) for prefix in ("n:", "x:"))), SwitchEntry.key_value != "")
        .order_by(SwitchEntry.key_name)
    )
    return [
        _number_status(key, value)
        for key, value in rows
        if (key in wanted if wanted is not None else not key.endswith(OUR_OWN))
    ]


def unpublished() -> list[str]:
    """Return the keys of entries that the switch has although nobody has published them.

    Raise KamailioDown if Kamailio does not answer, or KamailioRefused if Kamailio answers with an error.
    """
    known = set(db.session.scalars(select(SwitchEntry.key_name).where(SwitchEntry.key_value != "")))
    return [key for key in switch_table().all_keys() if key not in known and switch_table().get(key) is not None]


def _number_status(key: str, value: str) -> NumberStatus:
    published = json.loads(value)
    live, error = None, None
    try:
        text = switch_table().get(key)
        live = json.loads(text)["program"] if text else None
        if live and not published_files.is_whole(config().home, f"p:{live}"):
            error = f"the switch has no program {live}"
    except (KamailioDown, KamailioRefused) as problem:
        error = str(problem)
    return NumberStatus(key.rpartition(":")[2], published["company"], published["program"], live, error)


def reconcile() -> list[str]:
    """Repair what differs between the tables and the switch, delete what nobody uses, and return the repaired keys.

    It is cheap enough to run every few seconds: phones, the content of files and the snapshot are compared, and
    unpublished entries are looked for, only when the switch was restarted, after it could not be reached, and every
    ten minutes. Missing files are always written. Commits; raises what is in NOT_REACHED.
    """
    state = reconciliation()
    if state.run is None:
        refuse_other_database()
    repaired = write_missing()
    run = switch_table().started()
    is_full = run != state.run or state.full_at is None or now() - state.full_at > FULL_CHECK
    state.run = None  # until this round is through: after a failure the next one is a full one
    repaired += [*(write_folder() if is_full else ()), *_repair(is_full)]
    _forget_unused(is_full)
    if is_full:
        state.full_at = now()
    state.run = run
    return sorted(set(repaired))


def keep_live() -> None:
    """Run ``reconcile`` for the worker: log once that the switch is away, and try again the next time."""
    state = reconciliation()
    try:
        repaired = reconcile()
    except NOT_REACHED as problem:
        if not state.is_away:
            log.warning("the switch can't be compared with what is published: %s", problem)
        state.is_away = True
        return
    if repaired:
        log.warning("repaired in the switch: %s", ", ".join(repaired))
    state.is_away = False


@dataclass
class Reconciliation:
    """Keeps what this process remembers between reconciliations.

    *run* is the switch's run, None if the next round must be a full one; *full_at* is the time of the last full
    one.
    """

    run: str | None = None
    full_at: datetime | None = None
    is_away: bool = False


reconciliation = Memory(Reconciliation)


def missing_files() -> list[str]:
    """Return the texts without a file of their size, so that calls can't use them, or not for long."""
    home = config().home
    return [name for name, size in texts.all_sizes().items() if not published_files.is_there(home, name, size)]


def write_missing() -> list[str]:
    """Write missing files, also those that only calls in progress use, and return their names. Raise NotWritten if the
    disk refuses it."""
    found = []
    for name, content in texts.read_all(missing_files()):
        published_files.write(config().home, name, content)
        found.append(name)
    return found


def refuse_other_database() -> None:
    """Raise OtherDatabase if the snapshot has something that the tables don't know.

    The tables know removed things for a day, and the snapshot forgets them at once, so an older database takes
    nothing off that was published.
    """
    try:
        there = Snapshot(config().snapshot).entries()
    except (sqlite3.Error, OSError) as problem:
        _refuse_away(problem)
        return  # damaged: it is made anew
    with db.engine.connect() as connection:  # what is committed by now, even if this session began to read before
        keys = set(connection.scalars(select(SwitchEntry.key_name)))
        names = set(connection.scalars(select(SwitchText.name)))
    unknown = (there.keys() - keys) | ({name for value in there.values() for name in named_by(value)} - names)
    if unknown:
        raise OtherDatabase(f"it doesn't know {len(unknown)} of the things that calls go by, such as {min(unknown)}")


def write_folder() -> list[str]:
    """Write what the switch starts from: every file that an entry names, and the snapshot with all entries.

    Return the names of files that were missing or damaged. Raise NotWritten, SwitchBusy or OtherDatabase.
    """
    home = config().home
    refuse_other_database()
    sync_database()
    with one_at_a_time(config()):
        values = _entries("")
        named = {name for value in values.values() for name in named_by(value)}
        bad = sorted(name for name in named if not published_files.is_whole(home, name))
        for name, content in texts.read_all(bad):
            published_files.write(home, name, content)
        _write_snapshot(values)
    return bad


def _write_snapshot(values: dict[str, str]) -> None:
    snapshot = Snapshot(config().snapshot)
    try:
        is_right = snapshot.exists and snapshot.entries() == values
    except (sqlite3.Error, OSError) as problem:
        _refuse_away(problem)
        log.warning("%s is damaged and made anew: %s", config().snapshot, problem)
        with _snapshot_errors():
            snapshot.set_aside()
        is_right = False
    if not is_right:
        with _snapshot_errors():
            snapshot.replace(values)


def _refuse_away(problem: Exception) -> None:
    """Raise NotWritten if the snapshot is only temporarily unreadable, for example because the disk hangs."""
    if getattr(problem, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR")):
        raise NotWritten(f"{config().snapshot}: {problem}") from problem


@contextmanager
def _snapshot_errors() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as problem:
        raise NotWritten(f"{config().snapshot}: {problem}") from problem


def _repair(is_full: bool) -> list[str]:
    prefixes = ("a:", *NAMING) if is_full else NAMING
    wanted = {key: value or None for prefix in prefixes for key, value in _entries(prefix, True).items()}
    different = [key for key, value in wanted.items() if switch_table().get(key) != value]
    if different:
        db.session.rollback()  # to see what is committed by now
        _bring(different)
    return [*different, *(_remove_unpublished() if is_full else ())]


def _remove_unpublished() -> list[str]:
    """Remove entries that the tables don't have.

    Nothing else updates the switch meanwhile, so a stranger added them.
    """
    with one_at_a_time(config()):
        db.session.rollback()  # to see what is committed by now
        if found := unpublished():
            with _snapshot_errors():
                Snapshot(config().snapshot).change(dict.fromkeys(found))
            _push(dict.fromkeys(found), set())
    return found


def _bring(keys: Iterable[str], new: Iterable[str] = ()) -> None:
    """Bring the tables' values of these keys to the files, then to the snapshot, then to Kamailio.

    So whatever an entry names exists first. *new* keys had no value, so nobody can have registered with them.
    """
    fresh = set(new)
    refuse_other_database()
    sync_database()
    for place, some in enumerate(batches(sorted(keys, key=lambda key: not key.startswith(ACCOUNT)))):
        if place:
            time.sleep(PAUSE_S)
        with one_at_a_time(config()):
            _bring_some(some, fresh)


def _bring_some(keys: list[str], new: set[str]) -> None:
    entries = {key: value or None for key, value in _truths(key for key in keys if not texts.is_text(key)).items()}
    wanted = {name for value in entries.values() for name in named_by(value)}
    there = _write_files(wanted.union(filter(texts.is_text, keys)))
    for key, value in list(entries.items()):
        if any(name not in there for name in named_by(value)):
            log.error("%s names a text that is in no table: it is left as it was", key)
            del entries[key]
    with _snapshot_errors():
        Snapshot(config().snapshot).change(entries)
    _push(entries, new)


def _write_files(names: Iterable[str]) -> set[str]:
    """Return those of *names* that are files now."""
    home, sizes = config().home, texts.sizes(names)
    missing = [name for name, size in sizes.items() if not published_files.has(home, name, size)]
    for name, content in texts.read_all(missing):
        published_files.write(home, name, content)
    return set(sizes)


def _push(entries: dict[str, str | None], new: set[str]) -> None:
    accounts = {key: value for key, value in entries.items() if key in new and key.startswith(ACCOUNT)}
    switch_table().put_all({key: value for key, value in accounts.items() if value})
    for key, value in entries.items():
        if key in accounts:
            continue
        if value is None:
            switch_table().delete(key)
        else:
            switch_table().put(key, value)
            if key.startswith("c:"):
                switch_commands.send(config(), SettingsChanged(key.removeprefix("c:")))
        if key.startswith(ACCOUNT):
            switch_table().unregister(key.removeprefix(ACCOUNT))  # who has the old password


def _entries(prefix: str, with_removed: bool = False) -> dict[str, str]:
    """Return what the switch should hold; *with_removed*, also "" for what it must not."""
    query = select(SwitchEntry.key_name, SwitchEntry.key_value).where(SwitchEntry.key_name.startswith(prefix))
    return {key: value for key, value in db.session.execute(query) if value or with_removed}


def _truths(keys: Iterable[str]) -> dict[str, str]:
    """Return what the switch should hold for these keys; "" for nothing."""
    wanted = list(keys)
    columns = select(SwitchEntry.key_name, SwitchEntry.key_value)
    found = {
        row.key_name: row.key_value
        for some in batches(wanted)
        for row in db.session.execute(columns.where(SwitchEntry.key_name.in_(some)))
    }
    return {key: found.get(key, "") for key in wanted}


def _forget_unused(is_full: bool) -> None:
    """Note which texts are no longer named, and delete those, and removed entries, that are old. Commits."""
    if is_full:
        values = [value for prefix in NAMING for value in _entries(prefix).values()]
        texts.note_unused({name for value in values for name in named_by(value)})
    texts.forget()
    is_old = SwitchEntry.unused_since < now() - texts.KEEP
    db.session.execute(delete(SwitchEntry).where(is_old))
    db.session.commit()
    if is_full:
        with one_at_a_time(config()):
            gone = published_files.forget_all_but(config().home, texts.all_names(), UNNAMED_FILES.total_seconds())
        if gone:
            log.info("forgot %d programs and directories that no call goes by", len(gone))
