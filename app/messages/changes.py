"""Provides a cheap marker for pollers that changes whenever a message may have changed."""

from datetime import datetime

from sqlalchemy import func, select

from app.db import db, every_company
from app.messages.models import Message, MessageMark
from app.ports.calls import calls

Change = tuple[int, datetime | None, datetime | None]


def newest_change() -> Change:
    """Return a value that changes when a message arrives or somebody does something with one."""
    with every_company():
        newest = db.session.scalar(select(func.max(Message.at)))
        marked = db.session.scalar(select(func.max(MessageMark.changed_at)))
    return calls().version(), newest, marked
