"""Looks through the newest calls, where no index helps."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from app.calls.models import Call
from app.calls.store import MOST_AT_ONCE
from app.db import db
from app.db.groups import group_scope


def in_newest(
    count: int,
    searched: InstrumentedAttribute[Any],
    condition: Callable[[ColumnElement[Any]], ColumnElement[bool]],
    *columns: InstrumentedAttribute[str],
) -> list[Any]:
    """Return the *columns* of those of the company's newest *count* calls whose column *searched* fulfils *condition*
    and that the user may see, the newest first.

    Whether they may see a call is only asked of these: that takes longer than to look at it.
    """
    newest = select(Call.id, Call.started_at, searched).order_by(Call.started_at.desc()).limit(count).subquery()
    with group_scope(None):
        chosen = select(newest.c.id).where(condition(newest.c[searched.key])).order_by(newest.c.started_at.desc())
        ids = list(db.session.scalars(chosen))
    rows: list[Any] = []
    for at in range(0, len(ids), MOST_AT_ONCE):
        seen = select(*columns).where(Call.id.in_(ids[at : at + MOST_AT_ONCE]))
        rows += db.session.execute(seen.order_by(Call.started_at.desc())).all()
    return rows
