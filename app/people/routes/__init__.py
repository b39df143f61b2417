"""Serves the pages of employees and groups."""

from app.people.routes import (  # noqa: F401 - they add their pages
    access,
    availability,
    employee_import,
    employees,
    groups,
    offboarding,
    pauses,
    phones,
)
from app.people.routes.availability import me
from app.people.routes.blueprint import people
from app.people.routes.presence import others

__all__ = ["me", "others", "people"]
