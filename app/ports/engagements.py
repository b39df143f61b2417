"""Tells who is in which call, whose phones are there, what people chose and who has a wrap-up.

``app.calls`` provides it. Limits of the user to groups don't matter here, because somebody who talks for another group
is not free.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from app.port import Port

Kind = Literal["rings", "talks", "calls"]


@dataclass(frozen=True, slots=True)
class Engagement:
    """Describes that an employee is in a call.

    *kind* is "rings" (their phone does), "talks" (with somebody), or "calls" (they called, and nobody has answered).
    *others* are extensions and numbers: of those with whom they talk, who ring them, or whom they call. *is_inside*
    says that nobody of these is outside.
    """

    extension: str
    call: str
    kind: Kind
    since: datetime
    group: str
    others: tuple[str, ...]
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Describes a stretch of presence, as ``app.calls.models.Presence`` has it. *since* is None if nobody knows."""

    state: str
    reason: str
    since: datetime | None
    planned_until: datetime | None


class Past(Protocol):
    """Declares what the record knows of the people of the company in force, at the moments of a stretch of the past."""

    def engagements(self, at: datetime) -> list[Engagement]:
        """Return who was in which call, those who talked first."""

    def last_calls(self, at: datetime) -> dict[str, datetime]:
        """Return when the last call of each employee had ended, as far as that was in the twelve hours before."""

    def phones(self, at: datetime) -> dict[str, Stretch]:
        """Return what was known of the phones of each employee, by extension."""

    def chosen(self, at: datetime) -> dict[str, Stretch]:
        """Return what each employee had chosen, by extension; those who never did are left out."""

    def wrap_ups(self, at: datetime) -> dict[str, tuple[datetime, datetime]]:
        """Return when the wrap-up of each employee who had one began and ended, by extension."""


class Engagements(Protocol):
    """Declares what the record knows of the people of the company in force, now."""

    def engagements(self) -> list[Engagement]:
        """Return who is in which call, those who talk first."""

    def past(self, begins: datetime, ends: datetime) -> Past:
        """Return what people did from *begins* to *ends*, which is read once."""

    def last_calls(self) -> dict[str, datetime]:
        """Return when the last call of each employee ended, as far as that was in the twelve hours before."""

    def visible(self, calls: Collection[str]) -> set[str]:
        """Return those of *calls* that the user may see."""

    def helped_by(self) -> dict[str, tuple[str, ...]]:
        """Return the names of the groups that help the queue of a group now, by its name."""

    def waits_for(self, call: str) -> str:
        """Return the group for which the call waits now; "" if it doesn't, or the user may not see it."""

    def phones(self) -> dict[str, Stretch]:
        """Return what is known of the phones of each employee, by extension."""

    def chosen(self) -> dict[str, Stretch]:
        """Return what each employee chose, by extension; those who never did are left out."""

    def wrap_ups(self) -> dict[str, tuple[datetime, datetime]]:
        """Return when the wrap-up of each employee who has one began and ends, by extension."""


engagements: Port[Engagements] = Port("who is in which call")
