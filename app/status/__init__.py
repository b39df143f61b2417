"""Shows on a monitor what happens in the exchange right now."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.status.live import alarming, events
from app.status.routes import status
from app.status.wall_api import wall
from app.web.menu import MenuItem, menu


def init_app(app: Flask) -> None:
    """Register the page and its live updates."""
    app.register_blueprint(status)
    app.register_blueprint(wall)
    alarming.init_app(app)
    events.init_app(app)
    menu.add(app, MenuItem("status.index", _("Status"), "activity-heartbeat", 10))
