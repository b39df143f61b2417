"""Writes messages about calls: what flows and colleagues tell employees, missed calls, voicemail, and call-backs that
were given up."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import singledispatch
from typing import Any

from sqlalchemy import delete, select

from app.db.upserts import Row, connection, put_if_absent, table_of
from app.messages.models import ID_LENGTH, DeletedMessage, Message, MessageMark
from app.ports import waking
from app.ports.calls import (
    OF_CALL,
    CallbackGivenUp,
    CallMissed,
    Mentioned,
    NoteSent,
    PersonalDataDeleted,
    VoicemailEmpty,
    VoicemailLeft,
    calls,
)
from designer.runtime.target import Target

About = NoteSent | Mentioned | CallMissed | CallbackGivenUp | VoicemailLeft | VoicemailEmpty
MESSAGES, GONE, MARKS = table_of(Message), table_of(DeletedMessage), table_of(MessageMark)
TEXTS = ("title", "text", "link", "call", "caller", "recording", "sender", "answers")
BATCH = 200
OF_PROMISES = timedelta(days=3)
"""How long after a call a promise to call back may be given up."""


def take(happened: Sequence[About]) -> None:
    """Write the messages about what *happened*. One that is there stays, and one that was deleted stays away."""
    rows = {row["id"]: row for each in happened for row in _messages(each)}
    ids = list(rows)
    for at in range(0, len(ids), BATCH):
        some = ids[at : at + BATCH]
        gone = set(connection().scalars(select(GONE.c.message).where(GONE.c.message.in_(some))))
        put_if_absent(MESSAGES, [rows[each] for each in some if each not in gone])


@singledispatch
def _messages(happened: Any) -> Iterator[Row]:
    raise NotImplementedError(type(happened))


@_messages.register
def _note(sent: NoteSent) -> Iterator[Row]:
    name = f"{sent.call}:{sent.seq}:{sent.place:02d}"
    about = {"call": sent.call, "caller": sent.caller, "text": sent.text}
    yield _row(name, sent.company_id, "note", Target.employee(sent.extension), sent.at, **about)


@_messages.register
def _mentioned(mentioned: Mentioned) -> Iterator[Row]:
    name = f"{mentioned.note}:@{mentioned.extension}"
    about = {"call": mentioned.call, "text": mentioned.text, "sender": mentioned.author}
    yield _row(name, mentioned.company_id, "colleague", Target.employee(mentioned.extension), mentioned.at, **about)


@_messages.register
def _missed(missed: CallMissed) -> Iterator[Row]:
    """To each employee whom the call rang."""
    for extension in missed.extensions:
        name = f"{missed.call}:{missed.seq}:m{extension}"
        about = {"call": missed.call, "caller": missed.caller}
        yield _row(name, missed.company_id, "missed", Target.employee(extension), missed.at, **about)


@_messages.register
def _given_up(given_up: CallbackGivenUp) -> Iterator[Row]:
    """To the group that promised a caller to call back, and could not."""
    group, number = given_up.group[:60], given_up.number[:32]
    name = f"{round(given_up.at.timestamp() * 1000)}:{_short(number)}:{group}:lost"
    yield _row(name, given_up.company_id, "callback", Target.group(group), given_up.at, caller=number)


def _short(number: str) -> str:
    """Return what tells *number* from another one of the same moment, and tells nobody which it is: many have it."""
    return f"{zlib.crc32(number.encode()) & 0xFFFF:04x}"


@_messages.register
def _voicemail(left: VoicemailLeft) -> Iterator[Row]:
    """To the employee or the group whose mailbox it is."""
    about = {"call": left.call, "caller": left.caller, "recording": left.recording}
    yield _row(f"{left.recording}:voicemail"[:ID_LENGTH], left.company_id, "voicemail", left.owner, left.at, **about)


@_messages.register
def _empty(empty: VoicemailEmpty) -> Iterator[Row]:
    """To the same, unless they have been told that they missed the call."""
    theirs = MESSAGES.c.kind == "missed", MESSAGES.c.call == empty.call, MESSAGES.c.addressee == empty.owner
    if connection().scalar(select(MESSAGES.c.id).where(*theirs).limit(1)) is None:
        about = {"call": empty.call, "caller": empty.caller}
        name = f"{empty.recording}:empty"[:ID_LENGTH]
        yield _row(name, empty.company_id, "missed", empty.owner, empty.at, **about)


def _row(name: str, company_id: int, kind: str, addressee: str, at: datetime, **about: str) -> Row:
    row: Row = {**dict.fromkeys(TEXTS, ""), **about, "sender_id": None, "at": at}
    row |= {"id": name[:ID_LENGTH], "company_id": company_id, "kind": kind, "addressee": addressee[:80]}
    return {**row, "caller": row["caller"][:120]}


def forget(happened: Sequence[PersonalDataDeleted]) -> None:
    """Permanently delete messages that somebody asked to delete."""
    for deleted in happened:
        if deleted.kind == "message":
            delete_for_ever(deleted.company_id, deleted.names)
        elif deleted.kind == OF_CALL:
            about = _about(deleted.company_id, deleted.names) + _promised(deleted)
            delete_for_ever(deleted.company_id, about)


def _promised(deleted: PersonalDataDeleted) -> list[str]:
    """Return the messages that say that a promise made in one of the calls was given up. They name no call."""
    found: list[str] = []
    for span in calls().spans(list(deleted.named)):
        number = deleted.named[span.call].number
        in_time = MESSAGES.c.at >= span.begins, MESSAGES.c.at <= span.ends + OF_PROMISES
        theirs = MESSAGES.c.company_id == deleted.company_id, MESSAGES.c.call == "", MESSAGES.c.caller == number
        found += connection().scalars(select(MESSAGES.c.id).where(*theirs, *in_time)) if number else ()
    return found


def _about(company_id: int, names: Sequence[str]) -> list[str]:
    """Return the messages about calls of these *names* of a company."""
    found: list[str] = []
    for at in range(0, len(names), BATCH):
        about = MESSAGES.c.call.in_(names[at : at + BATCH]), MESSAGES.c.company_id == company_id
        found += connection().scalars(select(MESSAGES.c.id).where(*about))
    return found


def delete_for_ever(company_id: int, messages: Sequence[str]) -> None:
    """Delete *messages* of a company, and let none come back."""
    waking.wake([waking.MESSAGES])
    for at in range(0, len(messages), BATCH):
        some = list(messages[at : at + BATCH])
        gone = [{"company_id": company_id, "message": each} for each in some]
        put_if_absent(GONE, gone)
        for table, column in ((MESSAGES, MESSAGES.c.id), (MARKS, MARKS.c.message)):
            connection().execute(delete(table).where(column.in_(some), table.c.company_id == company_id))
