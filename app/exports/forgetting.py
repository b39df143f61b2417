"""Deletes files that were made before a person was taken out of calls: they name that person still."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from app.company.service import own_company
from app.db import company_scope, db, now
from app.exports.models import MAKING, READY, Export, Report
from app.exports.service import remove
from app.ports.call_records import call_records
from app.ports.calls import OF_CALL, PersonalDataDeleted
from app.ports.outsiders import Outsider

Orders = TypeVar("Orders", Export, Report)
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def forget(happened: Sequence[PersonalDataDeleted]) -> None:
    """Let the files end that have the days of calls without a person by now."""
    for deleted in happened:
        if deleted.kind == OF_CALL:
            with company_scope(deleted.company_id):
                _end_files_with(deleted.names)


def count(outsider: Outsider) -> int:
    """Return how many files and reports were ordered for the number of *outsider*."""
    return len(_ordered(Export, outsider)) + len(_ordered(Report, outsider))


def forget_outsider(outsider: Outsider) -> None:
    """Delete these files and reports."""
    for export in _ordered(Export, outsider):
        remove(export)
    for report in _ordered(Report, outsider):
        db.session.delete(report)
    db.session.flush()


def _ordered(kind: type[Orders], outsider: Outsider) -> list[Orders]:
    found = db.session.scalars(select(kind))
    return [each for each in found if outsider.has_number_in(each.title, each.args)]


def _end_files_with(calls: Sequence[str]) -> None:
    clock = own_company().clock
    days = {call.started_at.astimezone(clock).date() for call in call_records().records(calls)}
    there = select(Export).where(Export.state.in_((READY, MAKING)))
    for export in db.session.scalars(there) if days else ():
        if _covers_any(export, days):
            export.expires_at = now()
    db.session.flush()


def _covers_any(export: Export, days: set[date]) -> bool:
    """Return whether the file has calls of any of *days*; its name says which it has."""
    named = [date.fromisoformat(each) for each in DAY.findall(export.file_name)][-2:]
    return not named or any(named[0] <= day <= named[-1] for day in days)
