"""Records every change that a person makes, with the values before and after."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.audit.routes import audit
from app.web.menu import MenuItem, menu


def init_app(app: Flask) -> None:
    """Register the page of changes."""
    app.register_blueprint(audit)
    menu.add(app, MenuItem("audit.index", _("Changes"), "history", 70))
