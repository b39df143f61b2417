"""Signs people in and out, manages their accounts, and admits only signed-in people to all but a few pages."""

from argon2 import PasswordHasher
from flask import Flask, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError

from app.auth import cli, connections
from app.auth.impersonation import account_mark, current_company, entered_company_id
from app.auth.limited_view import seen_groups
from app.auth.login_redirect import ask_to_sign_in, form_of_another_session, remember_unsaved_form
from app.auth.models import ROLES, User
from app.auth.permissions import may, may_see, put_scope_in_force, refuse_without_right
from app.auth.routes import auth
from app.auth.service import cleanup, security_notices, sessions
from app.auth.service.factors import must_set_up
from app.ports.jobs import Periodic, periodic_jobs
from app.rights import is_public
from app.web import menu
from app.web.errors import NotAllowed, wants_json

ACCOUNT_HEADER = "X-Account"
"""Names the account for which a part of a page is requested: see ``impersonation.account_mark``."""

logins = LoginManager()


@logins.user_loader  # type: ignore[untyped-decorator]
def _load(user_id: str) -> User | None:
    user_session = sessions.current_session()
    return user_session.user if user_session is not None and str(user_session.user_id) == user_id else None


def _admit() -> ResponseReturnValue | None:
    """Turn away people who are not signed in or lack the right.

    For those admitted, put their company in force for all queries of this request.
    """
    if current_user.is_authenticated:
        if (account := request.headers.get(ACCOUNT_HEADER)) is not None and account != account_mark():
            return Response(status=409, headers={"HX-Refresh": "true"})  # the page is of another account
        here = current_user.company if request.blueprint == "auth" else current_company()
        g.company_in_force = here.id
        g.zone = here.zone
        if request.endpoint != "static":
            sessions.note_seen()
        refuse_without_right()
        put_scope_in_force()
        return _ask_for_second_factor()
    if request.endpoint is None or is_public(request.endpoint):
        return None
    return ask_to_sign_in()


def _ask_for_second_factor() -> ResponseReturnValue | None:
    """Demand a second factor before everything else, if the company requires one."""
    if request.endpoint is None or is_public(request.endpoint) or request.endpoint.startswith("auth."):
        return None
    if not must_set_up(current_user):
        return None
    if wants_json():
        raise NotAllowed(_("Set up a second factor first: your company demands it."))
    if request.headers.get("HX-Request"):
        return Response(status=403, headers={"HX-Redirect": url_for("auth.second_factor")})
    return redirect(url_for("auth.second_factor"))


def _entered() -> dict[str, object]:
    entered = current_user.is_authenticated and entered_company_id() is not None
    return {"entered_company": current_company() if entered else None}


def init_app(app: Flask) -> None:
    """Register sign-in, the account pages, the permissions and the jobs of this feature."""
    app.config["SESSION_PROTECTION"] = None  # a session ends by its row
    app.config["PASSWORD_HASHER"] = PasswordHasher()
    logins.init_app(app)
    app.before_request(_admit)
    app.register_error_handler(CSRFError, form_of_another_session)
    app.after_request(remember_unsaved_form)
    app.register_blueprint(auth)
    app.cli.add_command(cli.account)
    security_notices.init_app(app)
    connections.init_app(app)
    periodic_jobs.add(app, Periodic("send password links", cleanup.LOOK_S, cleanup.answer_password_requests))
    periodic_jobs.add(app, Periodic("delete expired sessions and links", cleanup.TIDY_S, cleanup.delete_expired))
    menu.may_see.provide(app, may_see)
    app.context_processor(_entered)
    app.jinja_env.globals.update(
        role_label=ROLES.get,
        account_mark=account_mark,
        current_company=current_company,
        may=may,
        may_see=may_see,
        seen_groups=seen_groups,
    )
