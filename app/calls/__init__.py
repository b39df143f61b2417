"""Calls: what each one was, derived from the journal."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.calls import provided, service, wrapping_up
from app.calls.routes import calls
from app.ports import calls as port
from app.ports.derived import Derived, derive
from app.web.menu import MenuItem, menu


def init_app(app: Flask) -> None:
    app.register_blueprint(calls)
    derive(app, Derived("calls", service.derive, service.forget, service.rows_of))
    derive(app, Derived("wrap-ups", wrapping_up.derive, wrapping_up.forget))
    port.calls.provide(app, provided)
    menu.add(app, MenuItem("calls.index", _("Calls"), "phone-call", 40))
