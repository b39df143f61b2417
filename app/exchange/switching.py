"""Making the switch do what is published: at once after a commit, and by repair whenever the two differ.

Programs and directories, which are immutable, are written before the small entries that name them, so each entry
flips in one step and nothing is ever half switched. A call keeps the hashes that it began with.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import defer

from app.current import config
from app.db import db, now
from app.exchange.models import SwitchEntry
from app.exchange.service import NOTED, batches, key_of
from app.gateways import switch_door
from app.gateways.kamailio import KamailioDown, KamailioRefused, Registration, SwitchTable

KEEP = timedelta(hours=24)
"""How long a program or a directory that is published no longer is kept for the calls that began with it."""

FULL_CHECK = timedelta(minutes=10)
IMMUTABLE = ("p:", "d:")
ACCOUNT = "a:"
OUR_OWN = (":*", ":callback")
"""Entries of what nobody has drawn."""
log = logging.getLogger(__name__)


def table() -> SwitchTable:
    return cast(SwitchTable, current_app.extensions["switch_table"])


def go_live() -> str | None:
    """After the commit: bring what it wrote to the switch.

    Returns None, or a sentence for the person when the switch could not be reached: what they did is kept, and goes
    live as soon as the switch answers again.
    """
    keys = db.session.info.pop(NOTED, {})
    try:
        _push(keys, [key for key, is_new in keys.items() if is_new])
    except (KamailioDown, KamailioRefused) as problem:
        log.warning("published, but not live yet: %s", problem)
        return str(_("It is saved, but the switch does not answer, so it is not live yet. It will be once it does."))
    return None


@dataclass(frozen=True)
class NumberStatus:
    """*published* and *live* are hashes of programs; None: nothing. *error* says why *live* isn't known."""

    number: str
    company: str
    published: str | None
    live: str | None
    error: str | None

    @property
    def is_live(self) -> bool:
        return self.error is None and self.published == self.live

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "is_live": self.is_live}


def status(numbers: Iterable[str] | None = None, company: str = "") -> list[NumberStatus]:
    """What each number does by the database, and what the switch says it does; None for all of the installation.

    *company* is the customer number whose inner numbers are meant.
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


def _number_status(key: str, value: str) -> NumberStatus:
    published = json.loads(value)
    live, error = None, None
    try:
        text = table().get(key)
        live = json.loads(text)["program"] if text else None
        if live and not table().get(f"p:{live}"):
            error = f"the switch has no program {live}"
    except (KamailioDown, KamailioRefused) as problem:
        error = str(problem)
    return NumberStatus(key.rpartition(":")[2], published["company"], published["program"], live, error)


def reconcile() -> list[str]:
    """Repair what differs between the table and the switch, and forget what nobody uses; returns the repaired keys.

    Cheap enough for every few seconds: phones, programs and directories are only compared when the switch was
    restarted, after it could not be reached, and every ten minutes. Commits; raises KamailioDown and KamailioRefused.
    """
    state = _state()
    run = table().started()
    is_full = run != state["run"] or now() - state["full_at"] > FULL_CHECK
    state["run"] = None  # until this round is through: after a failure the next one is a full one
    repaired = _repair(is_full)
    if is_full:
        _forget_unused()
        state["full_at"] = now()
    state["run"] = run
    return repaired


def keep_live() -> None:
    """``reconcile`` for the worker: a switch that is away is noted once, and tried again the next time."""
    state = _state()
    try:
        repaired = reconcile()
    except (KamailioDown, KamailioRefused) as problem:
        if not state["is_away"]:
            log.warning("the switch can't be compared with what is published: %s", problem)
        state["is_away"] = True
        return
    if repaired:
        log.warning("repaired in the switch: %s", ", ".join(repaired))
    state["is_away"] = False


def _state() -> dict[str, Any]:
    """What this process knows from one reconciliation to the next."""
    begin = {"run": None, "full_at": None, "is_away": False}
    return cast(dict[str, Any], current_app.extensions.setdefault("switch_reconcile", begin))


def _repair(is_full: bool) -> list[str]:
    prefixes = ("p:", "d:", "a:", "c:", "x:", "n:") if is_full else ("c:", "x:", "n:")
    keys = [key for prefix in prefixes for key in _keys(prefix)]
    different = [key for key in keys if table().get(key) != _truth(key)]
    needed = {f"{kind}:{sha}" for key in different for kind, sha in _named_by(_truth(key))}
    missing = [key for key in needed if table().get(key) != _truth(key)]
    repaired = sorted({*different, *missing})
    for _round in range(2 if repaired else 0):  # the second time for what was published while the first was under way
        db.session.rollback()  # to see what is committed by now
        _push(key for key in repaired if table().get(key) != _truth(key))
    return repaired


def _push(keys: Iterable[str], new: Iterable[str] = ()) -> None:
    """*new* are among the keys: nobody can have registered with what was not there."""
    accounts = [key for key in new if key.startswith(ACCOUNT)]
    table().put_all({key: value for key, value in _truths(accounts).items() if value})
    for key in sorted(set(keys).difference(accounts), key=lambda key: not key.startswith(IMMUTABLE)):
        value = _truth(key)
        if value is None:
            table().delete(key)
        else:
            table().put(key, value)
            if key.startswith("c:"):
                switch_door.send(config(), {"as_new": key.removeprefix("c:")})
        if key.startswith(ACCOUNT):
            table().unregister(key.removeprefix(ACCOUNT))  # who has the old password


def registrations(accounts: Iterable[str]) -> dict[str, list[Registration]] | None:
    """The telephones that are registered with each SIP account; None when the switch does not answer."""
    try:
        return {account: table().registrations(account) for account in accounts}
    except (KamailioDown, KamailioRefused) as problem:
        log.warning("who is registered is not known: %s", problem)
        return None


def _keys(prefix: str) -> list[str]:
    return list(db.session.scalars(select(SwitchEntry.key_name).where(SwitchEntry.key_name.startswith(prefix))))


def _truth(key: str) -> str | None:
    """What the switch is to hold: None for nothing."""
    return db.session.scalar(select(SwitchEntry.key_value).where(SwitchEntry.key_name == key)) or None


def _truths(keys: Iterable[str]) -> dict[str, str]:
    """The same of many; "" for nothing."""
    columns = select(SwitchEntry.key_name, SwitchEntry.key_value)
    return {
        row.key_name: row.key_value
        for some in batches(keys)
        for row in db.session.execute(columns.where(SwitchEntry.key_name.in_(some)))
    }


def _named_by(value: str | None) -> list[tuple[str, str]]:
    """The programs and directories that an entry such as n: or c: names."""
    data = json.loads(value or "{}")
    return [(kind, data[word]) for kind, word in (("p", "program"), ("d", "directory")) if word in data]


def _forget_unused() -> None:
    """Note what is named no longer; delete that, and what was removed, once it has been so for KEEP."""
    used = {
        f"{kind}:{sha}"
        for prefix in ("n:", "x:", "c:")
        for key in _keys(prefix)
        for kind, sha in _named_by(_truth(key))
    }
    for row in db.session.scalars(select(SwitchEntry).where(_is_immutable()).options(defer(SwitchEntry.key_value))):
        if row.key_name in used:
            row.unused_since = None
        elif row.unused_since is None:
            row.unused_since = now()
    db.session.flush()
    is_old = SwitchEntry.unused_since < now() - KEEP
    old = list(db.session.scalars(select(SwitchEntry.key_name).where(is_old)))
    db.session.execute(delete(SwitchEntry).where(SwitchEntry.key_name.in_(old)))
    db.session.commit()
    _push(old)


def _is_immutable() -> ColumnElement[bool]:
    return or_(*(SwitchEntry.key_name.startswith(prefix) for prefix in IMMUTABLE))
