"""Serves one's own account: name, language, address, password, and where one is signed in."""

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.forms import AddressForm, ChangePasswordForm, ProfileForm
from app.auth.models import UserSession
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import form_page, me, requires_recent_login, set_language_cookie
from app.auth.service import addresses, factors, links, profile, sessions
from app.auth.service.login_throttle import TooManyAttempts
from app.auth.service.passwords import WeakPassword
from app.auth.service.refusals import AddressUsed, BadAddress
from app.auth.service.user_agents import describe
from app.db import db, find
from app.rights import right
from app.web.i18n import language
from app.web.security import limiter


@auth.route("/account", methods=["GET", "POST"])
@right("own", scope="own")
def account() -> ResponseReturnValue:
    """Show the account, and save name and language."""
    form = ProfileForm(obj=me(), data={"language": me().language or language()} if request.method == "GET" else None)
    if form.validate_on_submit():
        me().name, me().language = form.name.data.strip() or me().name, form.language.data
        db.session.commit()
        answer = make_response(redirect(url_for("auth.account")))
        set_language_cookie(answer, form.language.data)
        flash(_("Saved."), "success")
        return answer
    return form_page(
        "auth/account.html",
        form,
        factors=factors.factors_of(me()),
        sessions=sessions.sessions_of(me()),
        here=sessions.current_session(),
        describe=describe,
    )


@auth.route("/account/address", methods=["GET", "POST"])
@limiter.limit("5 per minute; 20 per hour", methods=["POST"])
@requires_recent_login
@right("own", scope="own")
def change_email() -> ResponseReturnValue:
    """Send a link to a new address, to confirm it."""
    form = AddressForm()
    if form.validate_on_submit():
        try:
            new = addresses.normalized(form.email.data or "")
            links.ask_to_confirm(me(), new)
        except (BadAddress, AddressUsed) as problem:
            form.complain("email", problem)
        else:
            db.session.commit()
            flash(_("A mail is on its way to %(address)s: open the link in it.", address=new), "success")
            return redirect(url_for("auth.account"))
    return form_page("auth/change_email.html", form)


@auth.route("/account/password", methods=["GET", "POST"])
@right("own", scope="own")
def change_password() -> ResponseReturnValue:
    """Change the password, and sign out everywhere else."""
    form, status = ChangePasswordForm(), 422
    if form.validate_on_submit():
        try:
            if profile.is_own_password(me(), form.old.data or ""):
                profile.change_password(me(), form.password.data or "")
                db.session.commit()
                flash(_("Your password was changed. All other browsers were signed out."), "success")
                return redirect(url_for("auth.account"))
            form.complain("old", _("This is not your password."))
        except WeakPassword as problem:
            form.complain("password", problem)
        except TooManyAttempts as problem:
            form.complain("old", problem)
            status = problem.status
    return form_page("auth/change_password.html", form, status)


@auth.post("/account/sessions/<int:session_id>/end")
@right("own", scope="own")
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign another browser out."""
    user_session = find(UserSession, id=session_id, user_id=me().id)
    db.session.delete(user_session)
    db.session.commit()
    flash(_("Signed out there."), "success")
    return redirect(url_for("auth.account", _anchor="sessions"))


@auth.post("/account/sessions/end")
@right("own", scope="own")
def end_other_sessions() -> ResponseReturnValue:
    """Sign all other browsers out."""
    sessions.sign_out_everywhere(me(), excluding=sessions.current_session())
    db.session.commit()
    flash(_("All other browsers were signed out."), "success")
    return redirect(url_for("auth.account", _anchor="sessions"))
