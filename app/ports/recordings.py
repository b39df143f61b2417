"""What was recorded of a call, for whoever tells its story: the recordings provide it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import Flask, current_app
from flask.typing import ResponseReturnValue

LONGEST_FILE_S = 25 * 60
"""What is longer goes into no mail."""


@dataclass(frozen=True)
class SoundFile:
    """*kind* as "audio/mpeg"."""

    name: str
    kind: str
    content: bytes


Provider = Callable[[str], list[dict[str, Any]]]
Player = Callable[[str], ResponseReturnValue]
Packer = Callable[[str], SoundFile | None]


@dataclass(frozen=True)
class LeftMessage:
    """What a caller left in a mailbox; *owner* is "employee:101" or "group:sales"."""

    company_id: int
    recording: str
    call: str
    owner: str
    caller: str
    at: datetime


Listener = Callable[[LeftMessage], None]
"""Called in the transaction in which the sound becomes known, for all companies; it may not commit."""


def provide_recordings(app: Flask, provider: Provider, player: Player, packer: Packer) -> None:
    app.extensions["recordings_of"] = provider
    app.extensions["recording_player"] = player
    app.extensions["recording_packer"] = packer


def on_left_message(app: Flask, listener: Listener) -> None:
    app.extensions.setdefault("left_message_listeners", []).append(listener)


def tell_left_message(message: LeftMessage) -> None:
    """Its sound is there to be heard. It may be told again."""
    for listener in cast(list[Listener], current_app.extensions.get("left_message_listeners", [])):
        listener(message)


def recordings_of(call: str) -> list[dict[str, Any]]:
    """In their order, of the company in force: {"id", "kind", "owner", "state", "words", "duration_s"}.

    *state* is "recording", "making", "ready", "silent" or "failed", and *words* says it to a person; *duration_s* is
    None unless it is "ready". Then the page "recordings.sound" plays it.
    """
    return cast(Provider, current_app.extensions["recordings_of"])(call)


def play(recording: str) -> ResponseReturnValue:
    """The sound, for a request whose sender may hear it. Ends the request with 404 when there is none."""
    return cast(Player, current_app.extensions["recording_player"])(recording)


def sound_file(recording: str) -> SoundFile | None:
    """Small enough for a mail; None, when it is longer than LONGEST_FILE_S, too large, or not there any more."""
    return cast(Packer, current_app.extensions["recording_packer"])(recording)
