"""The first-run guide: from an account with nothing in it to a first call."""

from flask import Flask

from app.guide.routes import guide, is_wanted
from app.guide.steps import steps


def init_app(app: Flask) -> None:
    app.register_blueprint(guide)
    app.extensions["first_page"] = lambda: "guide.index" if is_wanted() else None
    app.jinja_env.globals.update(guide_is_wanted=is_wanted, guide_steps=steps)
