"""Keeps the record of calls: what each one was, folded from the journal."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.calls import provided, service
from app.calls.routes import calls
from app.calls.taking import take
from app.ports import calls as port
from app.ports.journal import fold, next_run
from app.web.menu import MenuItem, menu


def init_app(app: Flask) -> None:
    """Wire the feature into the application."""
    app.register_blueprint(calls)
    fold.provide(app, take)
    next_run.provide(app, service.next_run)
    port.calls.provide(app, provided)
    menu.add(app, MenuItem("calls.index", _("Calls"), "phone-call", 40))
