"""Signing in: a password, then a second factor where there is one; or a passkey alone."""

import secrets
import time
from typing import Any

from flask import request, session
from sqlalchemy import select

from app.auth.models import User
from app.auth.service import factors, known_browsers, login_throttle, passkeys, recovery, security_notices, sessions
from app.auth.service.login_throttle import LOOSE, STRICT, Limit, begin_guesses, guessed_right, password_from
from app.auth.service.passwords import authenticate
from app.auth.service.tokens import hash_token
from app.auth.service.user_agents import described
from app.db import company_scope, db, every_company
from app.web.i18n import language
from app.web.security import rate_limit_key

HALF = "half"
HALF_S = 600
"""How long the second factor may take."""


def try_password(email: str, password: str) -> User | None:
    """None: wrong, and whoever has the account can read so. Commits. Raises TooManyGuesses."""
    about = about_password(email)
    begin_guesses(about)
    user = authenticate(email, password)
    if user is not None:
        with company_scope(user.company_id):
            guessed_right(*about)
            db.session.commit()
    elif (tried := _holder(email)) is not None:
        _note_refused(tried, "password")
    else:
        login_throttle.take_as_long()
    return user


def begin_second_step(user: User) -> None:
    """The password was right; this browser is nobody's yet."""
    session.clear()
    session[HALF] = [user.id, int(time.time()), _stamp(user)]


def half_signed_in() -> User | None:
    """Who has shown the password in this browser, and is to show the second factor."""
    kept = session.get(HALF)
    if not kept or kept[1] < time.time() - HALF_S:
        return None
    with every_company():
        user = db.session.get(User, kept[0])
    return user if user is not None and secrets.compare_digest(_stamp(user), kept[2]) else None


def try_code(user: User, code: str) -> bool:
    """Of the app, or a recovery code. Commits. Raises TooManyGuesses."""
    about = about_code(user)
    begin_guesses(about)
    kind = factors.is_code(user, code)
    if kind is None:
        _note_refused(user, "second factor")
        return False
    guessed_right(*about)
    with company_scope(user.company_id):
        if kind == "recovery":
            security_notices.tell_recovery_code_used(user, recovery.count(user))
        db.session.commit()
    enter(user, kind)
    return True


def try_passkey(answer: Any, user: User | None) -> User:
    """*user* None: instead of the password. Commits. Raises BadPasskey."""
    shown = passkeys.show(answer, user)
    enter(shown, "passkey")
    return shown


def enter(user: User, how: str, is_known: bool = False) -> None:
    """They have shown who they are: from now on they are signed in. Commits. *is_known*: there is nothing to tell them
    of the browser."""
    is_known = is_known or known_browsers.knows(user.email)
    visit = sessions.begin(user)
    with company_scope(user.company_id):
        security_notices.note_of(user, "signed in", by=user, how=how)
        if not is_known:
            security_notices.tell_new_browser(user, described(visit.agent), visit.address)
        user.language = user.language or language()
        db.session.commit()


def about_password(email: str) -> dict[str, Limit]:
    """What is guessed. From a browser that they were signed in with before it is another thing, and from another place,
    too: so nobody keeps them out by guessing wrong elsewhere."""
    address = email.strip().lower()
    if known_browsers.knows(email):
        return {password_from(address, "known"): STRICT}
    return {password_from(address, rate_limit_key()): STRICT, password_from(address, "new"): LOOSE}


def about_code(user: User) -> dict[str, Limit]:
    """Whoever guesses it knows the password; so the limit is strict wherever they are."""
    return {f"second factor:{user.id}:{'known' if known_browsers.knows(user.email) else 'new'}": STRICT}


def _holder(email: str) -> User | None:
    with every_company():
        return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def _note_refused(user: User, what: str) -> None:
    with company_scope(user.company_id):
        security_notices.note_of(user, "refused", what=what, browser=described(str(request.user_agent.string)))
        db.session.commit()


def _stamp(user: User) -> str:
    """Another one after the password was changed."""
    return hash_token(user.password_hash)[:20]
