"""Implements ``app.ports.engagements``: who is in which call, whose phones are there, and what people chose."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.calls.models import Call, CallLeg, CallWait, Presence, QueueHelp
from app.calls.record import CALLING_BACK
from app.db import company_in_force, db, now
from app.db.groups import UNDECLARED, group_scope, groups_in_force
from app.port import Memory
from app.ports.engagements import Engagement, Kind, Stretch

LONGEST_CALL = timedelta(days=1)
"""How far before a past moment a call may have begun that went on then."""

RECENT = timedelta(hours=12)
LATE = timedelta(minutes=10)
"""How late the record may learn of the end of a call."""

KINDS = "talks", "calls", "rings"


def engagements(at: datetime | None = None) -> list[Engagement]:
    """Return who is in which call, those who talk first."""
    with group_scope(None):
        calls = db.session.execute(_CALLS.where(_goes_on(Call, at, _begins(at)))).all()
        legs = db.session.execute(_LEGS.where(_goes_on(Call, at, _begins(at)), _goes_on(CallLeg, at))).all()
    of_call: defaultdict[str, list[Any]] = defaultdict(list)
    for leg in legs:
        of_call[leg.call].append(leg)
    found = [each for call in calls for each in _in_call(call, of_call[call.id], at or now())]
    return sorted(found, key=lambda each: (KINDS.index(each.kind), each.since))


def last_calls(at: datetime | None = None) -> dict[str, datetime]:
    """Return when the last call of each employee ended, as far as it ended in the twelve hours before.

    For this moment, only calls that ended since the last time are read.
    """
    if at is not None:
        return _ended_in(at - RECENT, at)
    moment, known = now(), _last_calls().setdefault(company_in_force(), LastCalls())
    found = _ended_in((known.until - LATE) if known.until else moment - RECENT, moment)
    known.ends |= {name: max(ended, known.ends.get(name, ended)) for name, ended in found.items()}
    known.until = moment
    return dict(known.ends)


@dataclass
class LastCalls:
    """Remembers when the last call of each employee *ends*, for calls that ended up to the moment *until*."""

    until: datetime | None = None
    ends: dict[str, datetime] = field(default_factory=dict)


_last_calls: Memory[dict[Any, LastCalls]] = Memory(dict)


def _ended_in(since: datetime, until: datetime) -> dict[str, datetime]:
    """Return when the last call of each employee ended, of those that ended in this time."""
    ended = Call.ended_at > since, Call.ended_at <= until
    legs = select(CallLeg.extension, func.max(CallLeg.ended_at).label("ended_at")).join(Call, Call.id == CallLeg.call)
    placed = select(Call.extension, func.max(Call.ended_at).label("ended_at"))
    with group_scope(None):
        answered = legs.where(*ended, CallLeg.answered_at.is_not(None), CallLeg.extension != "")
        rows = [
            *db.session.execute(answered.group_by(CallLeg.extension)),
            *db.session.execute(placed.where(*ended, Call.extension != "").group_by(Call.extension)),
        ]
    found: dict[str, datetime] = {}
    for extension, ended_at in rows:
        found[extension] = max(ended_at, found.get(extension, ended_at))
    return found


def visible(calls: Collection[str]) -> set[str]:
    """Return those of *calls* that the user may see."""
    if groups_in_force() is UNDECLARED:
        return set()
    return set(db.session.scalars(select(Call.id).where(Call.id.in_(calls)))) if calls else set()


def helped_by() -> dict[str, tuple[str, ...]]:
    """Return the names of the groups that help the queue of a group now, by its name."""
    rows = db.session.execute(select(QueueHelp.group, QueueHelp.helpers)).all()
    return {row.group: tuple(row.helpers) for row in rows if row.helpers}


def waits_for(call: str) -> str:
    """Return the group for which the call waits now; "" if it doesn't, or the user may not see it."""
    wait = select(CallWait.group).where(CallWait.call == call, CallWait.left_at.is_(None))
    return db.session.scalar(wait.order_by(CallWait.place.desc()).limit(1)) or ""


def phones(at: datetime | None = None) -> dict[str, Stretch]:
    """Return what is known of the phones of each employee, by extension."""
    return _stretches("phone", at)


def chosen(at: datetime | None = None) -> dict[str, Stretch]:
    """Return what each employee chose, by extension; those who never did are left out."""
    return _stretches("chosen", at)


def wrap_ups(at: datetime | None = None) -> dict[str, tuple[datetime, datetime]]:
    """Return when the wrap-up of each employee who has one begins and ends, by extension."""
    found = _stretches("wrap_up", at)
    return {name: (it.since, it.planned_until) for name, it in found.items() if it.since and it.planned_until}


_CALLS = select(Call.id, Call.direction, Call.caller, Call.extension, Call.number, Call.started_at)
_LEGS = select(
    CallLeg.call,
    CallLeg.leg,
    CallLeg.extension,
    CallLeg.number,
    CallLeg.group,
    CallLeg.dialled_at,
    CallLeg.answered_at,
).join(Call, Call.id == CallLeg.call)


def _begins(at: datetime | None) -> ColumnElement[bool] | None:
    return and_(Call.started_at <= at, Call.started_at > at - LONGEST_CALL) if at else None


def _goes_on(
    model: type[Call | CallLeg], at: datetime | None, begins: ColumnElement[bool] | None = None
) -> ColumnElement[bool]:
    """Return the condition that a row of *model* goes on at this moment."""
    if at is None:
        return model.ended_at.is_(None)
    has_begun = CallLeg.dialled_at <= at if begins is None else begins
    return and_(has_begun, or_(model.ended_at.is_(None), model.ended_at > at))


def _in_call(call: Any, legs: list[Any], at: datetime) -> Iterator[Engagement]:
    """Yield those in one call whose *legs* go on."""
    talks = [leg for leg in legs if leg.answered_at and leg.answered_at <= at]
    rings = [leg for leg in legs if leg not in talks]
    called = [leg for leg in talks or rings if leg.leg != CALLING_BACK]
    for leg in legs:
        if leg.leg == CALLING_BACK:
            yield Engagement(leg.extension, call.id, "talks", leg.answered_at, leg.group, (call.caller,), False)
        elif leg.extension:
            other, is_inside = (call.extension, True) if call.extension else (call.caller, False)
            kind: Kind = "talks" if leg in talks else "rings"
            since = leg.answered_at if leg in talks else leg.dialled_at
            yield Engagement(leg.extension, call.id, kind, since, leg.group, (other,), is_inside)
    if call.extension and not any(leg.leg == CALLING_BACK for leg in legs):
        others = tuple(dict.fromkeys(leg.extension or leg.number for leg in called)) or (call.number,)
        is_inside = all(leg.extension for leg in called)
        since = max((leg.answered_at for leg in talks), default=call.started_at)
        yield Engagement(call.extension, call.id, "talks" if talks else "calls", since, "", others, is_inside)


def _stretches(kind: str, at: datetime | None) -> dict[str, Stretch]:
    moment = at or now()
    is_then = and_(Presence.since <= moment, or_(Presence.until.is_(None), Presence.until > moment))
    rows = db.session.execute(_PRESENCE.where(Presence.kind == kind, is_then).order_by(Presence.since)).all()
    return {row.extension: Stretch(row.state, row.reason, row.since, row.planned_until) for row in rows}


_PRESENCE = select(Presence.extension, Presence.state, Presence.reason, Presence.since, Presence.planned_until)
