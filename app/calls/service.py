"""Finds calls, and says what happened in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVarTuple
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import selectinload

from app.call_story import Sentence, Story
from app.calls.models import Call
from app.calls.provided import steps
from app.company.service import own_company
from app.db import db
from app.phone_numbers import searched_parts
from app.ports.directory import labels
from app.ports.flows import node_labels
from designer.runtime.directory import Prompt

Columns = TypeVarTuple("Columns")

PAGE = 50
SORTS = {
    "started": Call.started_at,
    "caller": Call.caller,
    "answered_by": Call.answered_by,
}
"""The columns that a request may sort by."""


OUTCOMES = {
    "talk": lazy_gettext("Answered"),
    "missed": lazy_gettext("Missed"),
    "voicemail": lazy_gettext("Voicemail"),
    "callback": lazy_gettext("Call-back promised"),
    "refused": lazy_gettext("Refused"),
}
"""The outcomes that can be asked for."""


@dataclass(frozen=True)
class Search:
    """Describes a search among the calls of the current company.

    *text* is looked for in caller, number, who answered, names and tags; *day* is one of the company's days. Only
    calls to *number*, with *outcome*, a key of OUTCOMES, and those that began from *begins* until before *ends* are
    found.
    """

    text: str = ""
    day: date | None = None
    sort: str = "started"
    descending: bool = True
    page: int = 1
    number: str = ""
    outcome: str = ""
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def is_narrow(self) -> bool:
        """Return whether the search leaves calls out."""
        return bool(self.text or self.day or self.number or self.outcome or self.begins or self.ends)

    @property
    def span(self) -> dict[str, str | None]:
        """Return what a query string says of the number, the outcome and the time."""
        moments = {"begins": self.begins, "ends": self.ends}
        told = {name: at.isoformat() if at else None for name, at in moments.items()}
        return {"number": self.number or None, "outcome": self.outcome or None, **told}


@dataclass(frozen=True)
class Found:
    """Holds a page of the calls that match a search. All pages have *row_count* rows, which stand for *call_count*
    calls: one row may be that of many refused calls."""

    calls: list[Call]
    row_count: int
    call_count: int


def find_calls(search: Search, zone: str) -> Found:
    """Return one page of the calls of the current company that match."""
    query = _where(select(Call), search, zone)
    totals = select(func.count(Call.id), func.coalesce(func.sum(Call.count), 0))
    row_count, call_count = db.session.execute(_where(totals, search, zone)).one()
    column = SORTS.get(search.sort, Call.started_at)
    order = (column.desc() if search.descending else column.asc(), Call.id.desc())
    page = query.order_by(*order).limit(PAGE).offset((search.page - 1) * PAGE)
    calls = list(db.session.scalars(page.options(selectinload(Call.visits))))
    return Found(calls, row_count, int(call_count))


def _where(query: Select[*Columns], search: Search, zone: str) -> Select[*Columns]:
    if search.text:
        columns = (Call.caller, Call.caller_name, Call.number, Call.answered_by, Call.extension, Call.tag_text)
        written = searched_parts(search.text, own_company().numbering_plan)
        by_number = (each.contains(part, autoescape=True) for each in (Call.caller, Call.number) for part in written)
        by_text = (column.icontains(search.text, autoescape=True) for column in columns)
        query = query.where(or_(*by_text, *by_number, *_by_name(search.text)))
    if search.day:
        begins = datetime.combine(search.day, time(), ZoneInfo(zone))
        query = query.where(Call.started_at >= begins, Call.started_at < begins + timedelta(days=1))
    if search.outcome:
        query = query.where(Call.outcome == search.outcome)
    if search.number:
        query = query.where(Call.number == search.number)
    if search.begins:
        query = query.where(Call.started_at >= search.begins)
    if search.ends:
        query = query.where(Call.started_at < search.ends)
    return query


def _by_name(text: str) -> list[ColumnElement[bool]]:
    """Return the conditions that an employee with *text* in their name has called, or talked."""
    named = [extension for extension, label in people().items() if text.casefold() in label.casefold()]
    called = and_(Call.direction == "internal", Call.caller.in_(named))
    return [Call.answered_by.in_(named), Call.extension.in_(named), called] if named else []


def people() -> dict[str, str]:
    """Return the labels of employees, such as "Anna (101)", by extension."""
    return {name: label for (kind, name), label in labels().items() if kind == "employee"}


WITHOUT_A_DRAWING = {
    "internal": {
        "ring": lazy_gettext("Ring the phone"),
        "busy": lazy_gettext("Busy"),
        "message": lazy_gettext("Take a message"),
        "end": lazy_gettext("Hang up"),
    },
    "callback": {"call": lazy_gettext("Call back"), "end": lazy_gettext("Hang up")},
}
"""The labels of the blocks that calls of this direction go through if nobody has drawn them a flow."""


def labels_of(call: Call) -> dict[str, str]:
    """Return the labels, by node id, of the drawing that the call went through, or of the blocks that nobody drew."""
    known = WITHOUT_A_DRAWING.get(call.direction, {})
    return node_labels(call.program) or {name: str(label) for name, label in known.items()}


def went_by_a_drawing(call: Call) -> bool:
    """Return whether the call went through blocks that somebody drew."""
    return any(visit.block not in WITHOUT_A_DRAWING.get(call.direction, {}) for visit in call.visits)


def paths_of(calls: Iterable[Call]) -> list[list[str]]:
    """Return the path of each call in the labels of the drawing. Each drawing is looked up once."""
    labels: dict[tuple[str, str], dict[str, str]] = {}
    paths = []
    for call in calls:
        key = call.program, call.direction
        if key not in labels:
            labels[key] = labels_of(call)
        names = labels[key]
        paths.append([names.get(visit.block, visit.block) for visit in call.visits])
    return paths


def story_of(call: Call, prompts: Mapping[str, Prompt] | None = None) -> list[Sentence]:
    """Return the call in sentences; with the directory's *prompts*, these include what was spoken."""
    told = ((step.event, step.effects) for step in steps(call.id))
    return list(Story(labels_of(call), prompts).sentences(told, call.started_at.timestamp() * 1000))


def next_run() -> int:
    """Return the number of the next ``journal rebuild``."""
    return (db.session.scalar(select(func.max(Call.fold_run))) or 0) + 1
