"""Forgets numbers outside of which no call is left, as when a person's data was deleted.

Their whole numbers stay, because none is ever used again; what they stood for goes.
"""

import numpy as np
from sqlalchemy import select, update

from app.company.models import Company
from app.company.service import own_company
from app.db import company_in_force, company_scope, db, every_company
from app.db.upserts import connection, table_of
from app.figures.columns import Column, decode
from app.figures.facts import COLUMNS
from app.figures.models import FigureColumn, FigureMark, FigureTerm
from app.figures.tally import tally
from app.figures.terms import MANY, find
from app.per_company import one_by_one
from app.ports.call_records import call_records

TERMS, MARKS, DATA = table_of(FigureTerm), table_of(FigureMark), table_of(FigureColumn)
FORGOTTEN = "-"
"""Begins the text of a forgotten term. No number outside begins with it."""

AT_ONCE = 500
TOGETHER = [(kind, name) for kind, columns in COLUMNS.items() for name in columns if name == MANY]
"""Where numbers outside stand."""


def forget_all() -> None:
    """Forget, for each company, the numbers outside that are in no call any more."""
    with every_company():
        companies = list(db.session.scalars(select(Company.id).order_by(Company.id)))
    db.session.rollback()
    one_by_one(companies, forget_outside)


def forget_outside(company_id: int) -> None:
    """Do so for one company, but not of calls whose facts are still to be stored."""
    with company_scope(company_id):
        theirs = TERMS.c.company_id == company_id, TERMS.c.kind == MANY, ~TERMS.c.value.startswith(FORGOTTEN)
        known = np.asarray(list(connection().scalars(select(TERMS.c.number).where(*theirs))), dtype=np.int64)
        gone = np.setdiff1d(known, np.union1d(_in_calls(), _to_be_stored(company_id)))
        for at in range(0, len(gone), AT_ONCE):
            some = TERMS.c.company_id == company_id, TERMS.c.number.in_(gone[at : at + AT_ONCE].tolist())
            values = {"value": FORGOTTEN + TERMS.c.number.cast(TERMS.c.value.type), "first_at": 0}
            connection().execute(update(TERMS).where(*some).values(**values))
        db.session.commit()


def _in_calls() -> Column:
    """Return the numbers outside that the stored facts have."""
    found: Column = np.asarray([], dtype=np.int64)
    for kind, name in TOGETHER:
        which = DATA.c.company_id == company_in_force(), DATA.c.kind == kind, DATA.c.name == name
        for data in connection().scalars(select(DATA.c.data).where(*which)):
            found = np.union1d(found, decode(data))
    return found


def _to_be_stored(company_id: int) -> list[int]:
    """Return the numbers outside of calls that go on, or have changed since their facts were stored."""
    marked = list(connection().scalars(select(MARKS.c.call).where(MARKS.c.company_id == company_id)))
    zone = own_company().clock
    found = {tally(call, zone).call.outside for call in call_records().records(marked)}
    return list(find([(MANY, each) for each in found]).values())
