"""Finds and ends forwards to an employee or a group, whose extension or name may be reused one day."""

from sqlalchemy import or_, select

from app.db import db
from app.people.models import Employee

FORWARDS = ("forward_always", "forward_busy", "forward_no_answer")


def forwarding_to(target: str) -> list[Employee]:
    """Return the employees who forward to *target*, in the form of ``designer.runtime.availability``."""
    is_so = or_(*(getattr(Employee, name) == target for name in FORWARDS))
    return list(db.session.scalars(select(Employee).where(is_so).order_by(Employee.name)))


def end_forwards(target: str) -> None:
    """Remove all forwards to *target*."""
    for employee in forwarding_to(target):
        for name in FORWARDS:
            if getattr(employee, name) == target:
                setattr(employee, name, "")
