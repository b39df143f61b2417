"""Pages under /settings, one module for each thing that is set up there, and JSON for the canvas."""

from app.settings.routes import (  # noqa: F401 - they add their pages
    access,
    availability,
    calendars,
    callers,
    company,
    employee_import,
    employees,
    groups,
    offboarding,
    phones,
    prompt_sounds,
    prompts,
)
from app.settings.routes.api import api
from app.settings.routes.availability import me
from app.settings.routes.pages import TABS, settings

__all__ = ["TABS", "api", "me", "settings"]
