"""Implements ``app.ports.people_states``: what each employee is doing, from the record and their working hours."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from app.db import db, now
from app.db.groups import UNDECLARED, groups_in_force
from app.people.models import Employee, Group, GroupMember, Phone
from app.people.service.presence import closed_at
from app.people.states import FREE, Known, Person, state_of
from app.ports.engagements import Engagement, Stretch, engagements
from app.ports.people_states import PersonState


def states(extensions: Collection[str] | None = None, at: datetime | None = None) -> list[PersonState]:
    """Return the state of each employee whom the user may see, or of those with these *extensions*, by extension.

    What they do for groups that the user may not see is shown, but not with whom.
    """
    moment, port = at or now(), engagements()
    calls: defaultdict[str, list[Engagement]] = defaultdict(list)
    for each in port.engagements(at):
        calls[each.extension].append(each)
    chosen = port.chosen(at) if at else _chosen_now()
    phones, wrap_ups, last = port.phones(at), port.wrap_ups(at), port.last_calls(at)

    def known(name: str) -> Known:
        return Known(calls[name], chosen.get(name), phones.get(name), wrap_ups.get(name), last.get(name))

    people = _people(extensions, moment)
    return _without_secrets([state_of(each, known(each.extension), moment) for each in people])


def _chosen_now() -> dict[str, Stretch]:
    """Return what employees chose, as the switch has been told of it: the journal may be read a moment later."""
    columns = Employee.extension, Employee.chosen, Employee.chosen_reason, Employee.chosen_since, Employee.chosen_until
    rows = db.session.execute(select(*columns).where(Employee.chosen_since.is_not(None) | (Employee.chosen != FREE)))
    return {row[0]: Stretch(*row[1:]) for row in rows}


def _people(extensions: Collection[str] | None, at: datetime) -> list[Person]:
    groups: defaultdict[int, list[str]] = defaultdict(list)
    in_groups = select(GroupMember.employee_id, Group.name).join(Group, Group.id == GroupMember.group_id)
    for employee_id, name in db.session.execute(in_groups.order_by(Group.name)):
        groups[employee_id].append(name)
    with_phone = set(db.session.scalars(select(Phone.employee_id).distinct()))
    closed, limit = closed_at(at), groups_in_force()
    query = select(Employee.id, Employee.extension, Employee.name, Employee.hours_id)
    if extensions is not None:
        query = query.where(Employee.extension.in_(extensions))
    rows = db.session.execute(query.order_by(func.length(Employee.extension), Employee.extension)).all()
    return [
        Person(row.id, row.extension, row.name, tuple(groups[row.id]), row.id in with_phone, row.hours_id in closed)
        for row in rows
        if limit is None or limit is UNDECLARED or limit.intersection(groups[row.id])
    ]


def _without_secrets(found: list[PersonState]) -> list[PersonState]:
    if groups_in_force() is None:
        return found
    seen = engagements().visible({each.call for each in found if each.call})
    return [each if each.call in seen else replace(each, call="", group="", others=()) for each in found]
