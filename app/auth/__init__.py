"""Signing in and out, and one's own account; every page but a few is for those who are signed in."""

from argon2 import PasswordHasher
from flask import Flask, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError

from app.auth import cli, connections
from app.auth.impersonation import account_mark, company_here, entered_id
from app.auth.login_redirect import ask_to_sign_in, form_of_another_session, note_not_taken
from app.auth.models import ROLES, User
from app.auth.permissions import PUBLIC, may, may_see, refuse_without_right
from app.auth.routes import auth
from app.auth.service import cleanup, security_notices, sessions
from app.auth.service.factors import must_set_up
from app.ports.jobs import Periodic, periodic_jobs
from app.web import menu
from app.web.errors import NotAllowed, wants_json

ACCOUNT_HEADER = "X-Account"
"""With it a part of a page is asked for: see ``entered.account_mark``."""

logins = LoginManager()


@logins.user_loader  # type: ignore[untyped-decorator]
def _load(user_id: str) -> User | None:
    visit = sessions.visit_now()
    return visit.user if visit is not None and str(visit.user_id) == user_id else None


def _admit() -> ResponseReturnValue | None:
    """Turn away who is not signed in or may not do this; put the company of who is signed in in force for all queries
    of this request."""
    if current_user.is_authenticated:
        if (account := request.headers.get(ACCOUNT_HEADER)) is not None and account != account_mark():
            return Response(status=409, headers={"HX-Refresh": "true"})  # the page is of another account
        here = current_user.company if request.blueprint == "auth" else company_here()
        g.company_in_force = here.id
        g.zone = here.zone
        if request.endpoint != "static":
            sessions.note_seen()
        refuse_without_right()
        return _ask_for_second_factor()
    if request.endpoint is None or request.endpoint in PUBLIC:
        return None
    return ask_to_sign_in()


def _ask_for_second_factor() -> ResponseReturnValue | None:
    """Where the company demands one, it comes before everything else."""
    if request.endpoint is None or request.endpoint in PUBLIC or request.endpoint.startswith("auth."):
        return None
    if not must_set_up(current_user):
        return None
    if wants_json():
        raise NotAllowed(_("Set up a second factor first: your company demands it."))
    if request.headers.get("HX-Request"):
        return Response(status=403, headers={"HX-Redirect": url_for("auth.second_factor")})
    return redirect(url_for("auth.second_factor"))


def _entered() -> dict[str, object]:
    entered = current_user.is_authenticated and entered_id() is not None
    return {"entered_company": company_here() if entered else None}


def init_app(app: Flask) -> None:
    app.config["SESSION_PROTECTION"] = None  # a visit ends by its row
    app.config["PASSWORD_HASHER"] = PasswordHasher()
    logins.init_app(app)
    app.before_request(_admit)
    app.register_error_handler(CSRFError, form_of_another_session)
    app.after_request(note_not_taken)
    app.register_blueprint(auth)
    app.cli.add_command(cli.account)
    security_notices.init_app(app)
    connections.init_app(app)
    periodic_jobs.add(app, Periodic("answer who forgot a password", cleanup.LOOK_S, cleanup.answer))
    periodic_jobs.add(app, Periodic("forget what has ended", cleanup.TIDY_S, cleanup.tidy))
    menu.may_see.provide(app, may_see)
    app.context_processor(_entered)
    app.jinja_env.globals.update(
        role_label=ROLES.get, account_mark=account_mark, company_here=company_here, may=may, may_see=may_see
    )
