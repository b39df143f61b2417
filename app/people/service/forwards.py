"""Whose calls are forwarded to somebody, and the end of it: an extension may be somebody else's one day."""

from sqlalchemy import or_, select

from app.db import db
from app.people.models import Employee

FORWARDS = ("forward_always", "forward_busy", "forward_no_answer")


def forwarding_to(target: str) -> list[Employee]:
    """*target* as ``designer.runtime.availability`` has it, such as "employee:101"."""
    is_so = or_(*(getattr(Employee, name) == target for name in FORWARDS))
    return list(db.session.scalars(select(Employee).where(is_so).order_by(Employee.name)))


def end_forwards(target: str) -> None:
    """Nobody's calls go there any more."""
    for employee in forwarding_to(target):
        for name in FORWARDS:
            if getattr(employee, name) == target:
                setattr(employee, name, "")
