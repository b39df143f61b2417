"""Signing in and out; every page but a few is for those who are signed in."""

from flask import Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from werkzeug.exceptions import Unauthorized

from app.auth.entered import company_here, entered_id
from app.auth.models import ROLES, User
from app.auth.permissions import PUBLIC, may, may_see, refuse_without_right
from app.auth.routes import auth
from app.db import db, every_company
from app.errors import wants_json
from app.menu import show_to

logins = LoginManager()


@logins.user_loader  # type: ignore[untyped-decorator]
def _load(user_id: str) -> User | None:
    with every_company():
        return db.session.get(User, int(user_id))


def _admit() -> ResponseReturnValue | None:
    """Turn away who is not signed in or may not do this; put the company of who is signed in in force for all queries
    of this request."""
    if current_user.is_authenticated:
        here = company_here()
        g.company_in_force = here.id
        g.zone = here.zone
        refuse_without_right()
        return None
    if request.endpoint is None or request.endpoint in PUBLIC:
        return None
    if wants_json():
        raise Unauthorized
    return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))


def _entered() -> dict[str, object]:
    entered = current_user.is_authenticated and entered_id() is not None
    return {"entered_company": company_here() if entered else None}


def init_app(app: Flask) -> None:
    app.config["SESSION_PROTECTION"] = "basic"
    logins.init_app(app)
    app.before_request(_admit)
    app.register_blueprint(auth)
    show_to(app, may_see)
    app.context_processor(_entered)
    app.jinja_env.globals.update(role_label=ROLES.get, company_here=company_here, may=may, may_see=may_see)
