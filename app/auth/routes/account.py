"""One's own account: name, language, address, password, and where one is signed in."""

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.forms import AddressForm, ChangePasswordForm, ProfileForm
from app.auth.models import Visit
from app.auth.routes.blueprint import auth
from app.auth.routes.pages import filled, keep_language, me, proved
from app.auth.service import addresses, factors, links, profile, sessions
from app.auth.service.login_throttle import TooManyGuesses
from app.auth.service.passwords import WeakPassword
from app.auth.service.refusals import AddressUsed, BadAddress
from app.auth.service.user_agents import described
from app.db import db, find
from app.web.i18n import language
from app.web.security import limiter


@auth.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    form = ProfileForm(obj=me(), data={"language": me().language or language()} if request.method == "GET" else None)
    if form.validate_on_submit():
        me().name, me().language = form.name.data.strip() or me().name, form.language.data
        db.session.commit()
        answer = make_response(redirect(url_for("auth.account")))
        keep_language(answer, form.language.data)
        flash(_("Saved."), "success")
        return answer
    return filled(
        "auth/account.html",
        form,
        factors=factors.factors_of(me()),
        visits=sessions.visits_of(me()),
        here=sessions.visit_now(),
        described=described,
    )


@auth.route("/account/address", methods=["GET", "POST"])
@limiter.limit("5 per minute; 20 per hour", methods=["POST"])
@proved
def change_email() -> ResponseReturnValue:
    form = AddressForm()
    if form.validate_on_submit():
        try:
            new = addresses.tidy(form.email.data or "")
            links.ask_to_confirm(me(), new)
        except (BadAddress, AddressUsed) as problem:
            form.complain("email", problem)
        else:
            db.session.commit()
            flash(_("A mail is on its way to %(address)s: open the link in it.", address=new), "success")
            return redirect(url_for("auth.account"))
    return filled("auth/change_email.html", form)


@auth.route("/account/password", methods=["GET", "POST"])
def change_password() -> ResponseReturnValue:
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
        except TooManyGuesses as problem:
            form.complain("old", problem)
            status = problem.status
    return filled("auth/change_password.html", form, status)


@auth.post("/account/visits/<int:visit_id>/end")
def end_visit(visit_id: int) -> ResponseReturnValue:
    visit = find(Visit, id=visit_id, user_id=me().id)
    db.session.delete(visit)
    db.session.commit()
    flash(_("Signed out there."), "success")
    return redirect(url_for("auth.account", _anchor="visits"))


@auth.post("/account/visits/end")
def end_other_visits() -> ResponseReturnValue:
    sessions.sign_out_everywhere(me(), but=sessions.visit_now())
    db.session.commit()
    flash(_("All other browsers were signed out."), "success")
    return redirect(url_for("auth.account", _anchor="visits"))
