"""Implements ``app.ports.engagements``: who is in which call, whose phones are there, and what people chose."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from app.calls.in_call import CALL_COLUMNS, LEG_COLUMNS, in_call, ordered
from app.calls.models import Call, CallLeg, CallWait, Presence, QueueHelp
from app.calls.past_engagements import RECENT, Past
from app.db import company_in_force, db, now
from app.db.groups import UNDECLARED, group_scope, groups_in_force
from app.port import Memory
from app.ports.engagements import Engagement, Stretch

LATE = timedelta(minutes=10)
"""How late the record may learn of the end of a call."""


def engagements() -> list[Engagement]:
    """Return who is in which call, those who talk first."""
    with group_scope(None):
        calls = db.session.execute(CALL_COLUMNS.where(Call.ended_at.is_(None))).all()
        legs = db.session.execute(LEG_COLUMNS.where(Call.ended_at.is_(None), CallLeg.ended_at.is_(None))).all()
    of_call: defaultdict[str, list[Any]] = defaultdict(list)
    for leg in legs:
        of_call[leg.call].append(leg)
    moment = now()
    return ordered(each for call in calls for each in in_call(call, of_call[call.id], moment))


def past(begins: datetime, ends: datetime) -> Past:
    """Return what people did from *begins* to *ends*."""
    return Past(begins, ends)


def last_calls() -> dict[str, datetime]:
    """Return when the last call of each employee ended, as far as it ended in the twelve hours before.

    Only calls that ended since the last time are read.
    """
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


def phones() -> dict[str, Stretch]:
    """Return what is known of the phones of each employee, by extension."""
    return _stretches("phone")


def chosen() -> dict[str, Stretch]:
    """Return what each employee chose, by extension; those who never did are left out."""
    return _stretches("chosen")


def wrap_ups() -> dict[str, tuple[datetime, datetime]]:
    """Return when the wrap-up of each employee who has one begins and ends, by extension."""
    found = _stretches("wrap_up")
    return {name: (it.since, it.planned_until) for name, it in found.items() if it.since and it.planned_until}


def _stretches(kind: str) -> dict[str, Stretch]:
    moment = now()
    is_then = and_(Presence.since <= moment, or_(Presence.until.is_(None), Presence.until > moment))
    rows = db.session.execute(_PRESENCE.where(Presence.kind == kind, is_then).order_by(Presence.since)).all()
    return {row.extension: Stretch(row.state, row.reason, row.since, row.planned_until) for row in rows}


_PRESENCE = select(Presence.extension, Presence.state, Presence.reason, Presence.since, Presence.planned_until)
