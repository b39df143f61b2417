"""The portal: one folder per thing on the menu, wired together here."""

from importlib import import_module

from flask import Flask

from config import Config

FEATURES = (
    "company",
    "audit",
    "outbox",
    "auth",
    "status",
    "people",
    "voice",
    "hours",
    "lists",
    "settings",
    "exchange",
    "flows",
    "calls",
    "recordings",
    "messages",
    "operator",
    "web_requests",
    "browser_phone",
    "journal",
    "worker",
    "guide",
    "first_start",
    "demo",
)
"""Packages of ``app``, each with ``init_app(app)``, which registers blueprints, commands and menu items."""

PARTS = (
    "db",
    "web.i18n",
    "web.uploads",
    "web.security",
    "web.errors",
    "web.assets",
    "web.menu",
    "web.socketio",
    "web.proxies",
    "web.health",
)
"""Modules of ``app`` that all features rely on, each with ``init_app(app)``."""


def create_app(config: Config, testing: bool = False) -> Flask:
    """Return the Flask application.

    *testing* lets unexpected exceptions through and runs Socket.IO on threads.
    """
    app = Flask(__name__, static_folder="../static", static_url_path="/static")
    app.config.update(
        ZENTRALE=config,
        TESTING=testing,
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=20 * 2**20,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    for name in (*PARTS, *FEATURES):
        import_module(f"app.{name}").init_app(app)
    return app
