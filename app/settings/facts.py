"""What the checks of a drawing ask about the company, besides names."""

from itertools import pairwise

from sqlalchemy import select

from app.company.service import own_company
from app.db import db
from app.settings.hours import spread
from app.settings.models import Calendar, Employee, Group, GroupMember, Phone
from app.settings.service.calendars import list_calendars


def facts() -> dict[str, set[str]]:
    """As ``app.ports.directory.known`` says."""
    calendars = list_calendars()
    return {
        "rule": {"consent"} if own_company().requires_consent else set(),
        **_of_people(),
        "overlapping": {calendar.name for calendar in calendars if _overlaps(calendar)},
        "never_open": {calendar.name for calendar in calendars if not any(_days(calendar))},
    }


def _of_people() -> dict[str, set[str]]:
    """Read as columns, as a company may have thousands."""
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
            *(f"employee:{extension}" for each, (extension, _) in people.items() if each not in with_phone),
            *(f"group:{name}" for name, able in groups.items() if not able),
        },
        "skilled": {f"{name}:{skill}" for name, able in groups.items() for each in able for skill in people[each][1]},
    }


def _days(calendar: Calendar) -> list[list[list[int]]]:
    return [*spread(calendar.week), *(day["hours"] for day in calendar.special_days)]


def _overlaps(calendar: Calendar) -> bool:
    return any(after[0] < before[1] for day in _days(calendar) for before, after in pairwise(sorted(day)))
