"""Whoever is wrong again and again waits ever longer before the next attempt."""

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

from app.auth.models import Guesses
from app.db import db, now
from app.web.errors import Refused

FIRST = timedelta(seconds=10)
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """So many are *free*; each one more waits twice as long, up to *longest*."""

    free: int
    longest: timedelta


STRICT = Limit(5, timedelta(minutes=15))
LOOSE = Limit(30, timedelta(minutes=2))
"""For all who guess the same from many places; so nobody keeps others out for long by guessing from one."""


class TooManyGuesses(Refused):
    status = 429
    code = "too_many_guesses"


def begin_guess(about: str, limit: Limit = STRICT) -> None:
    """Counts it as wrong until ``guessed_right`` says otherwise, so that many at a time are no way around. Commits.

    Raises TooManyGuesses, when it is too early."""
    begin_guesses({about: limit})


def begin_guesses(limits: dict[str, Limit]) -> None:
    """The same, if it is one guess about several things: none is counted when it is too early for one of them."""
    rows = {_key(about): (_row(about), limit) for about, limit in limits.items()}
    waits = [_free_at(row, limit) - now() for row, limit in rows.values() if row is not None]
    if (wait := max(waits, default=timedelta())) > timedelta():
        raise _too_many(wait)
    for key, (row, _limit) in rows.items():
        _count(key, row)


def _row(about: str) -> Guesses | None:
    row = db.session.get(Guesses, _key(about), populate_existing=True)
    return None if row is None or row.last_at < now() - FORGOTTEN else row


def _count(key: str, row: Guesses | None) -> None:
    if row is None:
        _start(key)
        return
    mine = update(Guesses).where(Guesses.about == key, Guesses.wrong == row.wrong)
    found: Any = db.session.execute(mine.values(wrong=row.wrong + 1, last_at=now()))
    db.session.commit()
    if found.rowcount != 1:  # somebody else tries the very same at this moment
        raise _too_many(timedelta(seconds=1))


def take_as_long() -> None:
    """As writing down that somebody was refused: so that it can't be measured for which addresses that is done."""
    db.session.add(Guesses(about=secrets.token_hex(32), wrong=0, last_at=now() - FORGOTTEN))
    db.session.commit()


def guessed_right(*about: str) -> None:
    db.session.execute(delete(Guesses).where(Guesses.about.in_([_key(each) for each in about])))


def password_from(email: str, where: str) -> str:
    """*where* is a place, or "known" or "new" for all browsers of that kind."""
    return f"password:{email}:{where}"


def forget_old() -> None:
    db.session.execute(delete(Guesses).where(Guesses.last_at < now() - FORGOTTEN))


def _start(key: str) -> None:
    try:
        db.session.execute(delete(Guesses).where(Guesses.about == key))
        db.session.add(Guesses(about=key, wrong=1, last_at=now()))
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise _too_many(timedelta(seconds=1)) from None


def _free_at(row: Guesses, limit: Limit) -> datetime:
    over = row.wrong - limit.free
    return row.last_at if over < 0 else row.last_at + min(limit.longest, FIRST * 2 ** min(over, 20))


def _too_many(wait: timedelta) -> TooManyGuesses:
    seconds = math.ceil(wait.total_seconds())
    if seconds > 90:
        minutes = math.ceil(seconds / 60)
        when = ngettext("Try again in %(num)d minute.", "Try again in %(num)d minutes.", minutes)
    else:
        when = ngettext("Try again in %(num)d second.", "Try again in %(num)d seconds.", seconds)
    return TooManyGuesses(f"{_('Too many attempts.')} {when}")


def _key(about: str) -> str:
    return hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()
