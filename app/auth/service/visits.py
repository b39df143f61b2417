"""Where somebody is signed in."""

from sqlalchemy import delete

from app.auth.models import User, Visit
from app.db import db, every_company


def sign_out_everywhere(user: User, but: Visit | None = None) -> None:
    """In all browsers, from their next request on; *but* in this one."""
    which = delete(Visit).where(Visit.user_id == user.id)
    if but is not None:
        which = which.where(Visit.id != but.id)
    with every_company():
        db.session.execute(which)
