"""What the map of a flow consists of."""

from dataclasses import dataclass
from typing import Any

from designer.runtime.call_state import CallState
from designer.runtime.choices import Choice
from designer.runtime.effects import Question
from designer.runtime.events import Event
from designer.runtime.words import Words

Need = tuple[str, str, tuple[Any, ...]]
"""Something that a script must say: a field, of whom ("" for all), and what it may be, the usual first."""


@dataclass(frozen=True, slots=True)
class Point:
    """A call that waits. *due* are endings of prompts and waits, *asked* the effects that wait for an answer from
    outside; *quiet_from* is when the caller began or will begin to hear nothing, None for never; *moment* names the
    arrival's."""

    state: CallState
    at: int
    due: tuple[tuple[int, Event], ...]
    asked: tuple[Question, ...]
    quiet_from: int | None
    moment: int


@dataclass(slots=True)
class Way:
    """What one choice led to. *end* is "talk", "ended", "refused" (before it was answered, on purpose), "fault",
    "stuck", or "" while the call goes on. *to_person_ms* is None when nobody was reached. *silent_in* is the block
    where nothing was heard for too long."""

    choice: Choice
    end: str = ""
    ms: int = 0
    to_person_ms: int | None = None
    is_paid: bool = False
    silent_in: str = ""
    warnings: tuple[tuple[str, Words], ...] = ()
    blocks: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    pressed: int = 0
    target: int = -1

    @property
    def is_callers(self) -> bool:
        return self.pressed > 0
