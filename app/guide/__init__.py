"""The first-run guide: from an account with nothing in it to a first call."""

from importlib import import_module

from flask import Flask

from app.guide.pages import guide, is_wanted
from app.guide.steps import STEPS, following, steps
from app.web.menu import first_page


def init_app(app: Flask) -> None:
    for name, *_ in STEPS:
        import_module(f"app.guide.routes.{name}")
    app.register_blueprint(guide)
    first_page.provide(app, lambda: "guide.index" if is_wanted() else None)
    app.jinja_env.globals.update(guide_is_wanted=is_wanted, guide_steps=steps, guide_following=following)
