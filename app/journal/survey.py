"""Tells whose calls a folder of journal files has, before any is taken in: it may be that of another exchange."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.company.service import ids_of
from app.db import every_company
from app.journal.rebuilding import FolderReport, parts_of
from app.moments import moment
from designer.runtime.events import CallArrived
from designer.runtime.journal_entries import CallRefused, Entry, Step


@dataclass
class Share:
    """Describes the calls of one customer number in a folder. *is_known* says that a company here has it."""

    company: str
    first_at: datetime
    last_at: datetime
    calls: int = 0
    is_known: bool = False

    def __str__(self) -> str:
        """Return the sentence that the command prints."""
        days = f"{self.first_at.date()} to {self.last_at.date()}"
        said = f"{self.company or 'nobody'}: {self.calls} calls, {days}"
        return said if self.is_known else f"{said} (no company here; they are left out)"


def survey(folder: Path) -> tuple[list[Share], FolderReport]:
    """Return the shares in *folder* by their customer numbers, and what can't be read. Nothing is written."""
    shares: dict[str, Share] = {}
    report = FolderReport()
    for part in parts_of(folder, report):
        for company, at in _calls(placed.entry for placed in part.lines):
            if not (isinstance(company, str) and company.isprintable()):
                report.passed_over += 1
                continue
            share = shares.setdefault(company, Share(company, at, at))
            share.first_at, share.last_at = min(share.first_at, at), max(share.last_at, at)
            share.calls += 1
    with every_company():
        known = ids_of(shares)
    for company in known:
        shares[company].is_known = True
    return [shares[company] for company in sorted(shares)], report


def _calls(entries: Iterator[Entry]) -> Iterator[tuple[str, datetime]]:
    for entry in entries:
        if isinstance(entry, Step) and isinstance(entry.event, CallArrived):
            yield entry.event.company, moment(entry.at)
        elif isinstance(entry, CallRefused):
            yield entry.company, moment(entry.at)
