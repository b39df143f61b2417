"""Guides a new company from an empty account to its first call."""

from importlib import import_module

from flask import Flask

from app.guide.page_part import PART
from app.guide.pages import guide, is_shown
from app.guide.steps import STEPS, next_step, steps
from app.ports.page_parts import page_parts
from app.web.menu import first_page


def init_app(app: Flask) -> None:
    """Register the pages of all steps."""
    for name, *_ in STEPS:
        import_module(f"app.guide.routes.{name}")
    app.register_blueprint(guide)
    page_parts.add(app, PART)
    first_page.provide(app, lambda: "guide.index" if is_shown() else None)
    app.jinja_env.globals.update(guide_is_shown=is_shown, guide_steps=steps, guide_next_step=next_step)
