"""Who changed what: every change by a person, with before and after."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.audit.routes import audit
from app.web.menu import Place, add_to_menu


def init_app(app: Flask) -> None:
    app.register_blueprint(audit)
    add_to_menu(app, Place("audit.index", _("Changes"), "history", 70))
