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
from app.ports.recordings import RecordingOfCall, recordings

OFFERED = ("outcome", "direction", "employee", "group", "number", "tag")
"""The filters that the list offers itself; Statistics has all."""


@dataclass(frozen=True)
class Row:
    """Describes a row: the *call*, what figures count of it, its *tags*, and its *place* in the whole list."""

    call: Call
    facts: CallFacts
    tags: list[str]
    recorded: RecordingOfCall | None
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
    tags, facts = remarking.tags_of(calls.values()), figures().facts(ids)
    found = []
    for at, call_id in enumerate(ids):
        if call_id in calls and call_id in facts:
            found.append(Row(calls[call_id], facts[call_id], tags[call_id], _recorded(facts[call_id]), first + at))
    return found


def names_of(rows: Collection[Row]) -> Names:
    """Return the names of everybody in the *rows*."""
    return call_words.names(callers().names_of([row.call.caller for row in rows if row.call.caller]))


def offered() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return (name, label, choices) of each filter that the list offers and that has any choice."""
    known = figures().filters()
    found = [(name, str(known[name].label), figures().choices(name)) for name in OFFERED if name in known]
    return [each for each in found if each[2]]


def _recorded(facts: CallFacts) -> RecordingOfCall | None:
    """Return the first recording of the call that can be heard."""
    if facts.talked_s == 0 and facts.outcome != "voicemail":
        return None
    return next((each for each in recordings().recordings_of(facts.call) if each["state"] == "ready"), None)
