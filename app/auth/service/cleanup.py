"""Defines the worker's jobs for accounts."""

from app.auth.service import links, login_throttle, passkeys, sessions
from app.db import db

LOOK_S = 2.0
TIDY_S = 600.0


def answer_password_requests() -> None:
    """Send links to people who have forgotten their password."""
    links.answer_requests()


def delete_expired() -> None:
    """Delete sessions, links, failed attempts and challenges that are too old to matter."""
    sessions.delete_ended()
    links.delete_expired()
    login_throttle.delete_old()
    passkeys.delete_spent()
    db.session.commit()
