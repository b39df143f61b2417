"""Provides the directory's people and groups.

They are read as columns, because a company may have thousands, and defaults are left out.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from app.db import db
from app.hours.models import Calendar
from app.people.models import Employee, Group, GroupMember, Phone
from app.people.states import FREE
from designer.runtime import directory


def people(_spoken: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """Return "employees" by extension and "groups" by name."""
    return {"employees": employees(), "groups": groups()}


def employees() -> dict[str, directory.Employee]:
    """Return the employees by extension, with ``designer.runtime.availability``."""
    phones: defaultdict[int, list[str]] = defaultdict(list)
    for employee_id, account in db.session.execute(select(Phone.employee_id, Phone.account).order_by(Phone.id)):
        phones[employee_id].append(account)
    return {row.extension: _entry(row, phones[row.id]) for row in db.session.execute(_EMPLOYEES)}


def directory_entry(employee: Employee) -> directory.Employee:
    """Return an employee as the directory has them, without their phones."""
    return _entry(db.session.execute(_EMPLOYEES.where(Employee.id == employee.id)).one(), [])


_EMPLOYEES = select(
    Employee.id,
    Employee.extension,
    Employee.name,
    Employee.skills,
    Employee.chosen,
    Employee.chosen_rings,
    Employee.chosen_until,
    Calendar.name.label("hours"),
    Employee.forward_always,
    Employee.forward_busy,
    Employee.forward_no_answer,
    Employee.forward_after_s,
).outerjoin(Calendar, Calendar.id == Employee.hours_id)


def _entry(row: Any, phones: list[str]) -> directory.Employee:
    found: directory.Employee = {"name": row.name, "phones": phones, "skills": row.skills}
    forward: directory.Forwards = {}
    if row.forward_always:
        forward["always"] = row.forward_always
    if row.forward_busy:
        forward["busy"] = row.forward_busy
    if row.forward_no_answer:
        forward["no_answer"] = {"to": row.forward_no_answer, "after_s": row.forward_after_s}
    if row.chosen != FREE:
        found["chosen"] = _chosen(row)
    if row.hours:
        found["hours"] = row.hours
    if forward:
        found["forward"] = forward
    return found


def _chosen(row: Any) -> directory.Chosen:
    found: directory.Chosen = {"state": row.chosen}
    if row.chosen_until:
        found["until_ms"] = round(row.chosen_until.timestamp() * 1000)
    if row.chosen_rings:
        found["rings"] = True
    return found


def groups() -> dict[str, directory.Group]:
    """Return the groups by name."""
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
    return {row.name: _group(row, members[row.id], delays[row.id]) for row in rows}


def _group(row: Any, members: list[str], delays: dict[str, int]) -> directory.Group:
    found: directory.Group = {"name": row.label, "members": members}
    if row.strategy != "all":
        found["strategy"] = row.strategy
    if delays:
        found["delays"] = delays
    if row.wrap_up_s:
        found["wrap_up_s"] = row.wrap_up_s
    return found
