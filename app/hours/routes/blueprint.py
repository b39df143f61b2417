"""Defines the blueprint of opening hours."""

from app.settings.pages import settings_blueprint

hours = settings_blueprint("hours", __name__)
