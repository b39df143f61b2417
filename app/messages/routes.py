from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.db import db, find
from app.i18n import same_site
from app.messages import service
from app.messages.models import Message
from app.messages.service import PAGE
from app.references import references

messages = Blueprint("messages", __name__, url_prefix="/messages", template_folder="templates")


@messages.get("/")
def index() -> ResponseReturnValue:
    page = max(1, request.args.get("page", 1, type=int))
    rows, count = service.find_messages(page)
    return render_template(
        "messages/index.html",
        rows=rows,
        page=page,
        pages=max(1, -(-count // PAGE)),
        unread=service.count_unread(),
        people={each.name: each.label for each in references() if each.kind == "employee"},
    )


@messages.post("/read")
def read_all() -> ResponseReturnValue:
    service.mark_all_read(current_user.name)
    return _back()


@messages.post("/<message_id>/read")
def read(message_id: str) -> ResponseReturnValue:
    service.mark_read(find(Message, id=message_id), current_user.name)
    return _back()


@messages.post("/<message_id>/unread")
def unread(message_id: str) -> ResponseReturnValue:
    service.mark_unread(find(Message, id=message_id))
    return _back()


def _back() -> ResponseReturnValue:
    db.session.commit()
    return redirect(same_site(request.referrer) or url_for("messages.index"))
