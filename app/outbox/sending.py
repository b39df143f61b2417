"""Sends mail from the worker: claims each one by an UPDATE, sends it, and records the result.

If the worker is killed in between, the mail stays claimed. After CLAIM it is free again, and may be sent a second time
under the same Message-ID.
"""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from app.config import config
from app.db import company_scope, db, every_company, now
from app.gateways.mail import Attachment, Mail, MailRefused, MailTooLarge, MailTrouble, is_configured, send
from app.outbox.models import EXPIRED, FAILED, PENDING, SENDING, SENT, OutgoingMail
from app.ports.exports import exports
from app.ports.recordings import recordings

BATCH = 20
CLAIM = timedelta(minutes=10)
AGAIN = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720, 1440))
"""The pauses between attempts; after the last one, the mail has failed."""
KEEP = timedelta(days=60)
log = logging.getLogger(__name__)


def look_after() -> None:
    """Send the mails that are due, and delete what nobody needs any more."""
    with every_company():
        _tidy()
        if is_configured(config()):
            send_due()


def send_due() -> int:
    """Send a batch of due mails, and return how many the mail server accepted."""
    with every_company():
        due = select(OutgoingMail.id).where(OutgoingMail.state == PENDING, OutgoingMail.not_before <= now())
        ids = db.session.scalars(due.order_by(OutgoingMail.id).limit(BATCH)).all()
        db.session.rollback()
        return sum(_send(mail_id) for mail_id in ids if _claim(mail_id))


def _claim(mail_id: int) -> bool:
    claimed = update(OutgoingMail).where(OutgoingMail.id == mail_id, OutgoingMail.state == PENDING)
    found: Any = db.session.execute(
        claimed.values(state=SENDING, tries=OutgoingMail.tries + 1, not_before=now() + CLAIM)
    )
    db.session.commit()
    return bool(found.rowcount == 1)


def _send(mail_id: int) -> bool:
    row = db.session.get_one(OutgoingMail, mail_id, populate_existing=True)
    text, html, tries = row.text, row.html, row.tries
    if text is None or html is None:
        _note(mail_id, state=FAILED, ended_at=now(), trouble=None)
        return False
    mail = Mail(row.to, row.subject, text, html, row.message_id, _attachments(row))
    db.session.rollback()
    try:
        _hand_over(mail)
    except MailRefused as problem:
        _note(mail_id, state=FAILED, ended_at=now(), trouble=str(problem)[:300])
    except MailTrouble as problem:
        log.warning("mail %s: %s", mail_id, problem)
        _later(mail_id, tries, str(problem)[:300])
    else:
        _note(mail_id, state=SENT, ended_at=now(), trouble=None, text="", html="", recording=None, export=None)
        return True
    return False


def _attachments(row: OutgoingMail) -> tuple[Attachment, ...]:
    with company_scope(row.company_id):
        sound = recordings().sound_file(row.recording) if row.recording else None
        table = exports().attached(row.export) if row.export else None
    return tuple(Attachment(each.name, each.kind, each.content) for each in (sound, table) if each)


def _hand_over(mail: Mail) -> None:
    """Send the mail, without its attachments if they are too large for the server."""
    try:
        send(mail, config())
    except MailTooLarge:
        if not mail.attachments:
            raise
        send(replace(mail, attachments=()), config())


def _later(mail_id: int, tries: int, trouble: str) -> None:
    if tries > len(AGAIN):
        _note(mail_id, state=FAILED, ended_at=now(), trouble=trouble)
    else:
        _note(mail_id, state=PENDING, not_before=now() + AGAIN[tries - 1], trouble=trouble)


def _note(mail_id: int, **values: Any) -> None:
    db.session.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(**values))
    db.session.commit()


def _tidy() -> None:
    stale = OutgoingMail.not_after < now()
    _change((OutgoingMail.state == SENDING, OutgoingMail.not_before < now()), state=PENDING)
    _change((OutgoingMail.state == PENDING, stale), state=EXPIRED, ended_at=now(), text="", html="")
    _change((OutgoingMail.state == FAILED, stale, OutgoingMail.text != ""), text="", html="")
    old = OutgoingMail.made_at < now() - KEEP
    if _is_any(old):
        db.session.execute(delete(OutgoingMail).where(old))
    db.session.commit()


def _change(which: tuple[ColumnElement[bool], ...], **values: Any) -> None:
    """Update matching rows. Usually there are none, and looking first does not block other writers."""
    if _is_any(*which):
        db.session.execute(
            update(OutgoingMail).where(*which).values(**values), execution_options={"synchronize_session": False}
        )


def _is_any(*which: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(OutgoingMail.id).where(*which).limit(1)) is not None
