"""Pages under /settings, one module for each thing that is set up there, and JSON for the canvas."""

from app.settings.routes import calendars, callers, company, employees, groups, prompt_sounds, prompts  # noqa: F401 - they add their pages
from app.settings.routes.api import api
from app.settings.routes.pages import settings

__all__ = ["api", "settings"]
