"""Where somebody is signed in: a row for each browser, whose cookie is worth nothing without it."""

import secrets
from datetime import timedelta
from typing import Any, cast

from flask import g, request, session
from flask_login import login_user, logout_user
from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.exc import OperationalError

from app.auth.models import OneTimeLink, User, Visit
from app.auth.service.tokens import hash_token, new_token
from app.db import company_scope, db, every_company, now
from app.db.full_disk import is_full_disk

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
FRESH = timedelta(minutes=10)
"""For so long after they have shown who they are, nobody is asked again."""
STEP = timedelta(minutes=1)
"""How exactly it is known when somebody was last seen."""
TOKEN = "visit"  # noqa: S105 - the name of a place in the cookie


def begin(user: User) -> Visit:
    """In this browser, with a session that has nothing of what was in it before."""
    session.clear()
    session.permanent = True
    session[TOKEN] = token = new_token()
    visit = Visit(
        company_id=user.company_id,
        user_id=user.id,
        user=user,
        token_hash=hash_token(token),
        address=(request.remote_addr or "")[:45],
        agent=str(request.user_agent.string)[:300],
    )
    with company_scope(user.company_id):
        db.session.add(visit)
        db.session.flush()
    g.visit = (token, visit)
    login_user(user)
    return visit


def visit_now() -> Visit | None:
    """Of this browser, unless it has ended."""
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    known = g.get("visit")
    if known is None or not secrets.compare_digest(known[0], token):
        g.visit = known = (token, _find(token))
    return cast(Visit | None, known[1])


def end_visit() -> None:
    """Of this browser."""
    visit = visit_now()
    if visit is not None:
        _delete(Visit.id == visit.id)
    g.pop("visit", None)
    logout_user()
    session.clear()


def note_seen() -> None:
    """Commits, when it was last noted a while ago. A full disk is no reason to show no page."""
    visit = visit_now()
    if visit is not None and visit.seen_at < now() - STEP:
        address = (request.remote_addr or "")[:45]
        seen = update(Visit).where(Visit.id == visit.id).values(seen_at=now(), address=address)
        try:
            with every_company():
                db.session.execute(seen)
            db.session.commit()
        except OperationalError as error:
            db.session.rollback()
            if not is_full_disk(error):
                raise


def is_proved() -> bool:
    """Whether they have shown lately who they are."""
    visit = visit_now()
    return visit is not None and visit.proved_at > now() - FRESH


def note_proved() -> None:
    visit = visit_now()
    assert visit is not None
    visit.proved_at = now()


def visits_of(user: User) -> list[Visit]:
    """The newest first."""
    return list(db.session.scalars(_lasting().where(Visit.user_id == user.id).order_by(Visit.seen_at.desc())))


def roles_of(visit_ids: set[int]) -> dict[int, str]:
    """Of whoever is signed in by them; without those that have ended."""
    with every_company():
        found = _lasting().join(User, User.id == Visit.user_id).with_only_columns(Visit.id, User.role)
        rows = db.session.execute(found.where(Visit.id.in_(visit_ids)))
        return {row.id: row.role for row in rows}


def sign_out_everywhere(user: User, but: Visit | None = None) -> None:
    """End all sessions but *but*: at once for what is open, else from the next request on.

    Links that wait in a mailbox end as well: whoever made use of an open session may have asked for one.
    """
    which = [Visit.user_id == user.id]
    _delete(*which, *([Visit.id != but.id] if but else []))
    forget_links(user)


def forget_links(user: User) -> None:
    """Make void all links that were sent: to confirm another address, and to choose a new password."""
    with every_company():
        db.session.execute(delete(OneTimeLink).where(OneTimeLink.user_id == user.id))


def forget_ended() -> None:
    with every_company():
        _delete(Visit.seen_at < now() - IDLE)
        _delete(Visit.began_at < now() - LONGEST)


def _lasting() -> Select[Any]:
    return select(Visit).where(Visit.seen_at > now() - IDLE, Visit.began_at > now() - LONGEST)


def _find(token: str) -> Visit | None:
    with every_company():
        return db.session.scalars(_lasting().where(Visit.token_hash == hash_token(token))).first()


def _delete(*which: ColumnElement[bool]) -> None:
    with every_company():
        db.session.execute(delete(Visit).where(*which), execution_options={"synchronize_session": False})
