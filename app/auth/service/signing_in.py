"""Signs people in: by a password and a second factor if there is one, or by a passkey alone."""

import secrets
import time
from typing import Any

from flask import request, session
from sqlalchemy import select

from app.auth.models import User
from app.auth.service import factors, known_browsers, login_throttle, passkeys, recovery, security_notices, sessions
from app.auth.service.login_throttle import LOOSE, STRICT, Limit, begin_attempts, clear_attempts, password_key
from app.auth.service.passwords import authenticate
from app.auth.service.tokens import hash_token
from app.auth.service.user_agents import describe
from app.db import company_scope, db, every_company
from app.web.i18n import language
from app.web.security import rate_limit_key

HALF = "half"
HALF_S = 600
"""How long the second factor may take, in seconds."""


def try_password(email: str, password: str) -> User | None:
    """Return the user, or None for a wrong password, and record a wrong password in the account's audit log.

    Commits. Raise TooManyAttempts after too many attempts.
    """
    about = password_limits(email)
    begin_attempts(about)
    user = authenticate(email, password)
    if user is not None:
        with company_scope(user.company_id):
            clear_attempts(*about)
            db.session.commit()
    elif (tried := _holder(email)) is not None:
        _note_refused(tried, "password")
    else:
        login_throttle.take_as_long()
    return user


def begin_second_step(user: User) -> None:
    """Remember that the password was right. The browser is not signed in yet."""
    session.clear()
    session[HALF] = [user.id, int(time.time()), _stamp(user)]


def half_signed_in() -> User | None:
    """Return the user who has shown the password in this browser but not yet the second factor, or None."""
    kept = session.get(HALF)
    if not kept or kept[1] < time.time() - HALF_S:
        return None
    with every_company():
        user = db.session.get(User, kept[0])
    return user if user is not None and secrets.compare_digest(_stamp(user), kept[2]) else None


def try_code(user: User, code: str) -> bool:
    """Sign in by a code of the app or a recovery code, and return whether it was right.

    Commits. Raise TooManyAttempts after too many attempts.
    """
    about = code_limits(user)
    begin_attempts(about)
    kind = factors.use_code(user, code)
    if kind is None:
        _note_refused(user, "second factor")
        return False
    clear_attempts(*about)
    with company_scope(user.company_id):
        if kind == "recovery":
            security_notices.notify_recovery_code_used(user, recovery.count(user))
        db.session.commit()
    enter(user, kind)
    return True


def try_passkey(answer: Any, user: User | None) -> User:
    """Sign in by a passkey, instead of the password if *user* is None, and return the user.

    Commits. Raise BadPasskey if the response does not prove the passkey.
    """
    shown = passkeys.authenticate(answer, user)
    enter(shown, "passkey")
    return shown


def enter(user: User, how: str, is_known: bool = False) -> None:
    """Sign in the user, who has shown who they are. Commits.

    *is_known*: the user need not be notified of this browser.
    """
    is_known = is_known or known_browsers.knows(user.email)
    user_session = sessions.begin(user)
    with company_scope(user.company_id):
        security_notices.note_of(user, "signed in", by=user, how=how)
        if not is_known:
            security_notices.notify_new_browser(user, describe(user_session.agent), user_session.address)
        user.language = user.language or language()
        db.session.commit()


def password_limits(email: str) -> dict[str, Limit]:
    """Return the limits that apply to an attempt at a password.

    A browser in which the user was signed in before has its own, and so has each place. So guessing elsewhere locks
    nobody out.
    """
    address = email.strip().lower()
    if known_browsers.knows(email):
        return {password_key(address, "known"): STRICT}
    return {password_key(address, rate_limit_key()): STRICT, password_key(address, "new"): LOOSE}


def code_limits(user: User) -> dict[str, Limit]:
    """Return the limits that apply to an attempt at a code.

    They are strict everywhere, because whoever guesses a code knows the password.
    """
    return {f"second factor:{user.id}:{'known' if known_browsers.knows(user.email) else 'new'}": STRICT}


def _holder(email: str) -> User | None:
    with every_company():
        return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def _note_refused(user: User, what: str) -> None:
    with company_scope(user.company_id):
        security_notices.note_of(user, "refused", what=what, browser=describe(str(request.user_agent.string)))
        db.session.commit()


def _stamp(user: User) -> str:
    """Return a value that changes with the password."""
    return hash_token(user.password_hash)[:20]
