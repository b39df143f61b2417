"""Lets people act on live calls: take a caller, move one in line, send one on, hang up, let a group help another."""

from flask import Flask

from app.live_calls.routes import live_calls


def init_app(app: Flask) -> None:
    """Register the routes."""
    app.register_blueprint(live_calls)
