"""Builds the portal: one folder per thing on the menu, wired together here."""

from importlib import import_module
from pathlib import Path

from flask import Flask

from app.features import FOUNDATIONS, features
from config import Config


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
    for name in FOUNDATIONS:
        import_module(f"app.{name}").init_app(app)
    for feature in features(Path(__file__).parent, "app"):
        feature.init_app(app)
    return app
