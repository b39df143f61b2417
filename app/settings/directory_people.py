"""The people and groups of a directory. They are read as columns, as a company may have thousands, and what nobody has
set up is left out."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from app.db import db
from app.settings.models import Calendar, Employee, Group, GroupMember, Phone

JsonObject = dict[str, Any]


def employees() -> JsonObject:
    """By extension; with ``designer.runtime.availability``."""
    phones: defaultdict[int, list[str]] = defaultdict(list)
    for employee_id, account in db.session.execute(select(Phone.employee_id, Phone.account).order_by(Phone.id)):
        phones[employee_id].append(account)
    return {
        row.extension: {"name": row.name, "phones": phones[row.id], "skills": row.skills, **_set_up(row)}
        for row in db.session.execute(_EMPLOYEES)
    }


def set_up_by(employee: Employee) -> JsonObject:
    """What the directory has of an employee's availability."""
    return _set_up(db.session.execute(_EMPLOYEES.where(Employee.id == employee.id)).one())


_EMPLOYEES = select(
    Employee.id,
    Employee.extension,
    Employee.name,
    Employee.skills,
    Employee.dnd,
    Calendar.name.label("hours"),
    Employee.forward_always,
    Employee.forward_busy,
    Employee.forward_no_answer,
    Employee.forward_after_s,
).outerjoin(Calendar, Calendar.id == Employee.hours_id)


def _set_up(row: Any) -> JsonObject:
    forward: JsonObject = {}
    if row.forward_always:
        forward["always"] = row.forward_always
    if row.forward_busy:
        forward["busy"] = row.forward_busy
    if row.forward_no_answer:
        forward["no_answer"] = {"to": row.forward_no_answer, "after_s": row.forward_after_s}
    own = {"dnd": row.dnd, "hours": row.hours, "forward": forward}
    return {name: value for name, value in own.items() if value}


def groups() -> JsonObject:
    """By name."""
    members: defaultdict[int, list[str]] = defaultdict(list)
    delays: defaultdict[int, dict[str, int]] = defaultdict(dict)
    of_groups = (
        select(GroupMember.group_id, Employee.extension, GroupMember.delay_s)
        .join(Employee, Employee.id == GroupMember.employee_id)
        .order_by(GroupMember.group_id, GroupMember.position)
    )
    for group_id, extension, delay_s in db.session.execute(of_groups):
        members[group_id].append(extension)
        if delay_s:
            delays[group_id][extension] = delay_s
    rows = db.session.execute(select(Group.id, Group.name, Group.label, Group.strategy, Group.wrap_up_s))
    return {
        row.name: {
            "name": row.label,
            "members": members[row.id],
            **({"strategy": row.strategy} if row.strategy != "all" else {}),
            **({"delays": delays[row.id]} if delays[row.id] else {}),
            **({"wrap_up_s": row.wrap_up_s} if row.wrap_up_s else {}),
        }
        for row in rows
    }
