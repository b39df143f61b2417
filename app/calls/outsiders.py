"""Takes people outside out of what employees wrote about any call: notes and tags that name them."""

from sqlalchemy import or_, select

from app.calls import remarking
from app.calls.models import Call, CallLeg
from app.calls.remark_models import CallNote, CallTag
from app.db import db
from app.ports.journal import hide
from app.ports.outsiders import Outsider


def count(outsider: Outsider) -> int:
    """Return how many notes and tags name somebody."""
    return len(_notes(outsider)) + len(_tags(outsider))


def forget(outsider: Outsider) -> None:
    """Remove the notes and tags that name somebody. Other notes on their own calls go with the calls."""
    notes, tags = _notes(outsider), _tags(outsider)
    days = {note.written_at.date() for note in notes} | {note.changed_at.date() for note in notes}
    days |= {tag.changed_at.date() for tag in tags}
    hide()(outsider, days)
    for note in notes:
        remarking.remove_note(note)
    for tag in tags:
        remarking.forget_tag(tag)


def _notes(outsider: Outsider) -> list[CallNote]:
    found = db.session.scalars(select(CallNote).where(CallNote.text != ""))
    return [note for note in found if outsider.has_number_in(note.text)]


def _tags(outsider: Outsider) -> list[CallTag]:
    """Return the tags with the number, and on calls of that number those with a name."""
    tags = list(db.session.scalars(select(CallTag)))
    named = [tag for tag in tags if outsider.is_in(tag.tag)]
    theirs = _calls(outsider.number) if named else set()
    return [tag for tag in named if tag.call in theirs or outsider.has_number_in(tag.tag)]


def _calls(number: str) -> set[str]:
    with_leg = select(CallLeg.call).where(CallLeg.number == number[:32])
    theirs = select(Call.id).where(or_(Call.caller == number, Call.id.in_(with_leg)))
    return set(db.session.scalars(theirs))
