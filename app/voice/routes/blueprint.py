"""The blueprint of the pages about the voice."""

from app.settings.pages import settings_blueprint

voice = settings_blueprint("voice", __name__)
