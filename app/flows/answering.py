"""Finds what answers each number at this moment, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.company.service import own_company
from app.db import db, now
from app.exchange import service as exchange
from app.exchange.switching import NumberStatus
from app.flows import numbers
from app.flows.models import Flow, FlowVersion, Number, Publication
from app.flows.uses import references_in
from app.moments import moment
from app.ports.directory import labels
from designer.runtime.calendar import changes, is_open
from designer.runtime.directory import Directory

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Hours:
    """Describes a calendar that the flow uses: whether it is open now, and until when; None means for at least a
    year."""

    label: str
    is_open: bool
    until: datetime | None


@dataclass(frozen=True)
class Answer:
    """Describes what answers a number.

    *version* is what callers hear; None means that they are refused. *status* says whether the switch has it yet.
    """

    number: Number
    version: FlowVersion | None
    status: NumberStatus | None
    hours: list[Hours]

    @property
    def flow(self) -> Flow | None:
        """Return the flow that answers, or to which the number is assigned."""
        return self.version.flow if self.version else self.number.flow

    @property
    def is_live(self) -> bool:
        """Return whether the switch has what is published."""
        return self.status is not None and self.status.is_live

    @property
    def has_changes(self) -> bool:
        """Return whether the draft differs from what callers hear."""
        return self.version is not None and self.version.flow.draft != self.version.graph


def answers() -> list[Answer]:
    """Return what answers each number of the company."""
    found = list(
        db.session.scalars(
            select(Number)
            .options(
                joinedload(Number.flow).selectinload(Flow.versions),
                selectinload(Number.publication).joinedload(Publication.version).joinedload(FlowVersion.flow),
            )
            .order_by(Number.number)
        )
    )
    states = {each.number: each for each in numbers.states(found)}
    directory, called = _directory(), labels()
    return [_answer(each, states.get(each.number), directory, called) for each in found]


def _answer(
    number: Number, status: NumberStatus | None, directory: Directory | None, called: dict[tuple[str, str], str]
) -> Answer:
    version = number.publication.version if number.publication else None
    return Answer(number, version, status, _hours(version.graph, directory, called) if version else [])


def _hours(graph: JsonObject, directory: Directory | None, called: dict[tuple[str, str], str]) -> list[Hours]:
    names = dict.fromkeys(name for kind, name in references_in(graph) if kind == "calendar")
    at, clock = round(now().timestamp() * 1000), own_company().clock
    found = []
    for name in names:
        if directory and (calendar := directory["calendars"].get(name)):
            change = next(changes(directory["zones"], calendar, at), None)
            until = moment(change[0]).astimezone(clock) if change else None
            found.append(Hours(called.get(("calendar", name), name), is_open(directory["zones"], calendar, at), until))
    return found


def _directory() -> Directory | None:
    """Return the directory that calls use which begin now."""
    return exchange.directory_of(own_company().customer_number)
