"""Whether anybody's letters may have changed: cheap to ask, for those who look again and again."""

from datetime import datetime

from sqlalchemy import func, select

from app.db import db, every_company
from app.messages.models import Message, MessageMark
from app.ports.calls import newest_change as newest_call_change

Change = tuple[int, datetime | None, datetime | None]


def newest_change() -> Change:
    """Another one whenever a letter came from the journal or from a person, or somebody did something with one."""
    with every_company():
        newest = db.session.scalar(select(func.max(Message.at)))
        marked = db.session.scalar(select(func.max(MessageMark.changed_at)))
    return newest_call_change(), newest, marked
