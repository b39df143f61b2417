"""Commits what a person did and tells them: also when it is saved, but the switch does not have it yet."""

from flask import Flask, Response, flash, g, has_request_context, jsonify, request

from app.db import db
from app.web.errors import wants_json


def commit(message: str) -> None:
    """Commit, and tell *message*, unless there is a warning to tell instead."""
    db.session.commit()
    if live_warning() is None:
        flash(message, "success")


def note_live(warning: str | None) -> None:
    """Note that what was saved is live, or tell the person why not: on the page, or as "warning" in the JSON."""
    g.live_warning = warning
    if warning and has_request_context() and not (request.is_json or wants_json()):
        flash(warning, "warning")


def live_warning() -> str | None:
    """Return the sentence if what was saved last in this context is not live yet, else None."""
    found: str | None = g.get("live_warning")
    return found


def _add_warning(answer: Response) -> Response:
    """Put the warning into JSON that has none of its own."""
    warning = live_warning()
    data = answer.get_json(silent=True) if warning and answer.is_json and not answer.direct_passthrough else None
    if isinstance(data, dict) and not data.get("warning"):
        answer.data = jsonify(data | {"warning": warning}).data
    return answer


def init_app(app: Flask) -> None:
    """Add the warning to answers in JSON."""
    app.after_request(_add_warning)
