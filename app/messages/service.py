"""Deriving messages, and reading them."""

from datetime import UTC, datetime
from typing import Any

from flask import g
from sqlalchemy import delete, func, select

from app.account.models import Company
from app.db import db
from app.journal_lines import lines_of
from app.messages.models import DeletedMessage, Message, ReadMessage

PAGE = 50
Line = dict[str, Any]


def derive(line: Line) -> None:
    """Take one line of the journal. A message of a call whose beginning is not known is nobody's."""
    told = [effect for effect in line["effects"] if effect["type"] == "notify"]
    if not told or line.get("call") is None:
        return
    arrived = next(iter(lines_of(line["call"])), line)["event"]
    if arrived["type"] != "call_arrived":
        return
    company = db.session.scalar(select(Company.id).where(Company.customer_number == arrived["company"]))
    for place, effect in enumerate(told if company is not None else ()):
        _add(f"{line['call']}:{line['seq']}:{place:02d}", company, effect, arrived, line)


def _add(message_id: str, company: int | None, effect: Line, arrived: Line, line: Line) -> None:
    if db.session.get(Message, message_id) is None and db.session.get(DeletedMessage, message_id) is None:
        message = Message(
            company_id=company,
            id=message_id,
            employee=effect["employee"][:16],
            text=effect["text"],
            call=line["call"],
            caller=arrived["caller"][:120],
            at=datetime.fromtimestamp(line["at"] / 1000, UTC),
        )
        db.session.add(message)


def forget() -> None:
    """What was read stays so."""
    db.session.execute(delete(Message))


def find_messages(page: int) -> tuple[list[tuple[Message, bool]], int]:
    """One page of those of the company in force, the newest first, each with whether it was read; and how many there
    are in all."""
    query = select(Message, ReadMessage.message).outerjoin(ReadMessage, ReadMessage.message == Message.id)
    rows = db.session.execute(
        query.order_by(Message.at.desc(), Message.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    )
    count = db.session.scalar(select(func.count(Message.id))) or 0
    return [(message, read is not None) for message, read in rows], count


def count_unread() -> int:
    """Of the company in force; 0 when none is."""
    if g.get("company_in_force") is None:
        return 0
    return db.session.scalar(select(func.count(Message.id)).where(Message.id.not_in(_read()))) or 0


def mark_read(message: Message, reader: str) -> None:
    if db.session.get(ReadMessage, message.id) is None:
        db.session.add(ReadMessage(message=message.id, reader=reader))


def mark_unread(message: Message) -> None:
    db.session.execute(delete(ReadMessage).where(ReadMessage.message == message.id))


def mark_all_read(reader: str) -> None:
    for message in db.session.scalars(select(Message).where(Message.id.not_in(_read()))):
        mark_read(message, reader)


def _read() -> Any:
    return select(ReadMessage.message)


def count_of(employee: str) -> int:
    """*employee* is an extension of the company in force."""
    return db.session.scalar(select(func.count(Message.id)).where(Message.employee == employee)) or 0


def delete_of(employee: str) -> None:
    """For ever: they are not derived again."""
    ids = list(db.session.scalars(select(Message.id).where(Message.employee == employee)))
    db.session.add_all(DeletedMessage(message=each) for each in ids)
    for model, column in ((Message, Message.id), (ReadMessage, ReadMessage.message)):
        for at in range(0, len(ids), PAGE):
            db.session.execute(delete(model).where(column.in_(ids[at : at + PAGE])))
