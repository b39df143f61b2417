"""Defines the blueprint of employees and groups."""

from app.settings.pages import settings_blueprint

people = settings_blueprint("people", __name__)
