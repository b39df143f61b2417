from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from app.auth import service
from app.auth.forms import SignInForm
from app.auth.routes.blueprint import auth
from app.db import db
from app.security import limiter


@auth.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("10 per minute; 60 per hour", methods=["POST"])
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(_wanted())
    form = SignInForm()
    if form.validate_on_submit():
        user = service.authenticate(form.email.data or "", form.password.data or "")
        if user:
            session.clear()
            session.permanent = True
            login_user(user)
            db.session.commit()
            return redirect(_wanted())
        flash(_("This e-mail and password don't belong together."), "danger")
    return render_template("auth/sign_in.html", form=form), 422 if form.is_submitted() else 200


@auth.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    logout_user()
    session.clear()
    return redirect(url_for("auth.sign_in"))


def _wanted() -> str:
    """The page that was asked for before, if it is one of ours."""
    target = request.args.get("next", "")
    parts = urlsplit(target)
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc
    return target if is_ours else url_for("home")
