"""Empties outgoing mails that name somebody outside. One that was not sent yet never is."""

from sqlalchemy import select

from app.db import db, now
from app.outbox.models import EXPIRED, PENDING, SENDING, OutgoingMail
from app.ports.outsiders import Outsider


def count(outsider: Outsider) -> int:
    """Return how many mails name somebody."""
    return len(_mails(outsider))


def forget(outsider: Outsider) -> None:
    """Empty these mails."""
    for mail in _mails(outsider):
        if mail.state in (PENDING, SENDING):
            mail.state, mail.ended_at = EXPIRED, now()
        mail.subject, mail.text, mail.html = "…", "", ""
        mail.recording = mail.export = mail.trouble = None
    db.session.flush()


def _mails(outsider: Outsider) -> list[OutgoingMail]:
    mails = db.session.scalars(select(OutgoingMail))
    return [mail for mail in mails if outsider.is_in(mail.subject, mail.text or "", mail.html or "")]
