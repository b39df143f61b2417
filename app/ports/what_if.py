"""Answers what would have been with more people in a group: ``app.what_if`` provides it for the time machine.

It plays the recorded queues of the company again. With nobody added, it gives exactly the recorded waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.port import Port

MOST_PEOPLE = 20
LONGEST_S = 12 * 3600
"""The longest period that can be played again."""


@dataclass(frozen=True, slots=True)
class QueueOutcome:
    """Says how the callers fared who joined the queue of a group: how many *talked*, *gave_up*, were *promised* a
    call-back, and were *refused*; the rest still waits, or hung up before the company's target says that they gave up.
    *longest_s* and *average_s* are None if nobody waited."""

    callers: int
    talked: int
    gave_up: int
    promised: int
    refused: int
    longest_s: float | None
    average_s: float | None


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """Says for how long, in seconds, the first caller in the queue had waited at a moment: as it *was*, and as it
    *would* have been."""

    at: datetime
    was_s: float
    would_s: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Gives the answer in a *sentence*, and in figures. *assumed* are sentences about what nobody can know. *track* has
    a point for each minute of the period."""

    sentence: str
    was: QueueOutcome
    would: QueueOutcome
    assumed: Sequence[str]
    track: Sequence[TrackPoint]


class CantTell(ValueError):
    """Raised for a question that has no answer. Its text is a sentence for the user, in their language."""


class WhatIfs(Protocol):
    """Declares the answers about the company in force."""

    def ask(self, group: str, people: int, begins: datetime, ends: datetime) -> WhatIf:
        """Return what would have been with so many more *people* in *group* from *begins* to *ends*. Raise CantTell."""


what_if: Port[WhatIfs] = Port("what would have been")
