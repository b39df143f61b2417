"""Asks users again who they are, before a change that could lock them out or let others in."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.forms import ReauthenticationForm
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import form_page, me, next_page
from app.auth.service import profile, sessions
from app.auth.service.factors import factors_of
from app.auth.service.login_throttle import TooManyAttempts
from app.rights import right
from app.web.security import limiter


@auth.route("/account/reauthenticate", methods=["GET", "POST"])
@limiter.limit("20 per minute", methods=["POST"])
@right("own", scope="own")
def reauthenticate() -> ResponseReturnValue:
    """Ask for the password or a passkey."""
    form, status = ReauthenticationForm(), 422
    if sessions.has_recent_login():
        return redirect(next_page())
    if form.validate_on_submit():
        try:
            if profile.is_own_password(me(), form.password.data or ""):
                return redirect(next_page())
            form.complain("password", _("This is not your password."))
        except TooManyAttempts as problem:
            form.complain("password", problem)
            status = problem.status
    away = url_for("auth.account")
    return form_page("auth/reauthenticate.html", form, status, factors=factors_of(me()), next=next_page(), away=away)
