"""Answers what would have been, for the company in force."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from flask_babel import gettext as _

from app.company.service import own_company
from app.db import now
from app.db.groups import groups_in_force
from app.moments import moment
from app.ports.directory import labels
from app.ports.what_if import LONGEST_S, MOST_PEOPLE, CantTell, QueueOutcome, TrackPoint, WhatIf
from app.what_if.reading import SeveralSwitches, directories, lines_of
from app.what_if.recorded import Directories, Line, Recorded, understood
from app.what_if.replay import More, NotReplayable, replay
from app.what_if.sentence import assumptions, only_part, sentence
from app.what_if.waits import CALLED_BACK, GAVE_UP, STILL_WAITING, TALKED, Wait, recorded_waits

__all__ = ["ask"]

WARM_UPS = (timedelta(hours=1), timedelta(hours=30))
"""How much earlier than the period lines are read, to know who waited and talked at its beginning. The second is tried
if the first does not explain what happened."""

AFTER = timedelta(hours=1)
"""How long after the period the last of its callers may wait and talk."""

LEAST_PART = timedelta(minutes=5)
"""A shorter part of a period says nothing about it."""

JUST_AFTER = timedelta(milliseconds=1)
SECOND_MS, MINUTE_MS = 1000, 60_000


def ask(group: str, people: int, begins: datetime, ends: datetime) -> WhatIf:
    """Return what would have been with so many more *people* in *group* from *begins* to *ends*, or in the longest part
    of that in which the exchange was not started again. Raise CantTell."""
    ends = min(ends, now())
    _refuse(group, people, begins, ends)
    recorded, known, until = _recorded(begins, ends)
    said = ""
    if starts := _starts(recorded, begins, ends):
        begins, ends = _longest_part([begins, *starts, ends])
        said = only_part(starts, begins, ends, own_company().clock)
        recorded, known, until = _recorded(begins, ends)
    more = More(group, people, _ms(begins), _ms(ends))
    try:
        played = replay(recorded, known, more)
    except NotReplayable as problem:
        raise CantTell(_("The exchange was started again meanwhile. Choose a period without that.")) from problem
    was = _of_period(recorded_waits(recorded.lines), more)
    would = _of_period(played, more)
    after_ms = own_company().targets.abandoned_after_s * SECOND_MS
    figures = _outcome(was, until, after_ms), _outcome(would, until, after_ms)
    name = labels().get(("group", group), group)
    sentences = f"{sentence(name, people, *figures)} {said}".strip()
    return WhatIf(sentences, *figures, assumptions(recorded, group, was, would), _track(was, would, more))


def _refuse(group: str, people: int, begins: datetime, ends: datetime) -> None:
    groups = groups_in_force()
    if ("group", group) not in labels() or (groups is not None and group not in groups):
        raise CantTell(_("There is no such group, or it is not yours to see."))
    if not 0 <= people <= MOST_PEOPLE:
        raise CantTell(_("Add up to %(most)s people.", most=MOST_PEOPLE))
    if begins >= ends:
        raise CantTell(_("The period has to begin before it ends, and before now."))
    if (ends - begins).total_seconds() > LONGEST_S:
        raise CantTell(_("Choose a period of at most %(hours)s hours.", hours=LONGEST_S // 3600))


def _recorded(begins: datetime, ends: datetime) -> tuple[Recorded, Directories, int]:
    """Return what happened, if the settings that are known explain it, and up to when. Raise CantTell."""
    for warm_up in WARM_UPS:
        first, last = begins - warm_up, ends + AFTER
        try:
            lines, until = _up_to_start(lines_of(first, last), _ms(ends), _ms(min(now(), last)))
        except SeveralSwitches as problem:
            raise CantTell(
                _("Calls went through several switches, so no single queue can be played again.")
            ) from problem
        known = directories(lines, first, last)
        recorded = understood(lines, known, _ms(begins))
        if not recorded.corrected:
            return recorded, known, until
    raise CantTell(_("Settings of that time are not known any more, so it can't be played again."))


def _starts(recorded: Recorded, begins: datetime, ends: datetime) -> list[datetime]:
    """Return when the exchange was started in the period: nobody knows how the callers of before would have fared."""
    starts = (moment(line.at) for line in recorded.lines if line.event is None)
    return [start for start in starts if begins <= start < ends]


def _longest_part(moments: Sequence[datetime]) -> tuple[datetime, datetime]:
    """Return the longest stretch between neighbours of *moments*, which are all starts but the first and the last.
    Raise CantTell if none is long enough to wait in."""
    first, last = max(pairwise(moments), key=lambda part: part[1] - part[0])
    if last - first < LEAST_PART:
        raise CantTell(_("The exchange was started again meanwhile. Choose a period without that."))
    return (first if first == moments[0] else first + JUST_AFTER), last


def _up_to_start(lines: Sequence[Line], ends: int, until: int) -> tuple[list[Line], int]:
    """Return the lines up to the first start of the exchange behind the period, and when that was, else *until*: nobody
    waited any longer."""
    starts = (place for place, line in enumerate(lines) if line.event is None and line.at >= ends)
    place = next(starts, len(lines))
    return list(lines[:place]), lines[place].at if place < len(lines) else until


def _of_period(waits: Sequence[Wait], more: More) -> list[Wait]:
    return [each for each in waits if each.group == more.group and more.begins <= each.since < more.ends]


def _outcome(waits: Sequence[Wait], until: int, after_ms: int) -> QueueOutcome:
    """Return how callers fared. Who hung up sooner than *after_ms* has not really waited, and is not lost."""
    count = {outcome: sum(each.outcome == outcome for each in waits) for outcome in (TALKED, GAVE_UP, CALLED_BACK)}
    waited = [each for each in waits if each.outcome in (*count, STILL_WAITING)]
    lengths = [max(0, (each.until or until) - each.since) / 1000 for each in waited]
    return QueueOutcome(
        len(waits),
        count[TALKED],
        sum(each.outcome == GAVE_UP and (each.until or until) - each.since >= after_ms for each in waits),
        count[CALLED_BACK],
        len(waits) - len(waited),
        max(lengths, default=None),
        sum(lengths) / len(lengths) if lengths else None,
    )


def _track(was: Sequence[Wait], would: Sequence[Wait], more: More) -> list[TrackPoint]:
    moments = range(-(-more.begins // MINUTE_MS) * MINUTE_MS, more.ends + 1, MINUTE_MS)
    return [TrackPoint(moment(at), _longest_at(was, at), _longest_at(would, at)) for at in moments]


def _longest_at(waits: Sequence[Wait], at: int) -> float:
    return max((at - each.since for each in waits if each.since <= at < (each.until or at + 1)), default=0) / 1000


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
