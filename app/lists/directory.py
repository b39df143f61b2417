"""Provides the directory's lists of callers."""

from collections.abc import Iterable

from sqlalchemy import select

from app.db import db
from app.lists.models import CallerEntry, CallerList


def lists(_spoken: Iterable[tuple[str, str]] = ()) -> dict[str, dict[str, list[str]]]:
    """Return "lists" by name, each with its entries in the order in which they were added."""
    found: dict[str, list[str]] = {name: [] for name in db.session.scalars(select(CallerList.name))}
    rows = select(CallerList.name, CallerEntry.entry).join(CallerEntry, CallerEntry.list_id == CallerList.id)
    for name, entry in db.session.execute(rows.order_by(CallerEntry.id)):
        found[name].append(entry)
    return {"lists": found}
