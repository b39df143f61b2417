"""Whoever has to sign in comes back to where they were; what a form held waits in the browser for them.

The browser keeps a form's fields when it is sent (app/frontend/kept-forms.ts). The cookie ``kept`` tells it of which
page they were not taken; it is to fill them in again there.
"""

from urllib.parse import quote, urlsplit

from flask import Response, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Unauthorized

from app.auth.permissions import PUBLIC, SAFE
from app.web.errors import answer_to, wants_json
from app.web.i18n import same_site

KEPT = "kept"
KEPT_S = 1800


def ask_to_sign_in() -> ResponseReturnValue:
    """Instead of the page that was asked for."""
    if request.headers.get("HX-Request"):
        there = _path(request.headers.get("HX-Current-URL"))
        return Response(status=401, headers={"HX-Redirect": url_for("auth.sign_in", next=there)})
    if wants_json():
        raise Unauthorized
    if request.method in SAFE:
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))
    return keeping(url_for("auth.sign_in", next=page_of_form()))


def form_of_another_session(error: CSRFError) -> ResponseReturnValue:
    """A form that was opened before the session ended. What it held is not done, but is not lost either."""
    if wants_json() or request.headers.get("HX-Request"):
        return answer_to(error)
    if request.endpoint in PUBLIC:
        flash(_("This page had been open for too long. Please try again."), "warning")
        return redirect(request.full_path.rstrip("?") if "GET" in _methods() else page_of_form())
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    return keeping(page_of_form())


def own_path(target: str | None) -> str | None:
    """*target* if it is a path of ours."""
    target = target or ""
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\")) and not urlsplit(target).netloc
    return target if is_ours else None


def keeping(place: str) -> ResponseReturnValue:
    """To *place*; what the form held comes back when its page does."""
    return _note_not_taken(make_response(redirect(place, 303)))


def note_not_taken(answer: Response) -> Response:
    """After each request: a form that was answered by the page of an error comes back when its own page does."""
    is_form = request.method not in SAFE and not request.is_json
    if is_form and g.get("is_not_taken"):
        return _note_not_taken(answer)
    if is_form and answer.status_code < 400 and quote(page_of_form(), safe="/") == request.cookies.get(KEPT):
        answer.delete_cookie(KEPT)  # it was sent again
    return answer


def _note_not_taken(answer: Response) -> Response:
    page = quote(page_of_form(), safe="/")
    answer.set_cookie(KEPT, page, max_age=KEPT_S, samesite="Lax", secure=request.is_secure)
    return answer


def page_of_form() -> str:
    """The page from which a form was sent."""
    return _path(request.referrer)


def _path(url: str | None) -> str:
    parts = urlsplit(same_site(url) or "/")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _methods() -> set[str]:
    return set(request.url_rule.methods or ()) if request.url_rule else set()
