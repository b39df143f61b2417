"""Checks that Kamailio could start with everything published, with room for phones, connections and calls.

It counts the most that each can need, as measured with 5.6.3. Entries and registrations are in the memory that
Kamailio's processes share; one process also reads all registrations at once when it starts, into its own.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.config import config
from app.db import db
from app.exchange.models import SwitchEntry
from app.exchange.parts import BUFFER_BYTES, connections, private_mb
from app.gateways.kamailio import KamailioDown, KamailioRefused, switch_table
from app.ports.health import Finding, fault, ok, warning
from app.web.errors import Refused

ITSELF_BYTES = 6_000_000
ENTRY_BYTES = 200
"""What an entry needs besides its key and value, which are ASCII."""

REGISTRATION_BYTES = 1_800
"""With the account's entry for ``switch.reachability``."""

REGISTRATION_PRIVATE_BYTES = 2_100
CONNECTION_BYTES = BUFFER_BYTES + 70_000
"""For a WebSocket, which has 64 kB more for fragmented messages."""

CALL_BYTES = 40_000
WARNING, FULL = 0.5, 0.95
MEBI = 1 << 20


class NoRoom(Refused):
    """Says that Kamailio might not start with it."""

    status = 507
    code = "no_room"


@dataclass(frozen=True)
class Room:
    """Describes what is needed at most, as shares of what there is."""

    shared: float
    private: float

    @property
    def share(self) -> float:
        """Return the larger share."""
        return max(self.shared, self.private)


def needed(more: Mapping[str, str] | None = None) -> Room:
    """Return what everything published needs, together with *more*, entries that are new."""
    new = more or {}
    is_phone = SwitchEntry.key_name.startswith("a:")
    size = func.coalesce(func.sum(func.length(SwitchEntry.key_name) + func.length(SwitchEntry.key_value)), 0)
    count, used = db.session.execute(select(func.count(), size)).one()
    phones = db.session.scalar(select(func.count()).where(is_phone, SwitchEntry.key_value != "")) or 0
    phones = max(phones + sum(key.startswith("a:") for key in new), _registrations(config().run_dir / "location.db"))
    entries = used + sum(len(key) + len(value) for key, value in new.items()) + ENTRY_BYTES * (count + len(new))
    besides = connections(config()) * CONNECTION_BYTES + config().max_calls * CALL_BYTES
    memory_mb = config().switch_memory_mb
    return Room(
        (ITSELF_BYTES + entries + phones * REGISTRATION_BYTES + besides) / (memory_mb * MEBI),
        (ITSELF_BYTES + phones * REGISTRATION_PRIVATE_BYTES) / (private_mb(config()) * MEBI),
    )


def refuse_if_full(more: Mapping[str, str]) -> None:
    """Raise NoRoom if there is no room for *more*, entries that are new."""
    if more and (needed(more).share > FULL or _in_use() > FULL):
        raise NoRoom(
            _(
                "There is no room for this: with it, the exchange might not start again. Delete employees or numbers "
                "that nobody needs, or tell whoever runs the exchange."
            )
        )


def finding() -> Finding:
    """Return the finding of Health."""
    share = needed().share
    said = _("What is published needs up to %(share)s %% of the telephone exchange's memory.", share=round(share * 100))
    if share <= WARNING:
        return ok(said)
    to_do = _(
        "Set the telephone exchange's memory to more than %(mb)s MB, and restart the exchange at a quiet hour.",
        mb=config().switch_memory_mb,
    )
    return (fault if share > FULL else warning)(said, to_do, "switch_memory_mb")


def _in_use() -> float:
    """Return the share that Kamailio uses now; 0 if it does not answer."""
    try:
        memory = switch_table().memory()
    except (KamailioDown, KamailioRefused):
        return 0
    return float(memory.used_bytes / memory.size_bytes)


def _registrations(path: Path) -> int:
    """Return the number of registrations that Kamailio last wrote down; 0 before the first time."""
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT count(*) FROM location").fetchone()[0])
    except sqlite3.Error:
        return 0
