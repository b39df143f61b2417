"""Notes in the journal what happens in the company in force, once the transaction under way is committed."""

from collections.abc import Sequence
from datetime import datetime

from app.company.service import own_company
from app.db import now
from app.ports.journal import PORTAL, note
from designer.runtime.journal_entries import ChosenState, Deleted, PresenceChanged


def note_deleted(kind: str, names: Sequence[str]) -> None:
    """Note that *names* of *kind* "recording" or "message" were deleted permanently, so that none comes back."""
    if names:
        note()(Deleted(_ms(now()), PORTAL, own_company().customer_number, kind, tuple(names)))


def note_presence(extension: str, state: ChosenState, reason: str = "", until: datetime | None = None) -> None:
    """Note that the employee has chosen another *state*, perhaps *until* a moment. Raise ValueError if the state is
    unknown, or is "paused" without a *reason*."""
    ends = _ms(until) if until else 0
    note()(PresenceChanged(_ms(now()), PORTAL, own_company().customer_number, extension, state, reason, ends))


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
