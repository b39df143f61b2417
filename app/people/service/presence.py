"""Tells what employees do at this moment, and where calls to them go, like the switch."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, or_, select

from app.company.service import own_company
from app.db import db
from app.hours.directory import calendar_entry, offsets
from app.hours.models import Calendar
from app.people.models import Employee, Group
from app.ports.people_states import LABELS, PersonState, people_states
from designer.runtime.availability import ABSENCES, VOICEMAIL
from designer.runtime.calendar import is_open
from designer.runtime.target import Target

FORWARDS = "forwards"
FILTERS: dict[str, LazyString] = {**dict(LABELS.items()), FORWARDS: _l("Forwarding")}
"""What the list of employees can be filtered by: a state, or that calls are forwarded."""


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
    """Describes what an employee does now, and where their calls go otherwise. *hours* is the label of their
    calendar."""

    state: PersonState
    hours: str
    forwards: list[Forward]


def closed_at(at: datetime) -> set[int]:
    """Return the ids of the employees' calendars that are closed at the moment *at*."""
    return closing()(at)


def closing() -> Callable[[datetime], set[int]]:
    """Return what gives the ids of the employees' calendars that are closed at a moment. They are read once."""
    zone = own_company().zone
    used = select(Employee.hours_id).where(Employee.hours_id.is_not(None))
    zones = {zone: offsets(zone)}
    calendars = {
        each.id: calendar_entry(zone, each.week, each.special_days, each.holidays)
        for each in db.session.scalars(select(Calendar).where(Calendar.id.in_(used)))
    }

    def closed(at: datetime) -> set[int]:
        at_ms = round(at.timestamp() * 1000)
        return {id_ for id_, calendar in calendars.items() if not is_open(zones, calendar, at_ms)}

    return closed


def is_in(state: str) -> ColumnElement[bool]:
    """Return the condition for employees whom the filter *state* means."""
    if state == FORWARDS:
        columns = Employee.forward_always, Employee.forward_busy, Employee.forward_no_answer
        return or_(*(column != "" for column in columns))
    return Employee.id.in_([each.id for each in people_states().states() if each.state == state])


def presences(employees: Iterable[Employee]) -> dict[int, Presence]:
    """Return the presence of each employee, by id."""
    found = list(employees)
    states = {each.id: each for each in people_states().states([employee.extension for employee in found])}
    called = _called({text for each in found for _when, text in _rules(each)})
    hours = {each.id: each.label for each in db.session.execute(select(Calendar.id, Calendar.label))}
    return {
        each.id: Presence(states[each.id], hours.get(each.hours_id or 0, ""), _forwards(each, states[each.id], called))
        for each in found
    }


def _forwards(employee: Employee, state: PersonState, called: dict[str, str]) -> list[Forward]:
    decisive = "always" if employee.forward_always else _decisive(employee, state)
    return [Forward(when, called.get(text, text), when == decisive) for when, text in _rules(employee)]


def _decisive(employee: Employee, state: PersonState) -> str:
    """Return which rule takes all calls to the employee now, "" for none."""
    if state.state in ("outside_hours", "not_connected"):
        return "no_answer"
    absence = "" if employee.chosen_rings else ABSENCES.get(state.chosen, "")
    return {"busy": "busy", "unavailable": "no_answer"}.get(absence, "")


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
