"""Lets people add notes, tags and a rating to a call. The journal gets each, so that a record made anew has them."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from app.auth.actor import Actor
from app.calls import provided, remarks, store
from app.calls.models import Call
from app.calls.remark_models import TAG_LENGTH, CallNote, CallRating, CallTag
from app.company.service import own_company
from app.db import db, now
from app.db.groups import group_scope, groups_in_force
from app.ports.calls import CallsChanged, announce
from app.ports.directory import references
from app.ports.figures import figures
from app.ports.journal import PORTAL, note
from app.web.errors import Refused
from app.web.forms import fault_of
from designer.runtime.journal_entries import MOST_STARS, CallRated, NoteWritten, Remark, TagPut

LONGEST_NOTE = 4000
MOST_SECONDS = 7 * 24 * 3600
"""No call lasts longer. Some ends of calls are not known, so this, and not their length, limits what notes point to."""

MOST_TAGS = 20
MOST_KNOWN = 50


class BadRemark(Refused):
    """Reports that a note, a tag or a rating can't be kept as it is."""

    code = "bad_remark"


def write_note(call: Call, actor: Actor, text: str, at_s: float | None = None) -> None:
    """Write a note about *call*, which points to its second *at_s*. Colleagues named by "@" get a message."""
    text = text.strip()
    if not text:
        raise BadRemark(_("Write something, or leave the note."))
    if len(text) > LONGEST_NOTE:
        raise BadRemark(_("A note has at most %(count)s characters.", count=LONGEST_NOTE))
    if fault := fault_of(text, may_have_lines=True):
        raise BadRemark(fault)
    if at_s is not None and not 0 <= at_s <= MOST_SECONDS:
        raise BadRemark(_("A note points to a second of the call."))
    name, told = secrets.token_hex(16), mentioned(text)
    _keep(NoteWritten(_now_ms(), PORTAL, _company(), call.id, name, actor.id, actor.name, text, at_s, told))


def remove_note(written: CallNote) -> None:
    """Remove a note for good."""
    about = written.call, written.note, written.user, written.author
    _keep(NoteWritten(_now_ms(), PORTAL, _company(), *about, "", written.at_s))


def put_tag(call: Call, actor: Actor, tag: str) -> None:
    """Put a tag on *call*, unless it is there."""
    tag = " ".join(tag.split())
    if not tag:
        raise BadRemark(_("Write a tag, such as “Warranty”."))
    if len(tag) > TAG_LENGTH:
        raise BadRemark(_("A tag has at most %(count)s characters.", count=TAG_LENGTH))
    if fault := fault_of(tag):
        raise BadRemark(fault)
    existing = tags_of([call])[call.id]
    if tag.casefold() in {each.casefold() for each in existing}:
        return
    if len(existing) >= MOST_TAGS:
        raise BadRemark(_("A call has at most %(count)s tags.", count=MOST_TAGS))
    _keep(TagPut(_now_ms(), PORTAL, _company(), call.id, actor.name, tag, True))


def take_tag_off(call: Call, actor: Actor, tag: str) -> None:
    """Take a tag off *call*, whether the flow or a person put it on."""
    if tag in tags_of([call])[call.id]:
        _keep(TagPut(_now_ms(), PORTAL, _company(), call.id, actor.name, tag, False))


def forget_tag(put: CallTag) -> None:
    """Take a tag that names somebody outside off its call, and leave no trace of it in the record."""
    db.session.execute(delete(CallTag).where(CallTag.call == put.call, CallTag.tag == put.tag))
    store.touch([put.company_id])
    announce([CallsChanged(put.company_id, (put.call,))])


def rate(call: Call, actor: Actor, rating: int) -> None:
    """Rate *call* by 1 to 5 stars; 0 takes the rating back."""
    if not 0 <= rating <= MOST_STARS:
        raise BadRemark(_("A rating has 1 to 5 stars."))
    _keep(CallRated(_now_ms(), PORTAL, _company(), call.id, actor.name, rating))


def tags_of(calls: Collection[Call]) -> dict[str, list[str]]:
    """Return the tags of each call: those of its flow that nobody took off, and those that people put on."""
    put: dict[str, dict[str, bool]] = {call.id: {} for call in calls}
    query = select(CallTag).where(CallTag.call.in_(list(put))).order_by(CallTag.changed_at, CallTag.tag)
    for each in db.session.scalars(query):
        put[each.call][each.tag] = each.is_on
    return {call.id: remarks.merged(call.tags, put[call.id]) for call in calls}


def remarks_on(call: Call) -> dict[str, Any]:
    """Return what the parts of the page show that people change: notes by the second they point to, tags, the rating,
    and the tags that the company uses."""
    notes = select(CallNote).where(CallNote.call == call.id, CallNote.text != "")
    rating = select(CallRating).where(CallRating.call == call.id, CallRating.rating > 0)
    return {
        "notes": sorted(db.session.scalars(notes), key=lambda note: (note.at_s or 0, note.written_at)),
        "tags": tags_of([call])[call.id],
        "rating": db.session.scalar(rating),
        "known_tags": known_tags(),
    }


def known_tags() -> list[str]:
    """Return the tags that people put on calls, those that they use most first.

    A user who is limited to groups gets those that their calls have. Figures know them; to look at each tagged call
    would take longer than the rest of the page.
    """
    used = select(CallTag.tag).where(CallTag.is_on).group_by(CallTag.tag).order_by(func.count().desc(), CallTag.tag)
    if groups_in_force() is None:
        return list(db.session.scalars(used.limit(MOST_KNOWN)))
    seen = dict(figures().choices("tag")) if "tag" in figures().filters() else {}
    with group_scope(None):
        found = list(db.session.scalars(used))
    return [tag for tag in found if tag in seen][:MOST_KNOWN]


def mentioned(text: str) -> tuple[str, ...]:
    """Return the extensions of the employees whom *text* names, as "@Karim Haddad" or "@121"."""
    written = text.casefold()
    found = []
    for each in references():
        if each.kind == "employee":
            name = each.label.removesuffix(f"({each.name})").strip().casefold()
            if f"@{name}" in written or f"@{each.name}" in written.split():
                found.append(each.name)
    return tuple(found)


def _keep(remark: Remark) -> None:
    """Write *remark* into the tables and the journal, and announce it."""
    remark = remarks.after_the_last(remark)
    company_id = own_company().id
    announce(remarks.take(company_id, remark))
    provided.touch()
    note()(remark)


def _company() -> str:
    return own_company().customer_number


def _now_ms() -> int:
    return _ms(now())


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
