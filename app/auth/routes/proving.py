"""Who is signed in shows again who they are, before something that would lock them out, or let others in."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.forms import ProveForm
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import filled, me, wanted
from app.auth.service import profile, sessions
from app.auth.service.factors import factors_of
from app.auth.service.login_throttle import TooManyGuesses
from app.web.security import limiter


@auth.route("/account/prove", methods=["GET", "POST"])
@limiter.limit("20 per minute", methods=["POST"])
def prove() -> ResponseReturnValue:
    form, status = ProveForm(), 422
    if sessions.is_proved():
        return redirect(wanted())
    if form.validate_on_submit():
        try:
            if profile.is_own_password(me(), form.password.data or ""):
                return redirect(wanted())
            form.complain("password", _("This is not your password."))
        except TooManyGuesses as problem:
            form.complain("password", problem)
            status = problem.status
    away = url_for("auth.account")
    return filled("auth/prove.html", form, status, factors=factors_of(me()), next=wanted(), away=away)
