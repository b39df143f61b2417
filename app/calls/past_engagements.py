"""Reads once what people did in a stretch of the past, and then says it of any moment of it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import or_, select

from app.calls.in_call import CALL_COLUMNS, LEG_COLUMNS, in_call, ordered
from app.calls.models import Call, CallLeg
from app.calls.presence_found import TABLE as PRESENCE
from app.calls.presence_found import going_on_or_later
from app.db import db
from app.db.groups import group_scope
from app.ports.engagements import Engagement, Stretch

LONGEST_CALL = timedelta(days=1)
"""How far before a past moment a call may have begun that went on then."""

RECENT = timedelta(hours=12)
Ends = tuple[list[datetime], list[datetime]]
"""When calls of somebody ended, in their order, and when the last talk in them up to each of these had."""


class Past:
    """Answers as ``app.ports.engagements.Past`` says, for moments from *begins* to *ends*."""

    def __init__(self, begins: datetime, ends: datetime) -> None:
        with group_scope(None):
            self._calls, self._legs = _calls(begins, ends), _legs(begins, ends)
            self._ends = _ends_of_calls(begins - RECENT, ends)
        self._presence = _presence(begins, ends)

    def engagements(self, at: datetime) -> list[Engagement]:
        """Return who was in which call, those who talked first."""
        found: list[Engagement] = []
        for call in self._calls:
            if call.started_at <= at and _goes_on(call, at):
                legs = [leg for leg in self._legs[call.id] if leg.dialled_at <= at and _goes_on(leg, at)]
                found += in_call(call, legs, at)
        return ordered(found)

    def last_calls(self, at: datetime) -> dict[str, datetime]:
        """Return when the last call of each employee had ended, as far as that was in the twelve hours before."""
        found = {}
        for extension, (calls, last) in self._ends.items():
            place = bisect_right(calls, at)
            if place and calls[place - 1] > at - RECENT:
                found[extension] = last[place - 1]
        return found

    def phones(self, at: datetime) -> dict[str, Stretch]:
        """Return what was known of the phones of each employee, by extension."""
        return self._stretches("phone", at)

    def chosen(self, at: datetime) -> dict[str, Stretch]:
        """Return what each employee had chosen, by extension."""
        return self._stretches("chosen", at)

    def wrap_ups(self, at: datetime) -> dict[str, tuple[datetime, datetime]]:
        """Return when the wrap-up of each employee who had one began and ended, by extension."""
        found = self._stretches("wrap_up", at)
        return {name: (it.since, it.planned_until) for name, it in found.items() if it.since and it.planned_until}

    def _stretches(self, kind: str, at: datetime) -> dict[str, Stretch]:
        return {
            row.extension: Stretch(row.state, row.reason, row.since, row.planned_until)
            for row in self._presence[kind]
            if row.since <= at and (row.until is None or row.until > at)
        }


def _goes_on(row: Any, at: datetime) -> bool:
    return row.ended_at is None or row.ended_at > at


def _calls(begins: datetime, ends: datetime) -> Sequence[Any]:
    is_there = Call.started_at <= ends, Call.started_at > begins - LONGEST_CALL
    return db.session.execute(CALL_COLUMNS.where(*is_there, _or_later(Call.ended_at, begins))).all()


def _legs(begins: datetime, ends: datetime) -> dict[str, list[Any]]:
    is_there = Call.started_at <= ends, Call.started_at > begins - LONGEST_CALL, CallLeg.dialled_at <= ends
    lasts = _or_later(Call.ended_at, begins), _or_later(CallLeg.ended_at, begins)
    found: dict[str, list[Any]] = defaultdict(list)
    for leg in db.session.execute(LEG_COLUMNS.where(*is_there, *lasts)):
        found[leg.call].append(leg)
    return found


def _or_later(column: Any, begins: datetime) -> Any:
    return or_(column.is_(None), column > begins)


def _ends_of_calls(since: datetime, until: datetime) -> dict[str, Ends]:
    """Return when the calls of each employee ended, of those that ended in this time."""
    ended = Call.ended_at > since, Call.ended_at <= until
    answered = select(CallLeg.extension, Call.ended_at, CallLeg.ended_at).join(Call, Call.id == CallLeg.call)
    placed = select(Call.extension, Call.ended_at, Call.ended_at)
    rows = [
        *db.session.execute(answered.where(*ended, CallLeg.answered_at.is_not(None), CallLeg.extension != "")),
        *db.session.execute(placed.where(*ended, Call.extension != "")),
    ]
    found: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for extension, call, leg in rows:
        found[extension].append((call, leg or call))
    ordered_ends = {extension: sorted(pairs) for extension, pairs in found.items()}
    return {
        extension: ([call for call, _leg in pairs], list(accumulate((leg for _call, leg in pairs), max)))
        for extension, pairs in ordered_ends.items()
    }


def _presence(begins: datetime, ends: datetime) -> dict[str, list[Any]]:
    """Return the stretches of each kind, in their order."""
    names = "kind", "extension", "state", "reason", "since", "until", "planned_until"
    rows = going_on_or_later([PRESENCE.c[name] for name in names], begins, PRESENCE.c.since <= ends)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.since, row.extension)):
        found[row.kind].append(row)
    return found
