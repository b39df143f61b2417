"""Passwords of the portal's users."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from app.account.models import Company
from app.auth.models import ROLES, User
from app.db import db, every_company

_hasher = PasswordHasher()


def new_password() -> str:
    """About 95 bits, without characters that are hard to tell apart."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(19))


def add_user(company: Company, name: str, email: str, role: str, password: str) -> User:
    if role not in ROLES:
        raise ValueError(f"no role: {role!r}")
    user = User(company_id=company.id, name=name, email=email.lower(), role=role, password_hash=_hasher.hash(password))
    db.session.add(user)
    return user


def authenticate(email: str, password: str) -> User | None:
    """The user with this password, or None; a wrong address takes as long as a wrong password."""
    with every_company():
        user = db.session.scalar(select(User).where(User.email == email.strip().lower()))
        try:
            _hasher.verify(user.password_hash if user else _hash_of_nothing(), password)
        except VerifyMismatchError:
            return None
        if user and _hasher.check_needs_rehash(user.password_hash):
            user.password_hash = _hasher.hash(password)
            db.session.flush()
        return user


@cache
def _hash_of_nothing() -> str:
    return _hasher.hash(secrets.token_hex(16))
