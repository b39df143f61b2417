"""Manages a user's mailbox: finding messages, and what happens to them.

It is that of the user's own company, whichever one an operator looks at.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.company.noting import note_deleted
from app.db import company_in_force, company_scope, count_rows, db, every_company, now
from app.messages.addressing import Reader
from app.messages.deriving import delete_for_ever
from app.messages.models import ARCHIVE, DELETED, INBOX, Message, MessageMark
from designer.runtime.target import Target

PAGE = 30
SENT = "sent"
Row = tuple[Message, MessageMark | None]


@dataclass(frozen=True)
class Search:
    """Describes what to list. *folder* is INBOX, ARCHIVE or SENT; *text* is searched in the message and the caller's
    number."""

    folder: str = INBOX
    kind: str = ""
    text: str = ""
    page: int = 1


def find_messages(who: Reader, search: Search) -> tuple[list[Row], int]:
    """Return a page of messages, unread ones first, then the newest first, and their total."""
    if search.folder == SENT:
        with every_company():
            return _page(select(Message).where(Message.sender_id == who.user_id), search)
    with company_scope(who.company_id):
        query = to_reader(who, select(Message).add_columns(MessageMark)).where(_in(search.folder))
        return _page(query, search, MessageMark.read_at.is_(None).desc())


def _page(query: Select[Any], search: Search, *first: ColumnElement[Any]) -> tuple[list[Row], int]:
    if search.kind:
        query = query.where(Message.kind == search.kind)
    for word in search.text.split():
        columns = (Message.title, Message.text, Message.caller, Message.sender)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    order = (*first, Message.at.desc(), Message.id.desc())
    rows = db.session.execute(query.order_by(*order).limit(PAGE).offset((search.page - 1) * PAGE))
    return [(row[0], row[1] if len(row) > 1 else None) for row in rows], count_rows(query)


def to_reader(who: Reader, query: Select[Any]) -> Select[Any]:
    """Restrict *query* to messages to the reader, each with what they did with it."""
    marks = and_(MessageMark.message == Message.id, MessageMark.user_id == who.user_id)
    return query.outerjoin(MessageMark, marks).where(who.gets)


def _in(folder: str) -> ColumnElement[bool]:
    return func.coalesce(MessageMark.folder, INBOX) == folder


def count_unread(who: Reader) -> int:
    """Return how many unread messages the reader has."""
    with company_scope(who.company_id):
        query = to_reader(who, select(func.count(Message.id))).where(_in(INBOX), MessageMark.read_at.is_(None))
        return db.session.scalar(query) or 0


def find_message(who: Reader, message_id: str) -> Message | None:
    """Return a message that the reader got and did not delete, or sent; else None."""
    with company_scope(who.company_id):
        query = to_reader(who, select(Message)).where(Message.id == message_id)
        found: Message | None = db.session.scalar(query.where(func.coalesce(MessageMark.folder, INBOX) != DELETED))
    if found is None:
        with every_company():
            found = db.session.scalar(select(Message).filter_by(id=message_id, sender_id=who.user_id))
    return found


def is_read(who: Reader, message: Message) -> bool:
    """Return whether the reader has read the message."""
    with company_scope(who.company_id):
        mark = db.session.get(MessageMark, (who.user_id, message.id))
        return mark is not None and mark.read_at is not None


def mark_read(who: Reader, message: Message) -> None:
    """Mark a message as read."""
    mark = mark_of(who, message.id)
    mark.read_at = mark.read_at or now()
    _flush(who)


def mark_unread(who: Reader, message: Message) -> None:
    """Mark a message as unread."""
    mark_of(who, message.id).read_at = None
    _flush(who)


def mark_all_read(who: Reader) -> None:
    """Mark all messages in the inbox as read."""
    with company_scope(who.company_id):
        query = to_reader(who, select(Message.id)).where(_in(INBOX), MessageMark.read_at.is_(None))
        for message_id in db.session.scalars(query).all():
            mark_of(who, message_id).read_at = now()
    _flush(who)


def move(who: Reader, message: Message, folder: str) -> None:
    """Move a message to ARCHIVE, INBOX or DELETED, for this reader alone."""
    mark = mark_of(who, message.id)
    mark.folder = folder
    if folder != INBOX:
        mark.read_at = mark.read_at or now()
    _flush(who)


def mark_of(who: Reader, message_id: str) -> MessageMark:
    """Return what the reader did with a message; a new mark if nothing."""
    with company_scope(who.company_id):
        mark = db.session.get(MessageMark, (who.user_id, message_id))
        if mark is None:
            mark = MessageMark(user_id=who.user_id, message=message_id, company_id=who.company_id)
            db.session.add(mark)
        return mark


def _flush(who: Reader) -> None:
    with company_scope(who.company_id):
        db.session.flush()


FOLDERS = (INBOX, ARCHIVE, SENT)


def count_of(employee: str) -> int:
    """Return how many messages to an employee there are. *employee* is an extension."""
    query = select(func.count(Message.id)).where(Message.addressee == Target.employee(employee))
    return db.session.scalar(query) or 0


def delete_of(employee: str) -> None:
    """Delete the messages to an employee permanently: they do not come back."""
    query = select(Message.id).where(Message.addressee == Target.employee(employee))
    ids = list(db.session.scalars(query))
    delete_for_ever(company_in_force(), ids)
    note_deleted("message", ids)
