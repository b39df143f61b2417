"""Implements ``app.ports.colleagues``."""

from collections.abc import Collection

from sqlalchemy import select

from app.db import db
from app.people.models import Employee, Group, GroupMember
from app.ports.colleagues import Colleague
from designer.runtime.target import EMPLOYEE, Target

AT_ONCE = 500


def colleagues(employee_ids: Collection[int]) -> list[Colleague]:
    """Return the employees with these ids."""
    ids = sorted(employee_ids)
    return [each for at in range(0, len(ids), AT_ONCE) for each in _some(ids[at : at + AT_ONCE])]


def _some(ids: list[int]) -> list[Colleague]:
    in_groups = (
        select(GroupMember.employee_id, Group.name)
        .join(Group, Group.id == GroupMember.group_id)
        .where(GroupMember.employee_id.in_(ids))
    )
    groups: dict[int, list[str]] = {each: [] for each in ids}
    for employee_id, name in db.session.execute(in_groups):
        groups[employee_id].append(name)
    people = select(Employee.id, Employee.extension, Employee.name).where(Employee.id.in_(ids))
    return [Colleague(*each, tuple(groups[each.id])) for each in db.session.execute(people)]


def addressed(addressee: str) -> list[int]:
    """Return the ids of the employees to whom a message to *addressee* goes."""
    target = Target(addressee)
    if target.kind == EMPLOYEE:
        return list(db.session.scalars(select(Employee.id).where(Employee.extension == target.name)))
    in_group = select(GroupMember.employee_id).join(Group, Group.id == GroupMember.group_id)
    members = in_group.where(Group.name == target.name)
    return list(db.session.scalars(members))
