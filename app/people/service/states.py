"""Implements ``app.ports.people_states``: what each employee is doing, from the record and their working hours."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from app.db import db, now
from app.db.groups import UNDECLARED, groups_in_force
from app.people.models import Employee, Group, GroupMember, Phone
from app.people.service.presence import closed_at, closing
from app.people.states import FREE, Known, Person, state_of
from app.ports.engagements import Engagement, Stretch, engagements
from app.ports.people_states import PersonState


def states(extensions: Collection[str] | None = None) -> list[PersonState]:
    """Return the state of each employee whom the user may see, or of those with these *extensions*, by extension.

    What they do for groups that the user may not see is shown, but not with whom.
    """
    moment, port = now(), engagements()
    known = _known(port.engagements(), _chosen_now(), port.phones(), port.wrap_ups(), port.last_calls())
    return _without_secrets(_states(_people(extensions), known, closed_at(moment), moment), _Seen())


def past(begins: datetime, ends: datetime) -> Callable[[datetime], list[PersonState]]:
    """Return what gives the states of the employees of now at any moment from *begins* to *ends*."""
    then, closed, people, seen = engagements().past(begins, ends), closing(), _people(None), _Seen()

    def states_at(at: datetime) -> list[PersonState]:
        known = _known(then.engagements(at), then.chosen(at), then.phones(at), then.wrap_ups(at), then.last_calls(at))
        return _without_secrets(_states(people, known, closed(at), at), seen)

    return states_at


class _Seen:
    """Says which calls the user may see, and remembers it."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def of(self, calls: Iterable[str]) -> set[str]:
        """Return those of *calls* that the user may see."""
        asked = {each for each in calls if each}
        new = asked - self._known.keys()
        seen = engagements().visible(new) if new else set()
        self._known |= {each: each in seen for each in new}
        return {each for each in asked if self._known[each]}


def _known(
    calls: Iterable[Engagement],
    chosen: Mapping[str, Stretch],
    phones: Mapping[str, Stretch],
    wrap_ups: Mapping[str, tuple[datetime, datetime]],
    last: Mapping[str, datetime],
) -> Callable[[str], Known]:
    """Return what gives all that is known of an employee, by extension."""
    of_each: defaultdict[str, list[Engagement]] = defaultdict(list)
    for each in calls:
        of_each[each.extension].append(each)
    return lambda name: Known(of_each[name], chosen.get(name), phones.get(name), wrap_ups.get(name), last.get(name))


def _states(
    people: Iterable[tuple[Person, int | None]], known: Callable[[str], Known], closed: Collection[int], at: datetime
) -> list[PersonState]:
    there = (replace(each, is_off=hours in closed) for each, hours in people)
    return [state_of(each, known(each.extension), at) for each in there]


def _chosen_now() -> dict[str, Stretch]:
    """Return what employees chose, as the switch has been told of it: the journal may be read a moment later."""
    columns = Employee.extension, Employee.chosen, Employee.chosen_reason, Employee.chosen_since, Employee.chosen_until
    rows = db.session.execute(select(*columns).where(Employee.chosen_since.is_not(None) | (Employee.chosen != FREE)))
    return {row[0]: Stretch(*row[1:]) for row in rows}


def _people(extensions: Collection[str] | None) -> list[tuple[Person, int | None]]:
    """Return the employees whom the user may see, each with the id of the calendar of their hours."""
    groups: defaultdict[int, list[str]] = defaultdict(list)
    in_groups = select(GroupMember.employee_id, Group.name).join(Group, Group.id == GroupMember.group_id)
    for employee_id, name in db.session.execute(in_groups.order_by(Group.name)):
        groups[employee_id].append(name)
    with_phone = set(db.session.scalars(select(Phone.employee_id).distinct()))
    limit = groups_in_force()
    query = select(Employee.id, Employee.extension, Employee.name, Employee.hours_id)
    if extensions is not None:
        query = query.where(Employee.extension.in_(extensions))
    rows = db.session.execute(query.order_by(func.length(Employee.extension), Employee.extension)).all()
    return [
        (Person(row.id, row.extension, row.name, tuple(groups[row.id]), row.id in with_phone, False), row.hours_id)
        for row in rows
        if limit is None or limit is UNDECLARED or limit.intersection(groups[row.id])
    ]


def _without_secrets(found: list[PersonState], seen: _Seen) -> list[PersonState]:
    if groups_in_force() is None:
        return found
    may = seen.of(each.call for each in found)
    return [each if each.call in may else replace(each, call="", group="", others=()) for each in found]
