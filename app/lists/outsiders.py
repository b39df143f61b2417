"""Takes people outside off the company's lists of callers. A beginning of numbers, as +49170*, is about nobody."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from app.audit.audited import note_bulk
from app.db import db
from app.lists.models import CallerEntry, CallerList
from app.ports.outsiders import Outsider, Place


def count(outsider: Outsider) -> int:
    """Return on how many lists somebody is."""
    return db.session.scalar(select(func.count(CallerEntry.id)).where(CallerEntry.entry == outsider.number)) or 0


def forget(outsider: Outsider) -> None:
    """Remove somebody from all lists. The log of changes says that there was somebody, and not who."""
    theirs = CallerEntry.entry == outsider.number
    on_list = select(CallerEntry.list_id).where(theirs)
    for callers in db.session.scalars(select(CallerList).where(CallerList.id.in_(on_list))).all():
        note_bulk(callers.company_id, "deleted", CallerList.__tablename__, callers.label, entries="…", count=1)
    db.session.execute(delete(CallerEntry).where(theirs))


def places(outsider: Outsider) -> Iterator[Place]:
    """Yield the lists that somebody is on."""
    on_list = select(CallerEntry.list_id).where(CallerEntry.entry == outsider.number)
    found = select(CallerList.id, CallerList.label).where(CallerList.id.in_(on_list)).order_by(CallerList.label)
    for list_id, label in db.session.execute(found).all():
        yield Place(_("List %(list)s", list=label), url_for("lists.caller_list", list_id=list_id))
