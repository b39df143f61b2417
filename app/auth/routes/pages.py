"""What the pages of this folder share."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.auth.forms import AuthForm
from app.auth.login_redirect import keeping, own_path, page_of_form
from app.auth.models import User
from app.auth.service import known_browsers, sessions, waiting
from app.web.errors import Refused, wants_json
from app.web.i18n import COOKIE, LANGUAGES, YEAR_S

View = Callable[..., ResponseReturnValue]


class ProofTooOld(Refused):
    """Before this, they show again who they are."""

    status = 403
    code = "prove_again"


def me() -> User:
    """Who is signed in."""
    return cast(User, current_user._get_current_object())


def filled(template: str, form: AuthForm, status: int = 422, **values: Any) -> ResponseReturnValue:
    """The page with the form and what is wrong in it, which has this *status*."""
    return render_template(template, form=form, **values), status if form.is_submitted() else 200


def wanted() -> str:
    """The page that was asked for before, if it is one of ours."""
    return own_path(request.args.get("next")) or url_for("home")


def welcome(answer: Response, user: User) -> Response:
    """To *answer*, what a browser keeps of whoever has signed in."""
    known_browsers.remember(answer, user.email)
    if user.language in LANGUAGES:
        keep_language(answer, str(user.language))
    return answer


def keep_language(answer: Response, code: str) -> None:
    answer.set_cookie(COOKIE, code, max_age=YEAR_S, samesite="Lax", secure=request.is_secure, httponly=True)


def after_set_up(codes: list[str]) -> str:
    """The page that shows them once, if there are any."""
    if not codes:
        return url_for("auth.second_factor")
    waiting.put("codes", codes)
    return url_for("auth.show_codes")


def proved(view: View) -> View:
    """Asks again who they are, if they last showed it more than ten minutes ago."""

    @wraps(view)
    def asked(*args: Any, **values: Any) -> ResponseReturnValue:
        if sessions.is_proved():
            return view(*args, **values)
        if wants_json() or request.is_json:
            raise ProofTooOld(_("Show again who you are: load the page again."))
        return prove_first()

    return asked


def prove_first() -> ResponseReturnValue:
    """The page that asks who they are; it leads back to the one that was asked for, with what its form held."""
    if request.method == "GET":
        return redirect(url_for("auth.prove", next=request.path))
    return keeping(url_for("auth.prove", next=page_of_form()))
