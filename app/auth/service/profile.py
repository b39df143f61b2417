"""What people change of their own account."""

from app.auth.models import Passkey, User
from app.auth.service import factors, passkeys, recovery, security_notices, totp
from app.auth.service.login_throttle import begin_guess, guessed_right
from app.auth.service.passwords import hash_password, is_password, refuse_weak
from app.auth.service.sessions import note_proved, sign_out_everywhere, visit_now
from app.db import db


def is_own_password(user: User, password: str) -> bool:
    """Commits. Raises TooManyGuesses."""
    about = f"own password:{user.id}"
    begin_guess(about)
    is_right = is_password(user, password)
    if is_right:
        guessed_right(about)
        note_proved()
    db.session.commit()
    return is_right


def change_password(user: User, password: str) -> None:
    """Everywhere else they are signed out. Raises WeakPassword."""
    refuse_weak(password, user.email, user.name)
    user.password_hash = hash_password(password)
    sign_out_everywhere(user, but=visit_now())
    security_notices.tell_password_changed(user)


def set_up_app(user: User, secret: str, code: str) -> list[str] | None:
    """The recovery codes, if there were none before; None: the code was wrong."""
    if not totp.set_up(user, secret, code):
        return None
    security_notices.tell_factor_changed(user, is_on=True)
    return factors.first_codes(user)


def turn_off_app(user: User) -> None:
    totp.turn_off(user)
    db.session.flush()
    factors.forget_unneeded_codes(user)
    security_notices.tell_factor_changed(user, is_on=False)


def add_passkey(user: User, answer: object, name: str) -> list[str]:
    """The recovery codes, if there were none before. Raises BadPasskey."""
    passkey = passkeys.add(user, answer, name)
    security_notices.tell_passkey_added(user, passkey.name)
    return factors.first_codes(user)


def remove_passkey(user: User, passkey: Passkey) -> None:
    db.session.delete(passkey)
    db.session.flush()
    factors.forget_unneeded_codes(user)
    security_notices.tell_factor_changed(user, is_on=False)


def new_recovery_codes(user: User) -> list[str]:
    codes = recovery.renew(user)
    security_notices.note_of(user, "changed", recovery_codes="•••")
    return codes
