"""Finds the stretches of presence of a time by when they began, however long the record is.

Stretches of one employee and kind don't overlap. So of those that began long before, only the last one can go on.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Subquery, and_, func, literal, select, true, union_all

from app.calls.models import Presence
from app.calls.presence import KINDS
from app.db import company_in_force
from app.db.upserts import connection, table_of

TABLE = table_of(Presence)
BEFORE = timedelta(days=1)
"""Stretches that began no longer before are looked at one by one."""


def going_on_or_later(columns: Sequence[Column[Any]], begins: datetime, until: ColumnElement[bool]) -> list[Any]:
    """Return *columns* of the stretches of the company in force that end after *begins*, and began before what *until*
    says."""
    lasts = is_ours(), TABLE.c.until.is_(None) | (TABLE.c.until > begins), until
    last = _last_before(begins - BEFORE)
    is_last = and_(*(TABLE.c[name] == last.c[name] for name in ("extension", "kind", "since")))
    queries = select(*columns).join_from(last, TABLE, is_last), select(*columns).where(TABLE.c.since >= begins - BEFORE)
    return [row for query in queries for row in connection().execute(query.where(*lasts))]


def _last_before(at: datetime) -> Subquery:
    """Return the query for when the last stretch before *at* began, by employee and kind."""
    people, kinds = _extensions(), union_all(*(select(literal(kind).label("kind")) for kind in KINDS)).subquery()
    theirs = TABLE.c.extension == people.c.extension, TABLE.c.kind == kinds.c.kind, TABLE.c.since < at
    since = select(func.max(TABLE.c.since)).where(is_ours(), *theirs).scalar_subquery()
    columns = people.c.extension, kinds.c.kind, since.label("since")
    return select(*columns).join_from(people, kinds, true()).subquery()


def _extensions() -> Any:
    """Return the query for all extensions. It jumps from one to the next in the index, and reads no more rows."""
    first = select(func.min(TABLE.c.extension).label("extension")).where(is_ours()).cte("people", recursive=True)
    following = select(func.min(TABLE.c.extension)).where(is_ours(), TABLE.c.extension > first.c.extension)
    return first.union_all(select(following.correlate(first).scalar_subquery()).where(first.c.extension.is_not(None)))


def is_ours() -> ColumnElement[bool]:
    """Return the condition under which a stretch belongs to the company in force."""
    return TABLE.c.company_id == literal(company_in_force())
