"""Defines a scripted caller and scripted employees, for the simulator."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from designer.runtime.choices import WebAnswer
from designer.runtime.words import ExplainedError, say

KEY = re.compile(r"([0-9*#])(?:@([0-9]+(?:\.[0-9]+)?))?")
WEB_OUTCOMES = ("ok", "error", "timeout")
REACTIONS = ("busy", "rejected", "unavailable", "silent")


class ScriptError(ExplainedError):
    """Says that a script can't be played."""


@dataclass(frozen=True)
class Press:
    """Describes a key that is pressed *at_s* after the call began, or None for one second after the flow asks for a
    key."""

    key: str
    at_s: float | None = None


@dataclass(frozen=True)
class Script:
    """Describes a call that is tried. *people* maps an extension, or a number outside, to seconds until it answers, or
    to "busy", "rejected", "unavailable" or "silent".

    Anybody else answers after *answer_s*. A talk lasts *talk_s*, then *ends_talk* ("caller" or "callee") hangs up. At a
    beep the caller speaks for *speak_s* before pressing a "#" that is next in *press*.

    *web* are the answers to web requests, one after the other; further requests get none. *talking* are extensions that
    talk already; *waiting* is how many callers wait for each group before this one, each of whom will talk for
    *others_talk_s*.
    """

    caller: str
    at: datetime
    number: str = ""
    extension: str = ""
    press: tuple[Press, ...] = ()
    people: Mapping[str, float | str] = field(default_factory=dict)
    answer_s: float = 3.0
    talk_s: float = 10.0
    ends_talk: str = "caller"
    speak_s: float = 5.0
    hang_up_s: float | None = None
    chance: int = 0
    web: tuple[WebAnswer, ...] = ()
    talking: tuple[str, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    others_talk_s: float = 60.0

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ScriptError(say("the moment of the call needs a time zone"))
        for answer in self.web:
            if answer.outcome not in WEB_OUTCOMES:
                outcomes = ", ".join(WEB_OUTCOMES)
                words = say(
                    "a web request can end as {outcomes}, not as “{outcome}”", outcomes=outcomes, outcome=answer.outcome
                )
                raise ScriptError(words)
        for extension, reaction in self.people.items():
            is_time = isinstance(reaction, int | float) and reaction >= 0
            if not is_time and reaction not in REACTIONS:
                known = ", ".join(REACTIONS)
                raise ScriptError(
                    say("{who} can answer after some seconds, or be {reactions}", who=extension, reactions=known)
                )

    def reaction(self, extension: str) -> float | str:
        """Return after how many seconds the extension or number answers, or why it does not."""
        return self.people.get(extension, self.answer_s)


def presses(text: str) -> tuple[Press, ...]:
    """Read keys such as "1", "12#" or "1@2.5 2@8": as the flow asks for them, or at seconds since the call began.

    Raise ScriptError if something in it can't be read.
    """
    found = []
    for word in text.split():
        if KEY.sub("", word):
            raise ScriptError(say('“{word}” is no key to press; write "1", "12#" or "1@2.5"', word=word[:60]))
        found += [Press(key, float(at) if at else None) for key, at in KEY.findall(word)]
    return tuple(found)
