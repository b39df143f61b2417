"""Says when the page of a call is to show something new: of the call itself, or of what was recorded of it."""

from collections.abc import Collection, Hashable, Mapping

from sqlalchemy import select

from app.calls.models import ChangedCall
from app.calls.provided import path_of
from app.db import db
from app.ports.page_parts import PagePart, Viewer
from app.ports.recordings import recordings


def may_look(viewer: Viewer, call: str) -> bool:
    """Return whether the viewer may see the call."""
    return viewer.may("see calls") and path_of(call) is not None


def stamps(calls: Collection[str]) -> Mapping[str, Hashable]:
    """Return what is another one when anything of a call has changed."""
    query = select(ChangedCall.call, ChangedCall.version).where(ChangedCall.call.in_(calls))
    versions = dict(db.session.execute(query).all())
    return {call: (versions.get(call), _recorded(call)) for call in calls}


def _recorded(call: str) -> tuple[tuple[str, str], ...]:
    return tuple((each["id"], each["state"]) for each in recordings().recordings_of(call))


PART = PagePart("call", may_look, stamps)
