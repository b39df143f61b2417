"""Keeps the calls in progress of each company in memory, and reads only those that changed."""

from dataclasses import dataclass, field
from datetime import datetime

from app.db import company_in_force
from app.port import Memory
from app.ports.call_records import CallRecord, call_records
from app.ports.calls import calls


@dataclass
class OpenCalls:
    """Holds the calls in progress of a company as they were at a *version* of its record. *answered* is the call that
    was answered last, as far as is known."""

    version: int = -1
    calls: dict[str, CallRecord] = field(default_factory=dict)
    answered: CallRecord | None = None

    def bring_up_to_date(self, version: int) -> None:
        """Read what has changed up to *version*, which was read before."""
        changed = calls().changed_since(self.version) if self.version >= 0 else None
        if changed is None:
            self.calls = {call.id: call for call in call_records().open_calls()}
            for call in self.calls.values():
                self._note_answer(call)
        else:
            self._replace(changed)
        self.version = version

    def _replace(self, changed: list[str]) -> None:
        for name in changed:
            self.calls.pop(name, None)
        for call in call_records().records(changed):
            if call.ended_at is None:
                self.calls[call.id] = call
            self._note_answer(call)

    def _note_answer(self, call: CallRecord) -> None:
        last = self.answered
        if call.waits and call.bridged_at and (last is None or (last.bridged_at or call.bridged_at) <= call.bridged_at):
            self.answered = call


_open_calls: Memory[dict[int, OpenCalls]] = Memory(dict)


def open_calls() -> list[CallRecord]:
    """Return the calls in progress of the company in force, oldest first."""
    company_id = company_in_force()
    version = calls().versions([company_id])[company_id]
    known = _open_calls().setdefault(company_id, OpenCalls())
    if known.version != version:
        known.bring_up_to_date(version)
    return sorted(known.calls.values(), key=lambda call: (call.started_at, call.id))


def last_wait_s(since: datetime) -> float | None:
    """Return how long the caller who was answered last had waited, as far as is known in this process; None if nobody
    has been answered *since*."""
    known = _open_calls().get(company_in_force())
    call = known.answered if known else None
    if call is None or call.bridged_at is None or call.bridged_at < since:
        return None
    return max(0.0, (call.bridged_at - call.waits[0].joined_at).total_seconds())
