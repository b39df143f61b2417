"""Returns people after signing in to the page where they were, and restores what a form held.

The browser keeps a form's fields when it is sent (app/frontend/kept-forms.ts). The cookie ``kept`` names the page whose
fields were not saved, so that the browser fills them in again there.
"""

from urllib.parse import quote, urlsplit

from flask import Response, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Unauthorized

from app.rights import SAFE, is_public
from app.web.errors import answer_to, wants_json
from app.web.i18n import same_site

COOKIE = "kept"
COOKIE_S = 1800


def ask_to_sign_in() -> ResponseReturnValue:
    """Answer with the sign-in page instead of the requested one."""
    if request.headers.get("HX-Request"):
        there = _path(request.headers.get("HX-Current-URL"))
        return Response(status=401, headers={"HX-Redirect": url_for("auth.sign_in", next=there)})
    if wants_json():
        raise Unauthorized
    if request.method in SAFE:
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))
    return redirect_keeping_form(url_for("auth.sign_in", next=page_of_form()))


def form_of_another_session(error: CSRFError) -> ResponseReturnValue:
    """Handle a form that was opened before the session ended: nothing is done, and nothing that was typed is lost."""
    if wants_json() or request.headers.get("HX-Request"):
        return answer_to(error)
    if is_public(request.endpoint):
        flash(_("This page had been open for too long. Please try again."), "warning")
        return redirect(request.full_path.rstrip("?") if "GET" in _methods() else page_of_form())
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    return redirect_keeping_form(page_of_form())


def own_path(target: str | None) -> str | None:
    """Return *target* if it is a path of this portal, else None."""
    target = target or ""
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\")) and not urlsplit(target).netloc
    return target if is_ours else None


def redirect_keeping_form(place: str) -> ResponseReturnValue:
    """Redirect to *place*; what the form held comes back when its page does."""
    return _remember_unsaved_form(make_response(redirect(place, 303)))


def remember_unsaved_form(answer: Response) -> Response:
    """Handle each response: a form that was answered with an error page comes back when its own page does."""
    is_form = request.method not in SAFE and not request.is_json
    if is_form and g.get("is_not_taken"):
        return _remember_unsaved_form(answer)
    if is_form and answer.status_code < 400 and quote(page_of_form(), safe="/") == request.cookies.get(COOKIE):
        answer.delete_cookie(COOKIE)  # it was sent again
    return answer


def _remember_unsaved_form(answer: Response) -> Response:
    page = quote(page_of_form(), safe="/")
    answer.set_cookie(COOKIE, page, max_age=COOKIE_S, samesite="Lax", secure=request.is_secure)
    return answer


def page_of_form() -> str:
    """Return the path of the page from which a form was sent."""
    return _path(request.referrer)


def _path(url: str | None) -> str:
    parts = urlsplit(same_site(url) or "/")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _methods() -> set[str]:
    return set(request.url_rule.methods or ()) if request.url_rule else set()
