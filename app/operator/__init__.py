"""Lets the operator create companies, give them numbers, and enter their accounts to help."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.operator.routes import companies
from app.web.menu import MenuItem, menu


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(companies)
    menu.add(app, MenuItem("companies.index", _("Companies"), "building", 80))
