"""Notes in the journal what happens in the company in force, once the transaction under way is committed."""

from collections.abc import Sequence

from app.company.service import own_company
from app.db import now
from app.ports.journal import PORTAL, note
from designer.runtime.journal_entries import Deleted, PresenceChanged


def note_deleted(kind: str, names: Sequence[str]) -> None:
    """Note that *names* of *kind* "recording" or "message" were deleted for ever, so that none comes back."""
    if names:
        note()(Deleted(_now_ms(), PORTAL, own_company().customer_number, kind, tuple(names)))


def note_presence(extension: str, state: str, reason: str = "") -> None:
    """Note that the employee is in another *state*, as ``PresenceChanged`` has it."""
    note()(PresenceChanged(_now_ms(), PORTAL, own_company().customer_number, extension, state, reason, 0))


def _now_ms() -> int:
    return round(now().timestamp() * 1000)
