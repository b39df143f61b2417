"""Status: the exchange on a monitor. What happens now, as it happens."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.status import events
from app.status.routes import status
from app.web.menu import MenuItem, menu


def init_app(app: Flask) -> None:
    app.register_blueprint(status)
    events.init_app(app)
    menu.add(app, MenuItem("status.index", _("Status"), "activity-heartbeat", 10))
