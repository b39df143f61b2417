"""Answers requests that cannot be carried out, with one JSON shape and one page."""

from typing import Any

from flask import Flask, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import DataError
from werkzeug.exceptions import Forbidden, HTTPException, MethodNotAllowed
from werkzeug.routing import IntegerConverter

from app.db import db
from app.db.conflicts import is_collision
from app.db.full_disk import is_full_disk
from app.rights import SAFE
from app.web.form_pages import page_above
from app.web.uploads import most_megabytes

MOST_ID = 2**31 - 1


class Refused(Exception):
    """Refuses a request, with a sentence for the person who made it.

    Each kind is a class of its own with its *status* and *code*. *extra* goes into the JSON next to "error".
    """

    status = 422
    code = "refused"

    def __init__(self, message: str, **extra: Any) -> None:
        """*message* is shown to the person; *extra* holds further JSON values."""
        super().__init__(message)
        self.message = message
        self.extra = extra


class NotAllowed(Forbidden):
    """Refuses a request that the person's role does not allow; *description* tells them why."""


class DiskFull(HTTPException):
    """Says that the disk is full (507 Insufficient Storage)."""

    code = 507


def wants_json() -> bool:
    """Return whether the client is a program rather than a person."""
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def _answer(status: int, code: str, message: str, **extra: Any) -> ResponseReturnValue:
    if wants_json():
        return jsonify({"error": {"code": code, "message": message}, **extra}), status
    g.is_not_taken = status == 409 or status >= 500  # see app.auth.login_redirect: a form is not lost
    in_frame = status < 500 and current_user.is_authenticated
    template = "error_in_frame.html" if in_frame else "error.html"
    return render_template(template, status=status, message=message), status


def _sentence(error: HTTPException) -> str:
    """Return the sentence for a person; rare errors have werkzeug's own."""
    if isinstance(error, NotAllowed):
        return str(error.description)
    known = {
        400: _("This form was open for too long, or was sent from another page. Load the page again."),
        401: _("Please sign in."),
        403: _("You may not do this."),
        404: _("There is nothing here, or it is not yours to see."),
        405: _("This address can't be used in this way. Go back, and load the page again."),
        413: _("That is too large: this page takes up to %(most)s MB.", most=most_megabytes()),
        429: _("Too many attempts. Try again in a minute."),
        500: _("Something went wrong on our side. It has been noted."),
        507: _("The disk of the exchange is full, so nothing was saved. Tell whoever runs it, and try again later."),
    }
    return known.get(error.code or 500) or error.description or error.name


def answer_to(error: HTTPException) -> ResponseReturnValue:
    """Return the page or the JSON for an HTTP error. Redirects and ready-made responses pass unchanged.

    The address of a form leads to the form's page. The browser still shows it after a fault, and people load it again
    or change the language there.
    """
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    is_of_form = error is request.routing_exception and isinstance(error, MethodNotAllowed)
    if is_of_form and request.method in SAFE and not wants_json():
        return redirect(page_above(request.path))
    return _answer(error.code, error.name.lower().replace(" ", "_"), _sentence(error))


class RowId(IntegerConverter):
    """Converts the id of a row in an address. A number that no row can have matches nothing."""

    def __init__(self, *args: Any, **how: Any) -> None:
        """Limit the number to MOST_ID."""
        super().__init__(*args, **{"max": MOST_ID, **how})


def init_app(app: Flask) -> None:
    """Register the error handlers, and limit the numbers in addresses."""
    app.url_map.converters["int"] = RowId

    @app.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        return _answer(error.status, error.code, error.message, **error.extra)

    @app.errorhandler(DataError)
    @app.errorhandler(OverflowError)
    @app.errorhandler(UnicodeEncodeError)
    def unstorable(error: Exception) -> ResponseReturnValue:
        """Refuse a value that the database cannot store (integer out of range, lone surrogate).

        Forms reject such values; API clients may still send them.
        """
        db.session.rollback()
        app.logger.warning("a value can't be stored: %s", error)
        return _answer(
            422,
            "unkeepable",
            _("There is something in it that can't be kept: a number that is too large, or a sign that is no text."),
        )

    @app.errorhandler(Exception)
    def broken(error: Exception) -> ResponseReturnValue:
        """Explain a full disk and a collision with somebody else's change; raise all other errors again."""
        if is_collision(error):
            db.session.rollback()
            app.logger.warning("two saved at the same moment: %s", error)
            sentence = _("Somebody else saved at the same moment, so nothing of yours was kept. Try again.")
            return _answer(409, "at_the_same_moment", sentence)
        if not is_full_disk(error):
            raise error
        db.session.rollback()
        app.logger.error("the disk is full: %s", error)
        return _answer(507, "disk_full", _sentence(DiskFull()))

    app.register_error_handler(HTTPException, answer_to)
