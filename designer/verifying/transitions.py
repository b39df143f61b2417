"""Defines what the map of a flow consists of: points and transitions."""

from dataclasses import dataclass
from typing import Any

from designer.runtime.call_state import CallState
from designer.runtime.choices import Choice
from designer.runtime.effects import Question
from designer.runtime.events import PromptEnded, TimerFired
from designer.runtime.words import Words

Need = tuple[str, str, tuple[Any, ...]]
"""Something that a script must say: a field, whom it is about ("" for all), and its possible values, the usual first.
"""


@dataclass(frozen=True, slots=True)
class Point:
    """Describes a call that waits.

    *due* are the events that will end prompts and waits, each with its time in ms since 1970. *asked* are the effects
    that wait for an answer from outside. From *quiet_from* on the caller hears nothing, None for never. *moment*
    numbers the moment of the call's arrival.
    """

    state: CallState
    at: int
    due: tuple[tuple[int, PromptEnded | TimerFired], ...]
    asked: tuple[Question, ...]
    quiet_from: int | None
    moment: int


@dataclass(slots=True)
class Transition:
    """Describes what one choice led to, in the *ms* until something else could happen.

    *end* is "talk", "ended", "refused" (on purpose, before the call was answered), "fault", "stuck", or "" while the
    call goes on. *to_person_ms* is the time until somebody was reached, None for nobody. *is_paid*: a number outside
    was rung. *silent_in* is the block in which nothing was heard for too long, "" for none. *warnings* pairs blocks and
    what was missing there, *blocks* are those that were entered. *needs* is what a script must say for this to happen,
    and *pressed* how many of the choice's keys were pressed. *target* is the number of the point that follows, -1 for
    none.
    """

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
        """Return whether the caller had to do something for it."""
        return self.pressed > 0
