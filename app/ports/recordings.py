"""Tells the features that show a call what was recorded of it: ``app.recordings`` provides it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypedDict

from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, SQLColumnExpression

from app.port import Port

LONGEST_FILE_S = 25 * 60
"""A longer recording is not attached to a mail."""


@dataclass(frozen=True)
class SoundFile:
    """Describes a file of sound. *kind* is its media type, such as "audio/mpeg"."""

    name: str
    kind: str
    content: bytes


class RecordingOfCall(TypedDict):
    """Describes a recording of a call. *kind* is "call" or "message"; *owner* is "employee:101" or "group:sales".

    *state* is "recording", "making", "ready", "silent" or "failed", and *words* says it to a person; *duration_s* and
    *size_bytes* are None unless it is "ready". Then the page "recordings.sound" plays it.
    """

    id: str
    kind: str
    owner: str
    state: str
    words: str
    began_at: datetime
    duration_s: float | None
    size_bytes: int | None


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """Describes what was recorded of a call. *groups* are those to whom a message was left."""

    is_recorded: bool
    groups: tuple[str, ...]


class Recordings(Protocol):
    """Declares the recordings of the current company."""

    def playable(self, calls: Collection[str]) -> Mapping[str, str]:
        """Return the first recording that can be heard of those of *calls* that have one, by call."""

    def recordings_of(self, call: str) -> list[RecordingOfCall]:
        """Return the recordings of the call, oldest first."""

    def has_message_to(self, call: SQLColumnExpression[str], groups: frozenset[str]) -> ColumnElement[bool]:
        """Return the condition that a message was left to one of *groups* in *call*, whose company is not asked for."""

    def of_calls(self, calls: Collection[str]) -> dict[str, RecordedCall]:
        """Return those of *calls* of which anything was recorded. Groups in force don't matter here."""

    def play(self, recording_id: str) -> ResponseReturnValue:
        """Answer with the sound a request whose sender may hear it. End the request with 404 if there is none."""

    def sound_file(self, recording_id: str) -> SoundFile | None:
        """Return a file small enough for a mail.

        Return None if the recording is longer than LONGEST_FILE_S, too large, or not there any more.
        """

    def delete_before(self, moment: datetime, most: int) -> int:
        """Delete at most *most* recordings that ended before *moment* permanently, and return how many."""


recordings: Port[Recordings] = Port("recordings")
