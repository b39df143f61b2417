"""Serves the pages of lists of callers, and JSON for the canvas."""

from app.lists.routes import callers  # noqa: F401 - it adds its pages
from app.lists.routes.api import api
from app.lists.routes.blueprint import lists

__all__ = ["api", "lists"]
