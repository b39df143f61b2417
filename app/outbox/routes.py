"""Shows outgoing mail."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.config import config
from app.db import db, find
from app.gateways.mail import is_configured
from app.outbox import service
from app.outbox.models import OutgoingMail
from app.outbox.service import PAGE
from app.paging import page_count
from app.rights import right

outbox = Blueprint("outbox", __name__, url_prefix="/outgoing-mail", template_folder="templates")

STATES = {
    "pending": _l("waits"),
    "sending": _l("is being sent"),
    "sent": _l("sent"),
    "failed": _l("failed"),
    "expired": _l("not sent in time"),
}


@outbox.get("/")
@right("accounts")
def index() -> ResponseReturnValue:
    """Show one page of the company's mails."""
    page = max(1, request.args.get("page", 1, type=int))
    rows, count = service.find_mails(page)
    return render_template(
        "outbox/index.html",
        rows=rows,
        states=STATES,
        by_hand=service.is_to_be_handed_over,
        is_configured=is_configured(config()),
        page=page,
        pages=page_count(count, PAGE),
    )


@outbox.post("/<int:mail_id>/again")
@right("accounts")
def again(mail_id: int) -> ResponseReturnValue:
    """Try to send a failed mail again."""
    service.try_again(find(OutgoingMail, id=mail_id))
    db.session.commit()
    flash(_("It is tried again now."), "success")
    return redirect(url_for("outbox.index"))
