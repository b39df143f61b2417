"""Defines the blueprint of lists of callers."""

from app.settings.pages import settings_blueprint

lists = settings_blueprint("lists", __name__)
