"""Manages sessions: one row per signed-in browser, without which its cookie is worthless."""

import secrets
from datetime import timedelta
from typing import Any, cast

from flask import g, request, session
from flask_login import login_user, logout_user
from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.exc import OperationalError

from app.auth.models import OneTimeLink, User, UserSession
from app.auth.service.tokens import hash_token, new_token
from app.db import company_scope, db, every_company, now
from app.db.full_disk import is_full_disk
from app.ports.waking import ACCOUNTS, wake

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
FRESH = timedelta(minutes=10)
"""How long after showing who they are users are not asked again."""
STEP = timedelta(minutes=1)
"""How precisely the time of a session's last request is known."""
TOKEN = "visit"  # noqa: S105 - the name of a place in the cookie


def begin(user: User) -> UserSession:
    """Sign the user in in this browser, with a session that has nothing of what was in it before."""
    session.clear()
    session.permanent = True
    session[TOKEN] = token = new_token()
    user_session = UserSession(
        company_id=user.company_id,
        user_id=user.id,
        user=user,
        token_hash=hash_token(token),
        address=(request.remote_addr or "")[:45],
        agent=str(request.user_agent.string)[:300],
    )
    with company_scope(user.company_id):
        db.session.add(user_session)
        db.session.flush()
    g.user_session = (token, user_session)
    login_user(user)
    return user_session


def current_session() -> UserSession | None:
    """Return this browser's session, or None if it has ended."""
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    known = g.get("user_session")
    if known is None or not secrets.compare_digest(known[0], token):
        g.user_session = known = (token, _find(token))
    return cast(UserSession | None, known[1])


def end_session() -> None:
    """End this browser's session."""
    user_session = current_session()
    if user_session is not None:
        _delete(UserSession.id == user_session.id)
    g.pop("user_session", None)
    logout_user()
    session.clear()


def note_seen() -> None:
    """Note the time of this request, if the last one noted is a while ago. Commits.

    A full disk does not stop the page.
    """
    user_session = current_session()
    if user_session is not None and user_session.seen_at < now() - STEP:
        address = (request.remote_addr or "")[:45]
        seen = update(UserSession).where(UserSession.id == user_session.id).values(seen_at=now(), address=address)
        try:
            with every_company():
                db.session.execute(seen)
            db.session.commit()
        except OperationalError as error:
            db.session.rollback()
            if not is_full_disk(error):
                raise


def has_recent_login() -> bool:
    """Return whether the user has recently shown who they are."""
    user_session = current_session()
    return user_session is not None and user_session.authenticated_at > now() - FRESH


def note_login() -> None:
    """Note that the user has shown who they are."""
    user_session = current_session()
    assert user_session is not None
    user_session.authenticated_at = now()


def sessions_of(user: User) -> list[UserSession]:
    """Return a user's sessions, the most recently used first."""
    return list(
        db.session.scalars(_lasting().where(UserSession.user_id == user.id).order_by(UserSession.seen_at.desc()))
    )


def users_of(session_ids: set[int]) -> dict[int, User]:
    """Return the user behind each session ID, leaving out ended sessions."""
    with every_company():
        query = _lasting().join(User, User.id == UserSession.user_id).with_only_columns(UserSession.id, User)
        rows = db.session.execute(query.where(UserSession.id.in_(session_ids)))
        return {row.id: row.User for row in rows}


def sign_out_everywhere(user: User, excluding: UserSession | None = None) -> None:
    """End all sessions except *but*: at once for open pages, else from the next request on.

    Links waiting in a mailbox are deleted as well: whoever misused an open session may have asked for one.
    """
    which = [UserSession.user_id == user.id]
    _delete(*which, *([UserSession.id != excluding.id] if excluding else []))
    delete_links(user)


def delete_links(user: User) -> None:
    """Delete all links that were sent to the user: to confirm another address, and to choose a new password."""
    with every_company():
        db.session.execute(delete(OneTimeLink).where(OneTimeLink.user_id == user.id))


def delete_ended() -> None:
    """Delete sessions that have ended."""
    with every_company():
        _delete(UserSession.seen_at < now() - IDLE)
        _delete(UserSession.began_at < now() - LONGEST)


def _lasting() -> Select[Any]:
    return select(UserSession).where(UserSession.seen_at > now() - IDLE, UserSession.began_at > now() - LONGEST)


def _find(token: str) -> UserSession | None:
    with every_company():
        return db.session.scalars(_lasting().where(UserSession.token_hash == hash_token(token))).first()


def _delete(*which: ColumnElement[bool]) -> None:
    with every_company():
        db.session.execute(delete(UserSession).where(*which), execution_options={"synchronize_session": False})
    wake([ACCOUNTS])
