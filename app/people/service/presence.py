"""Tells whose phones ring at this moment, and where other calls go, like the switch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, not_, or_, select

from app.company.service import own_company
from app.db import db, now
from app.hours.directory import calendar_entry, offsets
from app.hours.models import Calendar
from app.people.models import Employee, Group
from designer.runtime.availability import VOICEMAIL
from designer.runtime.calendar import is_open
from designer.runtime.target import Target

RINGS, DND, AWAY, FORWARDS = "rings", "dnd", "away", "forwards"
STATES = {
    RINGS: _l("Calls ring"),
    DND: _l("Do not disturb"),
    AWAY: _l("Outside hours"),
    FORWARDS: _l("Forwarding"),
}
"""The states by which the list of employees can be filtered."""


@dataclass(frozen=True)
class Forward:
    """Describes a forward.

    *when* is "always", "busy" or "no_answer"; *to* is a label. *is_now*: all calls are forwarded there now.
    """

    when: str
    to: str
    is_now: bool


@dataclass(frozen=True)
class Presence:
    """Describes an employee's state.

    *state* is RINGS, DND or AWAY, FORWARDS if all calls are forwarded anyway, or "" without a phone. *hours* is the
    label of their calendar.
    """

    state: str
    hours: str
    forwards: list[Forward]


def closed_now() -> set[int]:
    """Return the ids of the employees' calendars that are closed at this moment."""
    return closed_at(now())


def closed_at(at: datetime) -> set[int]:
    """Return the ids of the employees' calendars that are closed at the moment *at*."""
    zone, at_ms = own_company().zone, round(at.timestamp() * 1000)
    used = select(Employee.hours_id).where(Employee.hours_id.is_not(None))
    zones = {zone: offsets(zone)}
    return {
        each.id
        for each in db.session.scalars(select(Calendar).where(Calendar.id.in_(used)))
        if not is_open(zones, calendar_entry(zone, each.week, each.special_days, each.holidays), at_ms)
    }


def is_in(state: str, closed: set[int]) -> ColumnElement[bool]:
    """Return the condition for employees in a state."""
    is_away = and_(Employee.hours_id.is_not(None), Employee.hours_id.in_(closed))
    match state:
        case "dnd":
            return Employee.dnd.is_(True)
        case "away":
            return and_(Employee.dnd.is_(False), is_away)
        case "forwards":
            columns = Employee.forward_always, Employee.forward_busy, Employee.forward_no_answer
            return or_(*(column != "" for column in columns))
    return and_(Employee.dnd.is_(False), not_(is_away), Employee.forward_always == "", Employee.phones.any())


def presences(employees: Iterable[Employee], closed: set[int]) -> dict[int, Presence]:
    """Return the presence of each employee, by id."""
    found = list(employees)
    called = _called({text for each in found for _when, text in _rules(each)})
    hours = {each.id: each.label for each in db.session.execute(select(Calendar.id, Calendar.label))}
    return {each.id: _presence(each, closed, called, hours) for each in found}


def _presence(employee: Employee, closed: set[int], called: dict[str, str], hours: dict[int, str]) -> Presence:
    absence = DND if employee.dnd else AWAY if employee.hours_id in closed else ""
    decisive = "always" if employee.forward_always else {DND: "busy", AWAY: "no_answer"}.get(absence)
    forwards = [Forward(when, called.get(text, text), when == decisive) for when, text in _rules(employee)]
    otherwise = FORWARDS if employee.forward_always else RINGS if employee.phones else ""
    state = absence or otherwise
    return Presence(state, hours.get(employee.hours_id or 0, ""), forwards)


def _rules(employee: Employee) -> list[tuple[str, str]]:
    """Return (when, target) of the forwards that are set up."""
    rules = {
        "always": employee.forward_always,
        "busy": employee.forward_busy,
        "no_answer": employee.forward_no_answer,
    }
    return [(when, text) for when, text in rules.items() if text]


def _called(texts: set[str]) -> dict[str, str]:
    """Return the label of each target."""
    targets = {text: Target(text) for text in texts}
    extensions = [each.name for each in targets.values() if each.kind == "employee"]
    people = select(Employee.extension, Employee.name).where(Employee.extension.in_(extensions))
    names = {each.extension: each.name for each in db.session.execute(people)} if extensions else {}
    groups = [each.name for each in targets.values() if each.kind == "group"]
    labels = select(Group.name, Group.label).where(Group.name.in_(groups))
    lines = {each.name: each.label for each in db.session.execute(labels)} if groups else {}

    def call(target: Target) -> str:
        match target.kind:
            case "employee":
                return f"{names.get(target.name, '?')} ({target.name})"
            case "group":
                return str(lines.get(target.name, target.name))
        return str(_("voicemail")) if target.kind == VOICEMAIL else target.name

    return {text: call(target) for text, target in targets.items()}
