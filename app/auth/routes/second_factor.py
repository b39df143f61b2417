"""Serves the pages of the second factor: app, passkeys and recovery codes."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.forms import AuthForm, CodeForm, PasskeyForm
from app.auth.models import Passkey
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import after_set_up, form_page, me, requires_recent_login
from app.auth.service import factors, passkeys, profile, session_secrets, totp
from app.db import db, find
from app.rights import right

SECRET = "new app"  # noqa: S105 - the name of a place in the cookie


@auth.get("/account/second-factor")
@right("own", scope="own")
def second_factor() -> ResponseReturnValue:
    """Show what is set up."""
    return render_template(
        "auth/second_factor.html",
        factors=factors.factors_of(me()),
        passkeys=passkeys.passkeys_of(me()),
        must=factors.must_set_up(me()),
    )


@auth.route("/account/app", methods=["GET", "POST"])
@requires_recent_login
@right("own", scope="own")
def set_up_app() -> ResponseReturnValue:
    """Set up an authenticator app.

    Its secret is used only once a code shows that the app has it. Until then it waits in the cookie.
    """
    form = CodeForm()
    secret = session_secrets.get(SECRET)
    if secret is None:
        session_secrets.put(SECRET, secret := totp.new_secret())
    if form.validate_on_submit():
        codes = profile.set_up_app(me(), secret, form.code.data or "")
        if codes is not None:
            db.session.commit()
            session_secrets.pop(SECRET)
            flash(_("From now on you are asked for a code of the app."), "success")
            return redirect(after_set_up(codes))
        form.complain("code", _("This code does not belong to this picture. Is the clock of the phone right?"))
    return form_page("auth/set_up_app.html", form, picture=totp.picture(me(), secret), secret=totp.spaced(secret))


@auth.route("/account/app/remove", methods=["GET", "POST"])
@requires_recent_login
@right("own", scope="own")
def turn_off_app() -> ResponseReturnValue:
    """Remove the authenticator app."""
    form = AuthForm()
    if form.validate_on_submit():
        profile.turn_off_app(me())
        db.session.commit()
        flash(_("The app is not asked for any more."), "success")
        return redirect(url_for("auth.second_factor"))
    return form_page("auth/turn_off_app.html", form)


@auth.get("/account/passkeys/new")
@requires_recent_login
@right("own", scope="own")
def new_passkey() -> ResponseReturnValue:
    """Show the page that creates a passkey."""
    return render_template("auth/new_passkey.html", form=PasskeyForm())


@auth.route("/account/passkeys/<int:passkey_id>", methods=["GET", "POST"])
@right("own", scope="own")
def passkey(passkey_id: int) -> ResponseReturnValue:
    """Show a passkey, and change its name."""
    row = find(Passkey, id=passkey_id, user_id=me().id)
    form = PasskeyForm(obj=row)
    if form.validate_on_submit():
        row.name = form.name.data.strip() or row.name
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(url_for("auth.second_factor"))
    return form_page("auth/passkey.html", form, passkey=row)


@auth.route("/account/passkeys/<int:passkey_id>/remove", methods=["GET", "POST"])
@requires_recent_login
@right("own", scope="own")
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove a passkey."""
    row, form = find(Passkey, id=passkey_id, user_id=me().id), AuthForm()
    if form.validate_on_submit():
        profile.remove_passkey(me(), row)
        db.session.commit()
        flash(_("The passkey opens nothing here any more."), "success")
        return redirect(url_for("auth.second_factor"))
    return form_page("auth/remove_passkey.html", form, passkey=row)


@auth.route("/account/recovery-codes", methods=["GET", "POST"])
@requires_recent_login
@right("own", scope="own")
def new_codes() -> ResponseReturnValue:
    """Create new recovery codes."""
    form, found = AuthForm(), factors.factors_of(me())
    if not found.any:
        return redirect(url_for("auth.second_factor"))
    if form.validate_on_submit():
        codes = profile.new_recovery_codes(me())
        db.session.commit()
        return redirect(after_set_up(codes))
    return form_page("auth/new_codes.html", form, factors=found)


@auth.get("/account/recovery-codes/new")
@right("own", scope="own")
def show_codes() -> ResponseReturnValue:
    """Show new recovery codes, once."""
    codes = session_secrets.pop("codes")
    if not codes:
        return redirect(url_for("auth.second_factor"))
    return render_template("auth/codes.html", codes=codes)
