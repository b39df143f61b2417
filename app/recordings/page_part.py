"""Says when the row of a recording is to show something new: its sound is there, or can't be made."""

from collections.abc import Collection, Hashable, Mapping

from sqlalchemy import select

from app.db import db
from app.ports.page_parts import PagePart, Viewer
from app.recordings.models import Recording


def may_look(viewer: Viewer, recording: str) -> bool:
    """Return whether the viewer may see the recording."""
    return (
        viewer.may("see calls") and db.session.scalar(select(Recording.id).where(Recording.id == recording)) is not None
    )


def stamps(recordings: Collection[str]) -> Mapping[str, Hashable]:
    """Return what is another one when the state of a recording has changed."""
    found = db.session.scalars(select(Recording).where(Recording.id.in_(recordings)))
    return {each.id: (each.state, each.file.fault) for each in found}


PART = PagePart("recording", may_look, stamps)
