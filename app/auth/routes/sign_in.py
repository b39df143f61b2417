"""Serves sign-in and sign-out."""

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.auth.forms import CodeForm, SignInForm
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import form_page, me, next_page, remember_user
from app.auth.service import security_notices, sessions, signing_in
from app.auth.service.factors import factors_of, has_second_factor
from app.auth.service.login_throttle import TooManyAttempts
from app.db import db
from app.rights import public, right
from app.web.security import limiter


@auth.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("30 per minute; 200 per hour", methods=["POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password."""
    if current_user.is_authenticated:
        return redirect(next_page())
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = signing_in.try_password(form.email.data or "", form.password.data or "")
        except TooManyAttempts as problem:
            flash(problem.message, "danger")
            return form_page("auth/sign_in.html", form, problem.status, next=next_page())
        if user and has_second_factor(user):
            there = next_page()
            signing_in.begin_second_step(user)
            return redirect(url_for("auth.second_step", next=there))
        if user:
            there = next_page()
            signing_in.enter(user, "password")
            return remember_user(make_response(redirect(there)), user)
        flash(_("This e-mail and password don't belong together."), "danger")
    return form_page("auth/sign_in.html", form, next=next_page())


@auth.route("/sign-in/second-step", methods=["GET", "POST"])
@limiter.limit("20 per minute", methods=["POST"])
@public
def second_step() -> ResponseReturnValue:
    """Ask for a code or a passkey, after the password was right."""
    user = signing_in.half_signed_in()
    if user is None:
        return redirect(url_for("auth.sign_in", next=next_page()))
    form, status = CodeForm(), 422
    if form.validate_on_submit():
        there = next_page()
        try:
            if signing_in.try_code(user, form.code.data or ""):
                return remember_user(make_response(redirect(there)), user)
            form.complain("code", _("This code is wrong, or was used already."))
        except TooManyAttempts as problem:
            form.complain("code", problem)
            status = problem.status
    return form_page("auth/second_step.html", form, status, factors=factors_of(user), next=next_page())


@auth.post("/sign-out")
@right("own", scope="own")
def sign_out() -> ResponseReturnValue:
    """Sign out in this browser."""
    security_notices.note_of(me(), "signed out")
    db.session.commit()
    sessions.end_session()
    db.session.commit()
    return redirect(url_for("auth.sign_in"))
