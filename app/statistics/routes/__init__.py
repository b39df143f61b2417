"""Serves the page Statistics, its cards, saved views and the user's own board."""

from app.statistics.routes import board, cards, views  # noqa: F401 - they add their addresses
from app.statistics.routes.page import statistics

__all__ = ["statistics"]
