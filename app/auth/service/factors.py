"""The second factor: what somebody shows beside the password."""

from dataclasses import dataclass

from app.auth.models import User
from app.auth.service import recovery, totp
from app.auth.service.passkeys import passkeys_of
from app.db import company_scope, db

ASKED_OF = frozenset({"operator", "owner", "manager"})
"""Roles that a company may demand it of."""


@dataclass(frozen=True)
class Factors:
    totp: bool
    totp_lost: bool
    """The app is of no use any more, see ``totp.is_lost``."""
    passkeys: int
    recovery_codes: int

    @property
    def any(self) -> bool:
        return self.totp or self.passkeys > 0


def factors_of(user: User) -> Factors:
    with company_scope(user.company_id):
        return Factors(user.totp_sealed is not None, totp.is_lost(user), len(passkeys_of(user)), recovery.count(user))


def has_second_factor(user: User) -> bool:
    return user.totp_sealed is not None or bool(passkeys_of(user))


def must_set_up(user: User) -> bool:
    """Whether the company demands a second factor, and they have none."""
    return user.role in ASKED_OF and user.company.requires_second_factor and not has_second_factor(user)


def first_codes(user: User) -> list[str]:
    """Recovery codes, if this is the first second factor; else none."""
    return [] if recovery.count(user) else recovery.renew(user)


def forget_unneeded_codes(user: User) -> None:
    """They stand in for a second factor, so without one they are of no use."""
    if not has_second_factor(user):
        recovery.forget(user)


def is_code(user: User, code: str) -> str | None:
    """What kind of code it is: "totp" or "recovery"; None: a wrong one. It is spent."""
    with company_scope(user.company_id):
        if totp.is_code(user, code):
            return "totp"
        return "recovery" if recovery.use(user, code) else None


def remove_all(user: User) -> None:
    """For somebody who has lost them."""
    with company_scope(user.company_id):
        totp.turn_off(user)
        for passkey in passkeys_of(user):
            db.session.delete(passkey)
        recovery.forget(user)
        db.session.flush()
