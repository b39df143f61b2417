"""Manages recovery codes, each of which replaces a lost second factor once."""

import secrets
from typing import Any

from sqlalchemy import delete, func, select

from app.auth.models import RecoveryCode, User
from app.auth.service.tokens import hash_token
from app.db import db

COUNT, GROUPS, GROUP = 10, 3, 5
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def renew(user: User) -> list[str]:
    """Replace the codes, and return the new ones, such as "abcde-fghjk-mnpqr", of about 74 bits each.

    They cannot be retrieved later.
    """
    forget(user)
    codes = ["-".join(_letters() for _group in range(GROUPS)) for _code in range(COUNT)]
    for code in codes:
        db.session.add(RecoveryCode(company_id=user.company_id, user_id=user.id, code_hash=hash_token(_bare(code))))
    return codes


def forget(user: User) -> None:
    """Delete all codes of a user."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))


def count(user: User) -> int:
    """Return how many codes a user has left."""
    return db.session.scalar(select(func.count(RecoveryCode.id)).where(RecoveryCode.user_id == user.id)) or 0


def use(user: User, code: str) -> bool:
    """Spend a code, and return whether it was right."""
    same = delete(RecoveryCode).where(
        RecoveryCode.user_id == user.id, RecoveryCode.code_hash == hash_token(_bare(code))
    )
    found: Any = db.session.execute(same)
    return bool(found.rowcount == 1)


def _letters() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(GROUP))


def _bare(code: str) -> str:
    """Return the code's letters and digits, however it was typed."""
    return "".join(sign for sign in code.lower() if sign.isalnum())
