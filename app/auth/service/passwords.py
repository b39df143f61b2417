"""Hashes, checks and generates passwords."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from app.auth.models import User
from app.auth.service.known_passwords import is_well_known
from app.db import db, every_company
from app.web.errors import Refused

SHORTEST, LONGEST = 12, 200


class WeakPassword(Refused):
    """Refuses a password that is short or well known (NIST SP 800-63B section 5.1.1.2). No rules on characters."""

    code = "weak_password"


def new_password() -> str:
    """Return a random password of about 95 bits, without characters that are hard to tell apart."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(19))


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password."""
    return _hasher().hash(password)


def refuse_weak(password: str, email: str, name: str = "") -> None:
    """Raise WeakPassword if the password is weak for somebody with this address and name."""
    plain = password.casefold()
    if len(password) < SHORTEST:
        raise WeakPassword(_("Take at least %(count)s characters: three or four words, say.", count=SHORTEST))
    if len(password) > LONGEST:
        raise WeakPassword(_("Take at most %(count)s characters.", count=LONGEST))
    if len(set(plain)) < 5 or is_well_known(plain):
        raise WeakPassword(_("This is one of the passwords that are tried first. Take another one."))
    own = {part for part in (email.casefold(), email.casefold().partition("@")[0], name.casefold()) if len(part) > 3}
    if any(plain.replace(part, "").strip("0123456789!.-_ ") == "" for part in own):
        raise WeakPassword(_("This is your name or address, which is tried first. Take another one."))


def is_password(user: User | None, password: str) -> bool:
    """Return whether the password is *user*'s. It takes as long for None as for a user."""
    try:
        _hasher().verify(user.password_hash if user else _hash_of_nothing(_hasher()), password)
    except VerifyMismatchError:
        return False
    if user and _hasher().check_needs_rehash(user.password_hash):
        user.password_hash = hash_password(password)
    return user is not None


def authenticate(email: str, password: str) -> User | None:
    """Return the user with this password, or None; a wrong address takes as long as a wrong password."""
    with every_company():
        user = db.session.scalar(select(User).where(User.email == email.strip().lower()))
        return user if is_password(user, password) else None


def _hasher() -> PasswordHasher:
    hasher: PasswordHasher = current_app.config["PASSWORD_HASHER"]
    return hasher


@cache
def _hash_of_nothing(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_hex(16))
