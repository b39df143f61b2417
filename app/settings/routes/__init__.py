"""Pages under /settings, one module for each thing that is set up there, and JSON for the canvas."""

from app.settings.routes import (  # noqa: F401 - they add their pages
    calendars,
    callers,
    company,
    employees,
    groups,
    phones,
    prompts,
)
from app.settings.routes.api import api
from app.settings.routes.pages import TABS, settings

__all__ = ["TABS", "api", "settings"]
