"""Says when the note about a file that somebody has ordered is to show something new."""

from collections.abc import Collection, Hashable, Mapping

from sqlalchemy import select

from app.db import db
from app.exports.models import Export
from app.ports.page_parts import PagePart, Viewer


def may_look(viewer: Viewer, export: str) -> bool:
    """Return whether the viewer has ordered the file."""
    return db.session.scalar(select(Export.id).where(Export.id == export, Export.user_id == viewer.user_id)) is not None


def stamps(exports: Collection[str]) -> Mapping[str, Hashable]:
    """Return what is another one when a file has come on."""
    rows = db.session.execute(select(Export.id, Export.state, Export.done_count).where(Export.id.in_(exports)))
    return {row.id: (row.state, row.done_count) for row in rows}


PART = PagePart("export", may_look, stamps)
