"""Writes messages, from people and from the exchange."""

import secrets
from collections.abc import Iterable

from sqlalchemy import select

from app.auth.models import User
from app.company.models import Company
from app.db import company_scope, db, every_company
from app.messages.addressing import COMPANY, address_of_user
from app.messages.models import Message
from app.ports.messages import Notification


def write(sender: User, addressee: str, title: str, text: str, answers: str = "") -> Message:
    """Write to colleagues; *addressee* is that of ``Message``."""
    return _write(sender, sender.company_id, "colleague", addressee, title, text, answers)


def write_to_companies(sender: User, companies: Iterable[Company], title: str, text: str) -> None:
    """Write from the operator to everybody in these companies."""
    for company in companies:
        _write(sender, company.id, "operator", COMPANY, title, text)


def answer(sender: User, message: Message, title: str, text: str) -> Message | None:
    """Answer the author of *message*, in any company; return None if they no longer exist."""
    with every_company():
        other = db.session.scalar(select(User).where(User.id == message.sender_id))
    if other is None:
        return None
    kind = "operator" if sender.company_id != other.company_id and sender.role == "operator" else "colleague"
    return _write(sender, other.company_id, kind, address_of_user(other.id), title, text, message.id)


def _write(
    sender: User, company_id: int, kind: str, addressee: str, title: str, text: str, answers: str = ""
) -> Message:
    is_from_outside = sender.company_id != company_id
    message = Message(
        id=secrets.token_hex(16),
        company_id=company_id,
        kind=kind,
        addressee=addressee,
        title=" ".join(title.split())[:200],
        text=text,
        sender_id=sender.id,
        sender=f"{sender.name}, {sender.company.name}" if is_from_outside else sender.name,
        answers=answers,
    )
    _add(message, company_id)
    return message


def carry(notification: Notification) -> None:
    """Write a notification as a message, for ``app.ports.messages``."""
    message = Message(
        id=secrets.token_hex(16),
        company_id=notification.company_id,
        kind=notification.kind,
        addressee=address_of_user(notification.user_id),
        title=notification.title[:200],
        text=notification.text,
        link=notification.link or "",
    )
    _add(message, notification.company_id)


def _add(message: Message, company_id: int) -> None:
    with company_scope(company_id):
        db.session.add(message)
        db.session.flush()
