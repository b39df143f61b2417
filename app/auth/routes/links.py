"""Pages that links in mails lead to. Looking at one spends nothing, as mail programs look at links, too."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.forms import NewPasswordForm
from app.auth.routes.blueprint import auth
from app.auth.service import invitations
from app.auth.service.passwords import WeakPassword
from app.db import db
from app.security import limiter


@auth.route("/invitation/<token>", methods=["GET", "POST"])
@limiter.limit("30 per minute")
def accept(token: str) -> ResponseReturnValue:
    """Somebody who was invited chooses a password, and has an account."""
    invitation = invitations.find_invitation(token)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            invitations.accept(invitation, form.password.data)
        except WeakPassword as problem:
            form.complain(problem)
        else:
            db.session.commit()
            flash(_("You have an account now. Sign in with your address and your password."), "success")
            return redirect(url_for("auth.sign_in"))
    page = render_template("auth/accept.html", form=form, invitation=invitation)
    return page, 422 if form.is_submitted() else 200
