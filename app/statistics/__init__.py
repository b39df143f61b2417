"""Answers any question about past calls: in sentences, pictures and rows, all from the same figures."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.ports.outsiders import KeptOfOutsiders, kept_of_outsiders
from app.statistics import outsiders
from app.statistics.routes import statistics
from app.web.menu import MenuItem, Page, menu

PAGES: tuple[Page, ...] = (
    ("exports.index", _("Files"), "file-export"),
    ("reports.index", _("Reports by mail"), "calendar-time"),
)


def init_app(app: Flask) -> None:
    """Register the page."""
    app.register_blueprint(statistics)
    kept = KeptOfOutsiders("views", _("Saved views of Statistics for this number"), outsiders.count, outsiders.forget)
    kept_of_outsiders.add(app, kept)
    menu.add(app, MenuItem("statistics.index", _("Statistics"), "chart-bar", 45, pages=lambda: PAGES))
