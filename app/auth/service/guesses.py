"""Whoever is wrong again and again waits ever longer before the next attempt."""

import hashlib
import math
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from app.auth.models import Guesses
from app.db import db, now
from app.errors import Refused

FREE = 5
FIRST = timedelta(seconds=10)
LONGEST = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)


class TooManyGuesses(Refused):
    status = 429
    code = "too_many_guesses"


def begin_guess(about: str) -> None:
    """Counts it as wrong until ``guessed_right`` says otherwise, so that many at a time are no way around. Commits.

    Raises TooManyGuesses, when it is too early."""
    key = _key(about)
    row = db.session.get(Guesses, key, populate_existing=True)
    if row is None or row.last_at < now() - FORGOTTEN:
        _start(key)
        return
    if (wait := _free_at(row) - now()) > timedelta():
        raise _too_many(wait)
    mine = update(Guesses).where(Guesses.about == key, Guesses.wrong == row.wrong)
    found: Any = db.session.execute(mine.values(wrong=row.wrong + 1, last_at=now()))
    db.session.commit()
    if found.rowcount != 1:  # somebody else tries the very same at this moment
        raise _too_many(timedelta(seconds=1))


def take_as_long() -> None:
    """As writing down that somebody was refused: so that it can't be measured for which addresses that is done."""
    db.session.add(Guesses(about=secrets.token_hex(32), wrong=0, last_at=now() - FORGOTTEN))
    db.session.commit()


def guessed_right(about: str) -> None:
    db.session.execute(delete(Guesses).where(Guesses.about == _key(about)))


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


def _free_at(row: Guesses) -> datetime:
    over = row.wrong - FREE
    return row.last_at if over < 0 else row.last_at + min(LONGEST, FIRST * 2 ** min(over, 20))


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
