"""Lets people act on live calls: take a caller, move one in line, send one on, hang up, call one back, let a group
help another."""

from flask import Flask

from app.live_calls import calling_back, service
from app.live_calls.routes import live_calls
from app.ports.call_backs import call_backs, can_call_back
from app.ports.calls import PersonalDataDeleted, subscribe


def init_app(app: Flask) -> None:
    """Register the routes and what pages ask before they offer to call back; let the audit log forget callers as the
    record does."""
    app.register_blueprint(live_calls)
    subscribe(app, service.forget, PersonalDataDeleted)
    call_backs.provide(app, calling_back)
    app.jinja_env.globals["can_call_back"] = can_call_back
