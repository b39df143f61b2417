"""Deletes messages that name somebody outside. Those about their calls go with the calls."""

from sqlalchemy import select

from app.company.noting import note_deleted
from app.db import company_in_force, db
from app.messages.deriving import delete_for_ever
from app.messages.models import Message
from app.ports.outsiders import Outsider


def count(outsider: Outsider) -> int:
    """Return how many messages name somebody."""
    return len(_messages(outsider))


def forget(outsider: Outsider) -> None:
    """Delete these messages for good; no rebuild brings them back."""
    found = _messages(outsider)
    delete_for_ever(company_in_force(), found)
    note_deleted("message", found)


def _messages(outsider: Outsider) -> list[str]:
    columns = Message.id, Message.caller, Message.title, Message.text
    rows = db.session.execute(select(*columns))
    return [name for name, *texts in rows if outsider.has_number_in(*texts)]
