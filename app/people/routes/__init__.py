"""Pages about employees and groups, one module for each thing that is set up there."""

from app.people.routes import (  # noqa: F401 - they add their pages
    access,
    availability,
    employee_import,
    employees,
    groups,
    offboarding,
    phones,
)
from app.people.routes.availability import me
from app.people.routes.blueprint import people

__all__ = ["me", "people"]
