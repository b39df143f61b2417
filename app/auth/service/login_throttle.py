"""Throttles logins: each further wrong attempt doubles the wait."""

import hashlib
import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from app.auth.models import FailedAttempts
from app.db import db, now
from app.web.errors import Refused

FIRST = timedelta(seconds=10)
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """Allows *free* wrong attempts; each further one doubles the wait, up to *longest*."""

    free: int
    longest: timedelta


STRICT = Limit(5, timedelta(minutes=15))
LOOSE = Limit(30, timedelta(minutes=2))
"""For all who guess the same from many places, so that guessing from one place locks nobody else out for long."""


class TooManyAttempts(Refused):
    """Says how long to wait before the next attempt."""

    status = 429
    code = "too_many_guesses"


def begin_attempt(about: str, limit: Limit = STRICT) -> None:
    """Count an attempt as wrong until ``clear_attempts`` says otherwise, so that parallel ones gain nothing. Commits.

    Raise TooManyAttempts if it is too early.
    """
    begin_attempts({about: limit})


def begin_attempts(limits: dict[str, Limit]) -> None:
    """Count one attempt against several limits. None is counted if it is too early for one of them. Commits.

    Raise TooManyAttempts if it is too early.
    """
    rows = {_key(about): (_row(about), limit) for about, limit in limits.items()}
    waits = [_free_at(row, limit) - now() for row, limit in rows.values() if row is not None]
    if (wait := max(waits, default=timedelta())) > timedelta():
        raise _too_many(wait)
    for key, (row, _limit) in rows.items():
        _count(key, row)


def _row(about: str) -> FailedAttempts | None:
    row = db.session.get(FailedAttempts, _key(about), populate_existing=True)
    return None if row is None or row.last_at < now() - FORGOTTEN else row


def _count(key: str, row: FailedAttempts | None) -> None:
    if row is None:
        _start(key)
        return
    mine = update(FailedAttempts).where(FailedAttempts.about == key, FailedAttempts.wrong == row.wrong)
    found: Any = db.session.execute(mine.values(wrong=row.wrong + 1, last_at=now()))
    db.session.commit()
    if found.rowcount != 1:  # somebody else tries the very same at this moment
        raise _too_many(timedelta(seconds=1))


def take_as_long() -> None:
    """Write as much as for a known address, so that timing does not reveal which addresses are known."""
    db.session.add(FailedAttempts(about=secrets.token_hex(32), wrong=0, last_at=now() - FORGOTTEN))
    db.session.commit()


def clear_attempts(*about: str) -> None:
    """Forget the wrong attempts for these keys."""
    db.session.execute(delete(FailedAttempts).where(FailedAttempts.about.in_([_key(each) for each in about])))


def password_key(email: str, where: str) -> str:
    """Return the key of attempts at a password.

    *where* is an address of the network, or "known" or "new" for all browsers of that kind.
    """
    return f"password:{email}:{where}"


def delete_old() -> None:
    """Delete attempts that are too old to matter."""
    db.session.execute(delete(FailedAttempts).where(FailedAttempts.last_at < now() - FORGOTTEN))


def _start(key: str) -> None:
    try:
        db.session.execute(delete(FailedAttempts).where(FailedAttempts.about == key))
        db.session.add(FailedAttempts(about=key, wrong=1, last_at=now()))
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise _too_many(timedelta(seconds=1)) from None


def _free_at(row: FailedAttempts, limit: Limit) -> datetime:
    over = row.wrong - limit.free
    return row.last_at if over < 0 else row.last_at + min(limit.longest, FIRST * 2 ** min(over, 20))


def _too_many(wait: timedelta) -> TooManyAttempts:
    seconds = math.ceil(wait.total_seconds())
    if seconds > 90:
        minutes = math.ceil(seconds / 60)
        when = ngettext("Try again in %(num)d minute.", "Try again in %(num)d minutes.", minutes)
    else:
        when = ngettext("Try again in %(num)d second.", "Try again in %(num)d seconds.", seconds)
    return TooManyAttempts(f"{_('Too many attempts.')} {when}")


def _key(about: str) -> str:
    return hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()
