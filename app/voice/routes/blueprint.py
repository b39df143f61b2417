"""Defines the blueprint of prompts."""

from app.settings.pages import settings_blueprint

voice = settings_blueprint("voice", __name__)
