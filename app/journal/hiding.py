"""Notes in which files of the journal people must still be masked whose data was deleted.

Who they are is kept, encrypted, until that is done: promises to call them back are lines that name no call.
"""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, date, timedelta

from sqlalchemy import insert, select

from app.company.models import Company
from app.company.service import own_company
from app.db.upserts import Row, connection, put, table_of
from app.journal.models import CallToMask, OutsiderToMask
from app.ports.calls import OF_CALL, CallSpan, PersonalDataDeleted, calls
from app.ports.outsiders import Outsider

TO_MASK, OUTSIDERS = table_of(CallToMask), table_of(OutsiderToMask)
DAY = timedelta(days=1)
AFTER = 3 * DAY
"""How long after a call a promise to call back may be tried again."""


def remember(happened: Sequence[PersonalDataDeleted]) -> None:
    """Note the calls whose lines must be masked, in the current transaction."""
    for deleted in happened:
        if deleted.kind == OF_CALL:
            company = connection().scalar(select(Company.customer_number).where(Company.id == deleted.company_id)) or ""
            put(TO_MASK, [_row(span, company, deleted) for span in calls().spans(deleted.names)])


def hide(outsider: Outsider, days: Collection[date]) -> None:
    """Note that somebody must be taken out of notes and tags in the files of these *days*."""
    about = {"company": own_company().customer_number, "about": to_text(outsider)}
    if days:
        connection().execute(insert(OUTSIDERS), [{**about, "day": day} for day in sorted(days)])


def to_text(outsider: Outsider | None) -> str:
    """Return somebody as JSON."""
    return json.dumps({"number": outsider.number, "names": sorted(outsider.names)}) if outsider else ""


def from_text(text: str | None) -> Outsider | None:
    """Return whom ``to_text`` has written; None if nobody is known, or it can't be read any more."""
    if not text:
        return None
    found = json.loads(text)
    return Outsider(found["number"], frozenset(found["names"]))


def _row(span: CallSpan, company: str, deleted: PersonalDataDeleted) -> Row:
    return {
        "call": span.call,
        "first_day": span.begins.astimezone(UTC).date(),
        "last_day": span.ends.astimezone(UTC).date() + AFTER,
        "company": company,
        "about": to_text(deleted.named.get(span.call)),
    }
