"""Provides facts about people that the checks of a drawing ask for."""

from sqlalchemy import select

from app.db import db
from app.people.models import Employee, Group, GroupMember, Phone
from designer.runtime.target import Target


def facts() -> dict[str, set[str]]:
    """Return "phoneless" targets and "skilled" ("group:skill"), for ``app.ports.directory``."""
    with_phone = set(db.session.scalars(select(Phone.employee_id)))
    rows = db.session.execute(select(Employee.id, Employee.extension, Employee.skills))
    people = {employee_id: (extension, skills) for employee_id, extension, skills in rows}
    groups: dict[str, list[int]] = {name: [] for name in db.session.scalars(select(Group.name))}
    members = select(Group.name, GroupMember.employee_id).join(GroupMember, GroupMember.group_id == Group.id)
    for group, employee_id in db.session.execute(members):
        if employee_id in with_phone:
            groups[group].append(employee_id)
    return {
        "phoneless": {
            *(Target.employee(extension) for each, (extension, _) in people.items() if each not in with_phone),
            *(Target.group(name) for name, able in groups.items() if not able),
        },
        "skilled": {f"{name}:{skill}" for name, able in groups.items() for each in able for skill in people[each][1]},
    }
