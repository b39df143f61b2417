"""What the worker does for accounts."""

from app.auth.service import links, login_throttle, passkeys, sessions
from app.db import db

LOOK_S = 2.0
TIDY_S = 600.0


def answer() -> None:
    links.answer_requests()


def tidy() -> None:
    sessions.forget_ended()
    links.forget_expired()
    login_throttle.forget_old()
    passkeys.forget_spent()
    db.session.commit()
