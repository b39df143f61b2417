"""Calls: what each one was, derived from the journal."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.calls import service, wrapping_up
from app.calls.routes import calls
from app.ports.call_paths import provide_walks
from app.ports.derived import Derived, derive
from app.ports.live_calls import provide_calls, provide_texts, provide_wrap_ups
from app.ports.past_calls import provide_past_calls
from app.web.menu import MenuItem, add_to_menu


def init_app(app: Flask) -> None:
    app.register_blueprint(calls)
    derive(app, Derived("calls", service.derive, service.forget, service.rows_of))
    derive(app, Derived("wrap-ups", wrapping_up.derive, wrapping_up.forget))
    provide_calls(app, service.in_progress)
    provide_texts(app, service.texts_of_calls)
    provide_wrap_ups(app, wrapping_up.wrap_ups)
    provide_past_calls(app, service.past_calls)
    provide_walks(app, service.walks, service.walk)
    add_to_menu(app, MenuItem("calls.index", _("Calls"), "phone-call", 40))
