"""Holds the record of one call in memory: a row of the table of calls, and those of its legs, waits and visits."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from designer.runtime.events import FROM_CALLERS

REFUSED = "refused_"
"""Stands before the SIP status in ``Call.ended``."""

CALLING_BACK = "caller"
"""Names the leg of the employee who calls somebody back: to the machine, they are the caller."""


@dataclass(slots=True)
class Leg:
    """Describes a row of ``CallLeg``."""

    leg: str
    place: int
    extension: str
    number: str
    dialled_at: datetime
    group: str = ""
    carrier: str = ""
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    cause: str = ""
    ended_by: str = ""
    forwarded_by: str = ""

    @property
    def who(self) -> str:
        """Return the extension, also of an employee whose calls are forwarded to a number outside, or the number."""
        return self.employee or self.number[:16]

    @property
    def employee(self) -> str:
        """Return the extension of whoever was called, at a phone here or outside; "" for nobody of the company."""
        return self.extension or self.forwarded_by


@dataclass(slots=True)
class Wait:
    """Describes a row of ``CallWait``."""

    place: int
    group: str
    joined_at: datetime
    offered_at: datetime | None = None
    position: int | None = None
    taken_by: str = ""
    left_at: datetime | None = None
    outcome: str = ""


@dataclass(slots=True)
class Visit:
    """Describes a row of ``CallVisit``."""

    place: int
    block: str
    outcome: str
    at_ms: int


@dataclass(slots=True)
class Record:
    """Describes a row of ``Call`` with its legs and waits, and with those *visits* that the database lacks."""

    company_id: int
    id: str
    switch: str
    number: str
    caller: str
    caller_name: str
    direction: str
    program: str
    directory: str
    started_at: datetime
    extension: str = ""
    answered_at: datetime | None = None
    bridged_at: datetime | None = None
    ended_at: datetime | None = None
    answered_by: str | None = None
    ended: str | None = None
    warnings: list[dict[str, Any]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    count: int = 1
    messages: dict[str, bool] = field(default_factory=dict)
    visit_count: int = 0
    next_seq: int = 0
    fold_run: int = 0
    erased_at: datetime | None = None
    legs: dict[str, Leg] = field(default_factory=dict)
    waits: list[Wait] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    written: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The rows as they are in the database: "" for the call's own."""

    @property
    def outcome(self) -> str:
        """Return what became of the call, as ``Call.outcome`` has it."""
        if self.bridged_at:
            return "talk"
        if self.ended and self.ended.startswith(REFUSED):
            return "refused"
        if any(self.messages.values()):
            return "voicemail"
        if any(wait.outcome == "callback" for wait in self.waits):
            return "callback"
        is_wanted = self.messages or self.waits or any(leg.employee for leg in self.legs.values())
        return "missed" if self.ended and is_wanted and self.direction in FROM_CALLERS else ""
