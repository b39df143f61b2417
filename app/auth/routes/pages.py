"""Provides what the pages of this folder share."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.auth.forms import AuthForm
from app.auth.login_redirect import own_path, page_of_form, redirect_keeping_form
from app.auth.models import User
from app.auth.service import known_browsers, session_secrets, sessions
from app.web.errors import Refused, wants_json
from app.web.i18n import COOKIE, LANGUAGES, YEAR_S

View = Callable[..., ResponseReturnValue]


class LoginTooOld(Refused):
    """Demands that users show again who they are."""

    status = 403
    code = "reauthenticate"


def me() -> User:
    """Return the signed-in user."""
    return cast(User, current_user._get_current_object())


def form_page(template: str, form: AuthForm, status: int = 422, **values: Any) -> ResponseReturnValue:
    """Return the page of a form, with *status* if the form was submitted with errors."""
    return render_template(template, form=form, **values), status if form.is_submitted() else 200


def next_page() -> str:
    """Return the page that was requested before, if it belongs to this portal, else the first page."""
    return own_path(request.args.get("next")) or url_for("home")


def remember_user(answer: Response, user: User) -> Response:
    """Add to *answer* the cookies that a browser keeps about the user who has signed in."""
    known_browsers.remember(answer, user.email)
    if user.language in LANGUAGES:
        set_language_cookie(answer, str(user.language))
    return answer


def set_language_cookie(answer: Response, code: str) -> None:
    """Remember the language in the browser."""
    answer.set_cookie(COOKIE, code, max_age=YEAR_S, samesite="Lax", secure=request.is_secure, httponly=True)


def after_set_up(codes: list[str]) -> str:
    """Return the address of the page that shows the recovery codes once, if there are any."""
    if not codes:
        return url_for("auth.second_factor")
    session_secrets.put("codes", codes)
    return url_for("auth.show_codes")


def requires_recent_login(view: View) -> View:
    """Decorate a view to require that the user showed who they are within the last ten minutes."""

    @wraps(view)
    def asked(*args: Any, **values: Any) -> ResponseReturnValue:
        if sessions.has_recent_login():
            return view(*args, **values)
        if wants_json() or request.is_json:
            raise LoginTooOld(_("Show again who you are: load the page again."))
        return ask_to_reauthenticate()

    return asked


def ask_to_reauthenticate() -> ResponseReturnValue:
    """Redirect to the page that asks who the user is. It returns to the requested page and what its form held."""
    if request.method == "GET":
        return redirect(url_for("auth.reauthenticate", next=request.path))
    return redirect_keeping_form(url_for("auth.reauthenticate", next=page_of_form()))
