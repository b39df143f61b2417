"""Says when a list of callers who wait to be called back is to show something new: somebody has talked with one."""

from collections.abc import Collection, Hashable, Mapping
from datetime import timedelta

from sqlalchemy import func, select

from app.calls.models import Call
from app.db import db, now
from app.ports.page_parts import PagePart, Viewer, of_calls

LONGEST_WAIT = timedelta(hours=2)
"""Nobody is connected with a colleague after a longer wait. Only so many of the newest calls are looked at."""


def may_look(viewer: Viewer, calls: str) -> bool:
    """Return whether the viewer may see all the calls."""
    wanted = set(of_calls(calls))
    seen = db.session.scalar(select(func.count()).select_from(Call).where(Call.id.in_(wanted)))
    return viewer.may("see calls") and seen == len(wanted) > 0


def stamps(lists: Collection[str]) -> Mapping[str, Hashable]:
    """Return what is another one once somebody has talked with a caller of the list."""
    wanted = {call for each in lists for call in of_calls(each)}
    callers = dict(db.session.execute(select(Call.id, Call.caller).where(Call.id.in_(wanted))).all())
    talked = (
        select(Call.caller, func.max(Call.bridged_at))
        .where(Call.started_at > now() - LONGEST_WAIT, Call.bridged_at.is_not(None))
        .where(Call.caller.in_(set(callers.values())))
        .group_by(Call.caller)
    )
    last = dict(db.session.execute(talked).all())
    return {each: tuple(last.get(callers.get(call, "")) for call in of_calls(each)) for each in lists}


PART = PagePart("talked", may_look, stamps)
