"""Shows the wall as it was: at a moment of the past, what changed after it, and how a whole day went."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _

from app.company.models import Company
from app.company.service import own_company
from app.db import now
from app.db.groups import Groups
from app.ports.call_records import CallRecord, call_records
from app.ports.directory import references
from app.ports.figures import CallFacts, Selection, Then, figures
from app.ports.people_states import PersonState, people_states
from app.status.as_of import as_of, moments
from app.status.asking import history_of, line_labels, more_measures, with_today
from app.status.missing import Reached, Source, missed_callers, reached
from app.status.picture import Line, Picture, Sums
from app.status.reading import flows_of, group_lines, names_of, visible
from app.status.wall import changes, orders, wall_of
from app.web.errors import Refused

LONGEST = timedelta(hours=1)
"""What one request plays at most."""

LONGEST_CALL = timedelta(hours=6)
"""A call that began longer before the moment is not looked for."""

MOST_FRAMES = 12
LEAST = timedelta(seconds=1)

JsonObject = dict[str, Any]


class NoPast(Refused):
    """Says that the wall of a moment can't be shown."""

    status = 400
    code = "no_past"


@dataclass
class Known:
    """Remembers what was read for the walls of a stretch: calls and their facts by ID, the labels of lines, the sums of
    the moment before, and who has been reached: lately, and *just* since then."""

    records: dict[str, CallRecord] = field(default_factory=dict)
    facts: dict[str, CallFacts | None] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    sums: Sums | None = None
    reached: list[Reached] = field(default_factory=list)
    just: list[Reached] = field(default_factory=list)


@dataclass(frozen=True)
class Stretch:
    """Holds what is needed for the walls from *begins* to *ends*: the *calls* that were in progress at any moment,
    what people did, and what stays the same. Walls are asked for in the order of time."""

    begins: datetime
    ends: datetime
    company: Company
    calls: Sequence[CallRecord]
    flow_of: dict[str, str]
    people: Callable[[datetime], list[PersonState]]
    groups: Sequence[Line]
    names: dict[str, str]
    history: Sums
    known: Known = field(default_factory=Known)

    def picture(self, at: datetime) -> Picture:
        """Return what was known at a moment."""
        calls = [call for each in self.calls if (call := as_of(each, at)) and call.ended_at is None]
        local = at.astimezone(self.company.clock).date()
        sums = figures().at_moment(at, calls, lambda then: self._sums(Selection(local, local), then, at))
        self.known.sums = sums
        return Picture(
            at=at,
            zone=self.company.clock,
            groups=self.groups,
            people=self.people(at),
            calls=calls,
            sums=self._with_reached(sums, at),
            names=self.names,
            labels=self._labels(sums),
            flow_of=self.flow_of,
            is_past=True,
            targets=self.company.targets,
            more_measures=more_measures(),
        )

    def _sums(self, today: Selection, then: Then, at: datetime) -> Sums:
        """Return the sums of the day so far with those who were missed, and note who has just been reached."""
        source = Source(then.calls, self._records, self._facts, lambda _number: False)
        found = replace(with_today(self.history, today, then.ask), missed=missed_callers(today, source))
        before = self.known.sums
        self.known.just = reached(before.missed, found.missed, today, self.names, at, source) if before else []
        return found

    def _with_reached(self, sums: Sums, at: datetime) -> Sums:
        """Return the sums with those who have been reached lately."""
        known = self.known
        known.reached = [*(each for each in known.reached if each.until > at), *known.just]
        return replace(sums, missed=(*sums.missed, *(each.missed for each in known.reached)))

    def _records(self, names: Collection[str]) -> list[CallRecord]:
        """Return calls, each of which is read once: nothing that the wall says of them changes any more."""
        known = self.known.records
        known |= {call.id: call for call in call_records().records([each for each in names if each not in known])}
        return [known[each] for each in names if each in known]

    def _facts(self, calls: Iterable[CallRecord]) -> dict[str, CallFacts]:
        """Return the facts of calls that are over, which are made once."""
        known, theirs = self.known.facts, [*calls]
        if new := [call for call in theirs if call.id not in known]:
            found = figures().facts_of(new)
            known |= {call.id: found.get(call.id) for call in new}
        return {call.id: facts for call in theirs if (facts := known[call.id])}

    def _labels(self, sums: Sums) -> dict[str, str]:
        labels = self.known.labels
        labels |= line_labels({key for key in sums.lines if key not in labels})
        return labels

    def frames(self) -> list[datetime]:
        """Return the moments after the first at which something changed, no more than MOST_FRAMES."""
        step = max(LEAST, (self.ends - self.begins) / MOST_FRAMES)
        found: list[datetime] = []
        for moment in sorted({each for each in moments(self.calls) if self.begins < each <= self.ends}):
            place = self.begins + step * -(-(moment - self.begins) // step)
            if not found or place > found[-1]:
                found.append(min(place, self.ends))
        return found


def stretch(begins: datetime, ends: datetime, limit: Groups) -> Stretch:
    """Return the stretch of the company in force. Raise NoPast for one that is not over, or is too long."""
    if not begins <= ends <= now() or ends - begins > LONGEST:
        raise NoPast(_("Choose a moment of the past, and at most an hour from there."))
    company, known = own_company(), list(references())
    calls = visible(call_records().in_progress_in(begins - LONGEST_CALL, begins, ends), limit)
    return Stretch(
        begins,
        ends,
        company,
        calls,
        flows_of(calls),
        people_states().past(begins, ends),
        group_lines(known, limit),
        names_of(known),
        history_of(begins.astimezone(company.clock)),
        Known({call.id: call for call in calls}),
    )


def played(found: Stretch) -> JsonObject:
    """Return the wall at the beginning of the stretch, and patches up to its end, in the language in force."""
    state = wall_of(found.picture(found.begins), {}, {})
    epoch, before = uuid4().hex[:8], state
    patches: list[JsonObject] = []
    for at in found.frames():
        after = wall_of(found.picture(at), {}, {})
        if change := changes(before, after):
            head = {"epoch": epoch, "seq": len(patches) + 1, "at": _ms(at)}
            patches.append({**head, **change.to_json()})
        before = after
    head = {"epoch": epoch, "seq": 0, "at": _ms(found.begins)}
    return {"snapshot": {**head, "state": state, "order": orders(state)}, "patches": patches}


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
