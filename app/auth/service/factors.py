"""Manages the second factor, which people show besides the password."""

from dataclasses import dataclass

from app.auth.models import User
from app.auth.service import recovery, totp
from app.auth.service.passkeys import passkeys_of
from app.db import company_scope, db

ASKED_OF = frozenset({"operator", "owner", "manager"})
"""Roles for which a company may require a second factor."""


@dataclass(frozen=True)
class Factors:
    """Summarises a user's second factors."""

    totp: bool
    totp_lost: bool
    """The app is of no use any more, see ``totp.is_lost``."""
    passkeys: int
    recovery_codes: int

    @property
    def any(self) -> bool:
        """Return whether there is a second factor. Recovery codes are none."""
        return self.totp or self.passkeys > 0


def factors_of(user: User) -> Factors:
    """Return a user's second factors."""
    with company_scope(user.company_id):
        return Factors(user.totp_sealed is not None, totp.is_lost(user), len(passkeys_of(user)), recovery.count(user))


def has_second_factor(user: User) -> bool:
    """Return whether a user has an app or a passkey."""
    return user.totp_sealed is not None or bool(passkeys_of(user))


def must_set_up(user: User) -> bool:
    """Return whether the company requires a second factor and the user has none."""
    return user.role in ASKED_OF and user.company.requires_second_factor and not has_second_factor(user)


def first_codes(user: User) -> list[str]:
    """Return new recovery codes if this is the user's first second factor, else none."""
    return [] if recovery.count(user) else recovery.renew(user)


def delete_unneeded_codes(user: User) -> None:
    """Delete recovery codes if there is no second factor left for which they could stand in."""
    if not has_second_factor(user):
        recovery.forget(user)


def use_code(user: User, code: str) -> str | None:
    """Spend a code. Return its kind, "totp" or "recovery", or None if it is wrong."""
    with company_scope(user.company_id):
        if totp.use_code(user, code):
            return "totp"
        return "recovery" if recovery.use(user, code) else None


def remove_all(user: User) -> None:
    """Remove all second factors of a user who has lost them."""
    with company_scope(user.company_id):
        totp.turn_off(user)
        for passkey in passkeys_of(user):
            db.session.delete(passkey)
        recovery.forget(user)
        db.session.flush()
