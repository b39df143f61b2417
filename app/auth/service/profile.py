"""Changes one's own account."""

from app.auth.models import Passkey, User
from app.auth.service import factors, passkeys, recovery, security_notices, totp
from app.auth.service.login_throttle import begin_attempt, clear_attempts
from app.auth.service.passwords import hash_password, is_password, refuse_weak
from app.auth.service.sessions import current_session, note_login, sign_out_everywhere
from app.db import db


def is_own_password(user: User, password: str) -> bool:
    """Check the user's password, which also renews the time of their last login. Commits.

    Raise TooManyAttempts after too many attempts.
    """
    about = f"own password:{user.id}"
    begin_attempt(about)
    is_right = is_password(user, password)
    if is_right:
        clear_attempts(about)
        note_login()
    db.session.commit()
    return is_right


def change_password(user: User, password: str) -> None:
    """Set a new password and sign out everywhere else. Raise WeakPassword if the password is short or well known."""
    refuse_weak(password, user.email, user.name)
    user.password_hash = hash_password(password)
    sign_out_everywhere(user, excluding=current_session())
    security_notices.notify_password_changed(user)


def set_up_app(user: User, secret: str, code: str) -> list[str] | None:
    """Set up the authenticator app; return recovery codes if there were none, or None for a wrong code."""
    if not totp.set_up(user, secret, code):
        return None
    security_notices.notify_factor_changed(user, is_on=True)
    return factors.first_codes(user)


def turn_off_app(user: User) -> None:
    """Remove the authenticator app."""
    totp.turn_off(user)
    db.session.flush()
    factors.delete_unneeded_codes(user)
    security_notices.notify_factor_changed(user, is_on=False)


def add_passkey(user: User, answer: object, name: str) -> list[str]:
    """Store a passkey; return recovery codes if there were none before. Raise BadPasskey if the response does not prove
    the passkey."""
    passkey = passkeys.register(user, answer, name)
    security_notices.notify_passkey_added(user, passkey.name)
    return factors.first_codes(user)


def remove_passkey(user: User, passkey: Passkey) -> None:
    """Remove a passkey."""
    db.session.delete(passkey)
    db.session.flush()
    factors.delete_unneeded_codes(user)
    security_notices.notify_factor_changed(user, is_on=False)


def new_recovery_codes(user: User) -> list[str]:
    """Replace the recovery codes, and return the new ones."""
    codes = recovery.renew(user)
    security_notices.note_of(user, "changed", recovery_codes="•••")
    return codes
