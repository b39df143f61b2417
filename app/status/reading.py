"""Reads the picture of a company as it is now, of which its wall is made."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import force_locale

from app.company.service import own_company
from app.config import config
from app.db import company_scope, now
from app.db.groups import Groups, group_scope
from app.ports.call_records import CallRecord
from app.ports.colleagues import colleagues
from app.ports.directory import Reference, references
from app.ports.engagements import engagements
from app.ports.flows import flows
from app.ports.people_states import people_states
from app.ports.wall import Shown, WallFigure, more_figures
from app.status import healthy
from app.status.asking import line_labels, more_measures
from app.status.for_screen import for_screen, veiled
from app.status.open_calls import last_wait_s, open_calls
from app.status.picture import Line, Picture, Rows, day_begins, has_number, waiting
from app.status.sight import Sight
from app.status.sums import sums
from app.status.wall import Made, next_turn, wall_of


def make(sight: Sight, moment: datetime | None = None) -> Made:
    """Return the wall that *sight* sees now, or with the clock at another *moment*."""
    with company_scope(sight.company_id), group_scope(sight.groups), force_locale(sight.language):
        at = moment or now()
        picture = picture_of(at, sight.groups)
        if sight.screen is not None:
            picture = veiled(picture)
        state = wall_of(picture, more(), health(sight))
    return Made(at, state if sight.screen is None else for_screen(state, sight.figures), next_turn(picture))


def picture_of(at: datetime, groups: Groups) -> Picture:
    """Return what is known now of the company in force, and of *groups*."""
    company = own_company()
    local = at.astimezone(company.clock)
    known = list(references())
    names, calls = names_of(known), visible(open_calls(), groups)
    callers = {call.caller for call in calls if waiting(call) and has_number(call)}
    found, again_at = sums(at, company.clock, names, callers)
    return Picture(
        at=at,
        zone=company.clock,
        groups=group_lines(known, groups),
        people=people_states().states(),
        calls=calls,
        sums=found,
        sums_again_at=again_at,
        labels=line_labels(found.lines),
        channels=config().max_calls,
        names=names,
        flow_of=flows_of(calls),
        helped_by=engagements().helped_by(),
        taken_by=taken(calls, names),
        last_wait_s=last_wait_s(day_begins(local.date(), company.clock)) if groups is None else None,
        targets=company.targets,
        more_measures=more_measures(),
    )


def taken(calls: Iterable[CallRecord], names: Mapping[str, str]) -> dict[str, str]:
    """Return the name of whoever is rung to take a call that waits, by the call."""
    waits = {call.id: waiting(call) for call in calls}
    return {call: names.get(wait.taken_by, wait.taken_by) for call, wait in waits.items() if wait and wait.taken_by}


def group_lines(known: Iterable[Reference], groups: Groups) -> list[Line]:
    """Return the groups that may be seen, by label."""
    return [
        Line(each.name, each.label)
        for each in known
        if each.kind == "group" and (groups is None or each.name in groups)
    ]


def names_of(known: Iterable[Reference]) -> dict[str, str]:
    """Return the names of employees by extension."""
    return {each.name: each.label.removesuffix(f" ({each.name})") for each in known if each.kind == "employee"}


def visible(calls: Iterable[CallRecord], groups: Groups) -> list[CallRecord]:
    """Return those of *calls* that belong to any of *groups*."""
    return [call for call in calls if groups is None or not groups.isdisjoint(call.groups)]


def own_groups(company_id: int, employee_id: int | None) -> frozenset[str]:
    """Return the groups that an employee of the company is in."""
    with company_scope(company_id):
        return frozenset(group for each in colleagues([employee_id] if employee_id else []) for group in each.groups)


def extension_of(employee_id: int | None) -> str:
    """Return the extension of an employee of the company in force; "" for nobody."""
    return next((each.extension for each in colleagues([employee_id] if employee_id else [])), "")


def flows_of(calls: Iterable[CallRecord]) -> dict[str, str]:
    """Return the id of the flow of each call that went through one."""
    known = flows().programs()
    found = ((call.id, known.flow_of(call.program, call.number)) for call in calls)
    return {call: str(flow) for call, flow in found if flow is not None}


def more() -> dict[str, Shown]:
    """Return what the figures of features show."""
    shown = ((each.figure.name, each.show()) for each in more_figures())
    return {name: found for name, found in shown if found is not None}


def more_catalog() -> dict[str, WallFigure]:
    """Return the figures of features that there are."""
    there = more()
    return {each.figure.name: each.figure for each in more_figures() if each.figure.name in there}


def health(sight: Sight) -> Rows:
    """Return how the parts of the exchange are, as was found last."""
    return healthy.rows(sight.language) if sight.sees_health else {}
