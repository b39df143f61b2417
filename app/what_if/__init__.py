"""Answers what would have been with more people in a group, by playing what happened again."""

from flask import Flask

from app.ports.what_if import what_if as port
from app.what_if import service
from app.what_if.routes import what_if


def init_app(app: Flask) -> None:
    """Register the route, and provide the answers to other features."""
    app.register_blueprint(what_if)
    port.provide(app, service)
