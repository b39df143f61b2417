"""Forgets numbers outside, and tags, of which no call is left, as when a person's data was deleted.

Their whole numbers stay, because none is ever used again; what they stood for goes.
"""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import select, update

from app.company.models import Company
from app.company.service import own_company
from app.db import company_in_force, company_scope, db, every_company
from app.db.upserts import connection, table_of
from app.figures.columns import Column, decode
from app.figures.facts import TERMS as FACT_TERMS
from app.figures.models import FigureColumn, FigureMark, FigureTerm
from app.figures.tally import tally
from app.figures.terms import FORGOTTEN, MANY, TAG, find
from app.per_company import one_by_one
from app.ports.call_records import call_records

TERMS, MARKS, DATA = table_of(FigureTerm), table_of(FigureMark), table_of(FigureColumn)
AT_ONCE = 500
WHERE = {
    kind: [(fact, name) for fact, columns in FACT_TERMS.items() for name, of in columns.items() if of == kind]
    for kind in (MANY, TAG)
}
"""The columns in which numbers outside, and tags, stand."""


def forget_all() -> None:
    """Forget, for each company, the numbers outside and the tags that are in no call any more."""
    with every_company():
        companies = list(db.session.scalars(select(Company.id).order_by(Company.id)))
    db.session.rollback()
    one_by_one(companies, forget_outside)


def forget_outside(company_id: int) -> None:
    """Do so for one company, but not of calls whose facts are still to be stored."""
    with company_scope(company_id):
        to_be_stored = _to_be_stored(company_id)
        for kind, columns in WHERE.items():
            _forget(company_id, kind, np.union1d(_in_calls(columns), to_be_stored))
        db.session.commit()


def _forget(company_id: int, kind: str, used: Column) -> None:
    """Forget the terms of a kind that are not *used*."""
    theirs = TERMS.c.company_id == company_id, TERMS.c.kind == kind, ~TERMS.c.value.startswith(FORGOTTEN)
    known = np.asarray(list(connection().scalars(select(TERMS.c.number).where(*theirs))), dtype=np.int64)
    gone = np.setdiff1d(known, used)
    for at in range(0, len(gone), AT_ONCE):
        some = TERMS.c.company_id == company_id, TERMS.c.number.in_(gone[at : at + AT_ONCE].tolist())
        values = {"value": FORGOTTEN + TERMS.c.number.cast(TERMS.c.value.type), "first_at": 0}
        connection().execute(update(TERMS).where(*some).values(**values))


def _in_calls(columns: Sequence[tuple[str, str]]) -> Column:
    """Return the whole numbers that the stored facts have in these *columns*."""
    found: Column = np.asarray([], dtype=np.int64)
    for kind, name in columns:
        which = DATA.c.company_id == company_in_force(), DATA.c.kind == kind, DATA.c.name == name
        for data in connection().scalars(select(DATA.c.data).where(*which)):
            found = np.union1d(found, decode(data))
    return found


def _to_be_stored(company_id: int) -> list[int]:
    """Return the numbers outside, and the tags, of calls that go on, or have changed since their facts were stored."""
    marked = list(connection().scalars(select(MARKS.c.call).where(MARKS.c.company_id == company_id)))
    zone = own_company().clock
    facts = [tally(call, zone) for call in call_records().records(marked)]
    terms = {(TAG, tag.tag) for each in facts for tag in each.tag}
    terms |= {(MANY, text) for each in facts for text in (each.call.outside, *(leg.outside for leg in each.leg))}
    return list(find(terms).values())
