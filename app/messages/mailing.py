"""Mails messages to users who want that: the worker puts each into the outbox once."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import or_, select

from app.auth.models import User
from app.config import config
from app.db import company_scope, db, every_company, now
from app.gateways.mail import is_configured
from app.messages.addressing import reader
from app.messages.changes import Change, newest_change
from app.messages.models import DELETED, Message, MessageMark, NotificationPreference
from app.messages.service import mark_of, to_reader
from app.messages.words import KINDS, title
from app.outbox.service import queue
from app.per_company import one_by_one
from app.port import Memory
from app.ports.recordings import LONGEST_FILE_S, recordings
from app.web.urls import public_link

KINDS_BY_MAIL = tuple(kind for kind in KINDS if kind != "security")
"""Messages about security are always mailed, by ``app.auth``."""

OLDEST = timedelta(days=2)
"""Older messages are not mailed, for example after a long time without a mail server."""

AT_ONCE = 100


def preference_of(user: User) -> NotificationPreference:
    """Return the user's preference; by default, nothing is mailed."""
    with company_scope(user.company_id):
        return db.session.get(NotificationPreference, user.id) or NotificationPreference(
            user_id=user.id, kinds=[], with_recording=True
        )


def set_preference(user: User, kinds: list[str], with_recording: bool) -> None:
    """Set which messages are mailed from now on."""
    with company_scope(user.company_id):
        preference = db.session.get(NotificationPreference, user.id) or NotificationPreference(
            user_id=user.id, company_id=user.company_id
        )
        preference.kinds, preference.since = [kind for kind in KINDS_BY_MAIL if kind in kinds], now()
        preference.with_recording = with_recording
        db.session.add(preference)
        db.session.flush()


@dataclass
class _Mailed:
    """Remembers what was mailed: *newest* is the change up to which everything was; None after a start."""

    newest: Change | None = None


_mailed = Memory(_Mailed)


def mail_messages() -> int:
    """Mail new messages and return how many there were. Do nothing unless something has changed."""
    if not is_configured(config()):
        return 0
    newest = newest_change()
    if newest == _mailed().newest:
        db.session.rollback()
        return 0
    with every_company():
        preferences = db.session.scalars(select(NotificationPreference)).all()
        db.session.rollback()
    counts: list[int] = []
    one_by_one(
        (preference for preference in preferences if preference.kinds),
        lambda preference: counts.append(_mail(preference)),
    )
    _mailed().newest = newest
    return sum(counts)


def _mail(preference: NotificationPreference) -> int:
    with company_scope(preference.company_id):
        user = db.session.get_one(User, preference.user_id)
        who = reader(user)
        query = to_reader(who, select(Message)).where(
            Message.kind.in_(preference.kinds),
            Message.at >= max(preference.since, now() - OLDEST),
            MessageMark.mailed_at.is_(None),
            or_(MessageMark.folder.is_(None), MessageMark.folder != DELETED),
        )
        due = db.session.scalars(query.order_by(Message.at).limit(AT_ONCE)).all()
        for message in due:
            mark_of(who, message.id).mailed_at = now()
            recording = message.recording if preference.with_recording and _goes_into_a_mail(message) else None
            with force_locale(user.language or "en"):
                words = _words(user, message, recording is not None)
                queue(user.company_id, user.email, title(message), words, recording=recording)
        db.session.commit()
    return len(due)


def _goes_into_a_mail(message: Message) -> bool:
    lengths = {each["id"]: each["duration_s"] or 0 for each in recordings().recordings_of(message.call)}
    return 0 < lengths.get(message.recording, 0) <= LONGEST_FILE_S


def _words(user: User, message: Message, is_attached: bool) -> str:
    by = [_("%(sender)s writes:", sender=message.sender)] if message.sender else []
    if is_attached:
        hear = [_("The recording is attached. You find it in the portal, too:")]
    else:
        hear = [_("Listen to it in the portal:") if message.recording else _("Read it in the portal:")]
    why = _("You get this mail because you asked for it: %(page)s", page=public_link("messages.mail"))
    parts = [_("Hello %(name)s,", name=user.name), *by, message.text, *hear]
    return "\n\n".join(part for part in (*parts, public_link("messages.show", message_id=message.id), why) if part)
