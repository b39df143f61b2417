"""Says when an employee's own state is to be shown anew."""

from collections.abc import Collection, Hashable, Mapping

from sqlalchemy import select

from app.db import db
from app.people.models import Employee
from app.ports.page_parts import PagePart, Viewer
from app.ports.people_states import people_states


def may_look(viewer: Viewer, extension: str) -> bool:
    """Return whether it is the viewer's own."""
    query = select(Employee.extension).where(Employee.id == viewer.employee_id)
    return bool(extension) and db.session.scalar(query) == extension


def stamps(extensions: Collection[str]) -> Mapping[str, Hashable]:
    """Return what is another one when somebody does something else."""
    return {each.extension: each for each in people_states().states(extensions)}


PART = PagePart("person", may_look, stamps)
