"""Queues mail and lists what is queued."""

import secrets
from datetime import datetime

from markupsafe import escape
from sqlalchemy import func, select

from app.config import config
from app.db import company_scope, db, now
from app.gateways.mail import is_configured
from app.outbox.models import FAILED, PENDING, OutgoingMail

PAGE = 50
FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5"


def queue(
    company_id: int,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    *,
    recording: str | None = None,
    export: str | None = None,
    by_hand: bool = False,
    not_after: datetime | None = None,
) -> OutgoingMail:
    """Add a mail for the worker to send, within the current transaction.

    *html* None: derived from the text. *recording*: its sound is attached. *export*: that file is. *by_hand*: while
    there is no mail server, those who manage accounts may read it and pass its link on.
    """
    mail = OutgoingMail(
        company_id=company_id,
        message_id=f"<{secrets.token_hex(16)}@{_domain()}>",
        to=to,
        subject=" ".join(subject.split())[:200],
        text=text,
        html=html or as_html(text),
        recording=recording,
        export=export,
        by_hand=by_hand,
        not_after=not_after,
    )
    db.session.add(mail)
    with company_scope(company_id):
        db.session.flush()
    return mail


def as_html(text: str) -> str:
    """Return the text's paragraphs as HTML; a paragraph that is an address becomes a link."""
    parts = (_paragraph(part.strip()) for part in text.split("\n\n") if part.strip())
    return f'<!doctype html><html><body style="{FONT}">{"".join(parts)}</body></html>'


def find_mails(page: int) -> tuple[list[OutgoingMail], int]:
    """Return one page of the company's mails, the newest first, and their total."""
    count = db.session.scalar(select(func.count(OutgoingMail.id))) or 0
    rows = select(OutgoingMail).order_by(OutgoingMail.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return list(db.session.scalars(rows)), count


def try_again(mail: OutgoingMail) -> None:
    """Queue a failed mail again, after somebody has removed the cause."""
    if mail.state == FAILED and mail.text:
        mail.state, mail.tries, mail.not_before, mail.ended_at = PENDING, 0, now(), None


def is_to_be_handed_over(mail: OutgoingMail) -> bool:
    """Return whether the mail's text may be shown because nothing else delivers it."""
    stuck = mail.state == FAILED or (mail.state == PENDING and not is_configured(config()))
    return mail.by_hand and bool(mail.text) and stuck


def _paragraph(part: str) -> str:
    shown = str(escape(part)).replace("\n", "<br>")
    is_link = part.startswith(("https://", "http://")) and not any(sign.isspace() for sign in part)
    return f'<p><a href="{shown}">{shown}</a></p>' if is_link else f"<p>{shown}</p>"


def _domain() -> str:
    return config().mail_from.rpartition("@")[2] or "zentrale.invalid"
