"""Keeps the calls in progress of each company in memory, and reads only those that changed."""

from dataclasses import dataclass, field

from app.db import company_in_force
from app.port import Memory
from app.ports.call_records import CallRecord, call_records
from app.ports.calls import calls


@dataclass
class OpenCalls:
    """Holds the calls in progress of a company as they were at a *version* of its record."""

    version: int = -1
    calls: dict[str, CallRecord] = field(default_factory=dict)

    def bring_up_to_date(self, version: int) -> None:
        """Read what has changed up to *version*, which was read before."""
        changed = calls().changed_since(self.version) if self.version >= 0 else None
        if changed is None:
            self.calls = {call.id: call for call in call_records().open_calls()}
        else:
            self._replace(changed)
        self.version = version

    def _replace(self, changed: list[str]) -> None:
        for name in changed:
            self.calls.pop(name, None)
        for call in call_records().records(changed):
            if call.ended_at is None:
                self.calls[call.id] = call


_open_calls: Memory[dict[int, OpenCalls]] = Memory(dict)


def open_calls() -> list[CallRecord]:
    """Return the calls in progress of the company in force, oldest first."""
    company_id = company_in_force()
    version = calls().versions([company_id])[company_id]
    known = _open_calls().setdefault(company_id, OpenCalls())
    if known.version != version:
        known.bring_up_to_date(version)
    return sorted(known.calls.values(), key=lambda call: (call.started_at, call.id))
