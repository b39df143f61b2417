"""Gathers what the rows of the list of calls show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.calls import call_words, remarking
from app.calls.call_words import Names
from app.calls.models import Call
from app.db import db
from app.ports.callers import callers
from app.ports.figures import CallFacts, figures
from app.ports.recordings import recordings

OFFERED = ("outcome", "direction", "employee", "group", "number", "tag")
"""The filters that the list offers itself; Statistics has all."""


@dataclass(frozen=True)
class Row:
    """Describes a row: the *call*, what figures count of it, its *tags*, and its *place* in the whole list.

    *recording* is the one that can be heard, "" for none.
    """

    call: Call
    facts: CallFacts
    tags: list[str]
    recording: str
    place: int

    @property
    def outcome(self) -> str:
        """Return the outcome in the language in force."""
        return figures().label("outcome", self.facts.outcome)

    @property
    def is_missed(self) -> bool:
        """Return whether the caller is still to be looked after."""
        return self.facts.outcome in ("missed", "abandoned", "voicemail", "callback")


def rows_of(ids: Sequence[str], first: int) -> list[Row]:
    """Return the rows of the calls *ids*, in their order; the first one has the place *first*."""
    calls = {call.id: call for call in db.session.scalars(select(Call).where(Call.id.in_(ids)))}
    tags, facts, heard = remarking.tags_of(calls.values()), figures().facts(ids), recordings().playable(ids)
    found = []
    for at, call_id in enumerate(ids):
        if call_id in calls and call_id in facts:
            about = calls[call_id], facts[call_id], tags[call_id], heard.get(call_id, "")
            found.append(Row(*about, first + at))
    return found


def names_of(rows: Collection[Row]) -> Names:
    """Return the names of everybody in the *rows*."""
    return call_words.names(callers().names_of([row.call.caller for row in rows if row.call.caller]))


def offered() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return (name, label, choices) of each filter that the list offers and that has any choice."""
    known = figures().filters()
    found = [(name, str(known[name].label), figures().choices(name)) for name in OFFERED if name in known]
    return [each for each in found if each[2]]
