"""Keeps the stored facts up with the record of calls.

A call that changes is marked in the transaction that changes it, so that nothing is lost when a process dies. The
worker puts the facts of marked calls into their days. A call in progress stays marked; until its facts are stored,
whoever asks for figures counts them from the record (``app.figures.loading``).
"""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select

from app.company.models import Company
from app.company.service import own_company
from app.db import company_in_force, company_scope, db, every_company
from app.db.upserts import connection, put, table_of
from app.figures import duty_days
from app.figures.models import FigureMark, FigureState
from app.figures.own import own, tally_all
from app.figures.store import forget_columns, forget_days, put_facts
from app.figures.tally import day_begins
from app.per_company import one_by_one
from app.ports.call_records import call_records
from app.ports.calls import CallsChanged

RULES = 2
"""Grows when the definition of the facts changes: then those of all days are made anew."""

MOST_AT_ONCE = 2_000
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)
MARKS, STATES = table_of(FigureMark), table_of(FigureState)


def mark(happened: Sequence[CallsChanged]) -> None:
    """Mark calls that have changed, in the current transaction."""
    put(
        MARKS,
        [
            {"company_id": each.company_id, "call": call, "version": secrets.randbits(62)}
            for each in happened
            for call in each.calls
        ],
    )


def merge_all() -> None:
    """Bring the facts of all companies up to date."""
    with every_company():
        companies = list(db.session.scalars(select(Company.id).order_by(Company.id)))
    db.session.rollback()
    one_by_one(companies, merge_company)


def merge_company(company_id: int) -> None:
    """Bring the facts of a company up to date: those of changed calls, and those that were never made."""
    with company_scope(company_id):
        _check_rules()
        while merge():
            pass
        while make_next_day():
            pass
        while duty_days.make_next_days():
            pass
        db.session.commit()


def merge(most: int = MOST_AT_ONCE) -> bool:
    """Store the facts of marked calls that are over, and commit; return whether there may be more of them."""
    marks = _marks_of_ended(most)
    if not marks:
        return False
    zone = own_company().clock
    found = call_records().records(marks.keys())
    put_facts([facts for facts in tally_all(found, zone) if facts.is_over], zone)
    for call, version in marks.items():
        which = MARKS.c.company_id == company_in_force(), MARKS.c.call == call, MARKS.c.version == version
        connection().execute(delete(MARKS).where(*which))
    db.session.commit()
    return len(marks) >= most


def _marks_of_ended(most: int) -> dict[str, int]:
    """Return at most so many marks of calls that are over. Most of the time there are none."""
    query = select(MARKS.c.call, MARKS.c.version).where(MARKS.c.company_id == company_in_force()).order_by(MARKS.c.call)
    if connection().execute(query.limit(1)).first() is None:
        return {}
    going_on = {call.id for call in call_records().open_calls()}
    rows = connection().execute(query.limit(most + len(going_on))).all()
    return {call: version for call, version in rows if call not in going_on}


def _check_rules() -> None:
    """Begin to make all facts anew if they were made by other rules.

    If only the columns of features are others, the facts that there are stay meanwhile, also those of calls that are no
    longer in the record.
    """
    base = f"{RULES} {own_company().zone}"
    rules = f"{base} {own().digest}"
    state = connection().scalar(select(STATES.c.rules).where(STATES.c.company_id == company_in_force()))
    if state == rules:
        return
    if state is None or state.rpartition(" ")[0] != base:
        forget_days()
        duty_days.forget_days()
    forget_columns()
    first = call_records().next_began(LONG_AGO)
    since = first.astimezone(own_company().clock).toordinal() if first else None
    put(STATES, [{"company_id": company_in_force(), "rules": rules, "since": since}])
    mark([CallsChanged(company_in_force(), tuple(call.id for call in call_records().open_calls()))])
    db.session.commit()


def rebuild() -> None:
    """Make the facts of all days of the company in force anew."""
    connection().execute(delete(STATES).where(STATES.c.company_id == company_in_force()))
    _check_rules()
    while make_next_day():
        pass


def make_next_day() -> bool:
    """Make the facts of the next day that lacks them, and commit; return whether there may be another one."""
    since = connection().scalar(select(STATES.c.since).where(STATES.c.company_id == company_in_force()))
    if since is None:
        return False
    zone = own_company().clock
    begins, ends = day_begins(since, zone), day_begins(since + 1, zone)
    facts = tally_all(call_records().began_in(begins, ends), zone)
    put_facts([each for each in facts if each.is_over], zone)
    following = call_records().next_began(ends)
    then = following.astimezone(zone).toordinal() if following else None
    connection().execute(STATES.update().where(STATES.c.company_id == company_in_force()).values(since=then))
    db.session.commit()
    return then is not None
