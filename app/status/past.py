"""Shows the wall as it was: at a moment of the past, what changed after it, and how a whole day went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.company.models import Company
from app.company.service import own_company
from app.db import now
from app.db.groups import Groups
from app.ports.call_records import CallRecord, call_records
from app.ports.directory import references
from app.ports.figures import Selection, figures
from app.ports.people_states import people_states
from app.status.as_of import as_of, moments
from app.status.asking import history_of, line_labels, with_today
from app.status.picture import Line, Picture, Sums
from app.status.reading import group_lines, names_of, visible
from app.status.wall import changes, orders, wall_of
from app.web.errors import Refused

LONGEST = timedelta(hours=1)
"""What one request plays at most."""

LONGEST_CALL = timedelta(hours=6)
"""A call that began longer before the moment is not looked for."""

MOST_FRAMES = 60
LEAST = timedelta(seconds=1)

JsonObject = dict[str, Any]


class NoPast(Refused):
    """Says that the wall of a moment can't be shown."""

    status = 400
    code = "no_past"


@dataclass(frozen=True)
class Stretch:
    """Holds what is needed for the walls from *begins* to *ends*: the calls of the time, and what stays the same."""

    begins: datetime
    ends: datetime
    company: Company
    calls: Sequence[CallRecord]
    groups: Sequence[Line]
    names: dict[str, str]
    history: Sums
    limit: Groups

    def picture(self, at: datetime) -> Picture:
        """Return what was known at a moment."""
        calls = [found for call in self.calls if (found := as_of(call, at))]
        local = at.astimezone(self.company.clock).date()
        today = Selection(local, local)
        sums = with_today(self.history, today, figures().recount(calls))
        return Picture(
            at=at,
            zone=self.company.clock,
            groups=self.groups,
            people=people_states().states(at=at),
            calls=[call for call in calls if call.ended_at is None],
            sums=sums,
            names=self.names,
            labels=line_labels(sums),
            is_past=True,
        )

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
    company = own_company()
    zone = company.clock
    midnight = day_begins(begins.astimezone(zone).date(), zone)
    records = call_records().began_in(min(midnight, begins - LONGEST_CALL), ends + timedelta(microseconds=1))
    known = list(references())
    return Stretch(
        begins,
        ends,
        company,
        visible(records, limit),
        group_lines(known, limit),
        names_of(known),
        history_of(begins.astimezone(zone)),
        limit,
    )


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Return when the local day begins."""
    return datetime.combine(day, time(), zone)


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
