"""Lets people act on live calls: take a caller, move one in line, send one on, hang up, let a group help another."""

from flask import Flask

from app.live_calls import service
from app.live_calls.routes import live_calls
from app.ports.calls import PersonalDataDeleted, subscribe


def init_app(app: Flask) -> None:
    """Register the routes, and let the audit log forget callers as the record does."""
    app.register_blueprint(live_calls)
    subscribe(app, service.forget, PersonalDataDeleted)
