"""Checks the codes of authenticator apps (RFC 6238): six digits, new every 30 seconds."""

import hmac
import time
from typing import Any

import pyotp
import segno
from markupsafe import Markup
from sqlalchemy import or_, update

from app.auth.models import User
from app.db import db
from app.encrypted import Unreadable, decrypt, encrypt

STEP_S = 30
AROUND = 1
"""How many steps before and after ours are accepted, because clocks differ."""


def new_secret() -> str:
    """Return a random secret in base 32."""
    return pyotp.random_base32()


def set_up(user: User, secret: str, code: str) -> bool:
    """Store the secret if *code* shows that the app has it, and return whether it does."""
    step = _step(secret, code, -1)
    if step is None:
        return False
    user.totp_sealed, user.totp_step = encrypt(secret, _purpose(user)), step
    return True


def turn_off(user: User) -> None:
    """Forget the secret."""
    user.totp_sealed = user.totp_step = None


def secret_of(user: User) -> str | None:
    """Return the secret in base 32; None if no app is set up, or it is lost."""
    try:
        return decrypt(user.totp_sealed, _purpose(user)) if user.totp_sealed is not None else None
    except Unreadable:
        return None


def is_lost(user: User) -> bool:
    """Return whether the app's secret is unreadable because the installation has another secret key."""
    return user.totp_sealed is not None and secret_of(user) is None


def use_code(user: User, code: str) -> bool:
    """Spend a code, and return whether it was right. Used codes and older ones are refused."""
    secret = secret_of(user)
    if secret is None:
        return False
    before = -1 if user.totp_step is None else user.totp_step
    step = _step(secret, code, before)
    if step is None:
        return False
    unused = or_(User.totp_step.is_(None), User.totp_step < step)
    found: Any = db.session.execute(
        update(User).where(User.id == user.id, unused).values(totp_step=step),
        execution_options={"synchronize_session": False},
    )
    return bool(found.rowcount == 1)


def picture(user: User, secret: str) -> Markup:
    """Return the QR code that apps read, as SVG."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name="Zentrale")
    return Markup(segno.make(uri, error="m").svg_inline(scale=5, border=3, light="#fff", svgclass="qr"))


def spaced(secret: str) -> str:
    """Return the secret in groups of four, for typing."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _purpose(user: User) -> str:
    """Return the purpose of the encryption, which makes the secret useless in another account's row."""
    return f"totp of {user.id}"


def _step(secret: str, code: str, after: int) -> int | None:
    """Return the time step to which the code belongs, if it is later than *after*."""
    digits = "".join(code.split())
    now = int(time.time()) // STEP_S
    app = pyotp.TOTP(secret)
    for step in range(now - AROUND, now + AROUND + 1):
        if step > after and hmac.compare_digest(app.generate_otp(step).encode(), digits.encode("utf-8", "replace")):
            return step
    return None
