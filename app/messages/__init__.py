"""Messages: what flows tell employees about calls."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.derived import Derived, derive
from app.menu import Place, add_to_menu
from app.messages import service
from app.messages.routes import messages


def init_app(app: Flask) -> None:
    app.register_blueprint(messages)
    derive(app, Derived("messages", service.derive, service.forget))
    add_to_menu(app, Place("messages.index", _("Messages"), "mail", 60, service.count_unread))
