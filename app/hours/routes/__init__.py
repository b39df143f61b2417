"""Serves the pages of opening hours, and JSON for the canvas."""

from app.hours.routes import calendars  # noqa: F401 - it adds its pages
from app.hours.routes.api import api
from app.hours.routes.blueprint import hours

__all__ = ["api", "hours"]
