"""Serves the pages of links in mails. Opening one spends nothing, because mail programs open links, too."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.auth.forms import AddressForm, AuthForm, NewPasswordForm
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import form_page, remember_user
from app.auth.service import invitations, links, sessions, signing_in
from app.auth.service.passwords import WeakPassword
from app.auth.service.refusals import AddressUsed
from app.db import company_scope, db
from app.rights import public
from app.web.security import limiter


@auth.route("/invitation/<token>", methods=["GET", "POST"])
@limiter.limit("30 per minute")
@public
def accept(token: str) -> ResponseReturnValue:
    """Let an invited person choose a password, and sign them in."""
    invitation = invitations.find_invitation(token)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            user = invitations.accept(invitation, form.password.data)
        except WeakPassword as problem:
            form.complain("password", problem)
        else:
            with company_scope(user.company_id):
                db.session.commit()
            sessions.end_session()
            signing_in.enter(user, "invitation", is_known=True)
            return remember_user(make_response(redirect(url_for("home"))), user)
    return form_page("auth/accept.html", form, invitation=invitation)


@auth.route("/forgotten-password", methods=["GET", "POST"])
@limiter.limit("5 per minute; 20 per hour", methods=["POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Ask for a link to choose a new password.

    The response is the same, and takes as long, whether or not there is such an account.
    """
    form = AddressForm()
    if form.validate_on_submit():
        links.request_password(form.email.data or "")
        db.session.commit()
        return render_template("auth/forgotten_sent.html", email=form.email.data)
    return form_page("auth/forgotten.html", form)


@auth.route("/new-password/<token>", methods=["GET", "POST"])
@limiter.limit("30 per minute")
@public
def new_password(token: str) -> ResponseReturnValue:
    """Set a new password."""
    link, user = links.find_link(token, "password")
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            links.choose_password(link, user, form.password.data)
        except WeakPassword as problem:
            form.complain("password", problem)
        else:
            with company_scope(user.company_id):
                db.session.commit()
            flash(_("You have a new password. Sign in with it."), "success")
            return redirect(url_for("auth.sign_in"))
    return form_page("auth/new_password.html", form, user=user)


@auth.route("/confirm-address/<token>", methods=["GET", "POST"])
@limiter.limit("30 per minute")
@public
def confirm_email(token: str) -> ResponseReturnValue:
    """Change the account's address to the one that the link was sent to."""
    link, user = links.find_link(token, "email")
    form = AuthForm()
    if form.validate_on_submit():
        try:
            links.confirm_email(link, user)
        except AddressUsed as problem:
            flash(problem.message, "danger")
        else:
            with company_scope(user.company_id):
                db.session.commit()
            flash(_("From now on you sign in with %(address)s.", address=user.email), "success")
            return redirect(url_for("auth.account" if current_user.is_authenticated else "auth.sign_in"))
    return form_page("auth/confirm_email.html", form, email=link.data["email"])
