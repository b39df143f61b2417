"""Lists people and groups that flows may refer to, read as columns because a company may have thousands."""

from collections.abc import Iterator

from sqlalchemy import select

from app.db import db
from app.people.models import Employee, Group
from app.ports.directory import Reference


def references() -> Iterator[Reference]:
    """Yield employees by extension, then groups by label."""
    people = select(Employee.extension, Employee.name).order_by(Employee.extension)
    for extension, name in db.session.execute(people):
        yield Reference("employee", extension, f"{name} ({extension})")
    for name, label in db.session.execute(select(Group.name, Group.label).order_by(Group.label)):
        yield Reference("group", name, label)
