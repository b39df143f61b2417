from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.auth.forms import CodeForm, SignInForm
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import filled, me, wanted, welcome
from app.auth.service import security_notices, sessions, signing_in
from app.auth.service.factors import factors_of, has_second_factor
from app.auth.service.login_throttle import TooManyGuesses
from app.db import db
from app.web.security import limiter


@auth.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("30 per minute; 200 per hour", methods=["POST"])
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(wanted())
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = signing_in.try_password(form.email.data or "", form.password.data or "")
        except TooManyGuesses as problem:
            flash(problem.message, "danger")
            return filled("auth/sign_in.html", form, problem.status, next=wanted())
        if user and has_second_factor(user):
            there = wanted()
            signing_in.begin_second_step(user)
            return redirect(url_for("auth.second_step", next=there))
        if user:
            there = wanted()
            signing_in.enter(user, "password")
            return welcome(make_response(redirect(there)), user)
        flash(_("This e-mail and password don't belong together."), "danger")
    return filled("auth/sign_in.html", form, next=wanted())


@auth.route("/sign-in/second-step", methods=["GET", "POST"])
@limiter.limit("20 per minute", methods=["POST"])
def second_step() -> ResponseReturnValue:
    """The password was right: now a code, or a passkey."""
    user = signing_in.half_signed_in()
    if user is None:
        return redirect(url_for("auth.sign_in", next=wanted()))
    form, status = CodeForm(), 422
    if form.validate_on_submit():
        there = wanted()
        try:
            if signing_in.try_code(user, form.code.data or ""):
                return welcome(make_response(redirect(there)), user)
            form.complain("code", _("This code is wrong, or was used already."))
        except TooManyGuesses as problem:
            form.complain("code", problem)
            status = problem.status
    return filled("auth/second_step.html", form, status, factors=factors_of(user), next=wanted())


@auth.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    security_notices.note_of(me(), "signed out")
    db.session.commit()
    sessions.end_visit()
    db.session.commit()
    return redirect(url_for("auth.sign_in"))
