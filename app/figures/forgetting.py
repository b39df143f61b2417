"""Forgets numbers outside, and texts such as tags, of which no call is left, as when a person's data was deleted.

Their whole numbers stay, because none is ever used again; what they stood for goes.
"""

import numpy as np
from sqlalchemy import select, update

from app.company.models import Company
from app.company.service import own_company
from app.db import company_in_force, company_scope, db, every_company
from app.db.upserts import connection, table_of
from app.figures.columns import Column, decode
from app.figures.models import FigureColumn, FigureMark, FigureTerm
from app.figures.own import own, tally_all
from app.figures.terms import FORGOTTEN, MANY, find
from app.per_company import one_by_one
from app.ports.call_records import call_records

TERMS, MARKS, DATA = table_of(FigureTerm), table_of(FigureMark), table_of(FigureColumn)
AT_ONCE = 500


def forget_all() -> None:
    """Forget, for each company, the numbers outside and the texts that are in no call any more."""
    with every_company():
        companies = list(db.session.scalars(select(Company.id).order_by(Company.id)))
    db.session.rollback()
    one_by_one(companies, forget_outside)


def forget_outside(company_id: int) -> None:
    """Do so for one company, but not of calls whose facts are still to be stored."""
    with company_scope(company_id):
        to_be_stored = _to_be_stored(company_id)
        for kind in (MANY, *(each.name for each in own().texts)):
            _forget(company_id, kind, np.union1d(_in_calls(kind), to_be_stored))
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


def _in_calls(of: str) -> Column:
    """Return the whole numbers of the terms of a kind that the stored facts have."""
    found: Column = np.asarray([], dtype=np.int64)
    columns = own().terms.items()
    for kind, name in [(kind, name) for kind, names in columns for name, term in names.items() if term == of]:
        which = DATA.c.company_id == company_in_force(), DATA.c.kind == kind, DATA.c.name == name
        for data in connection().scalars(select(DATA.c.data).where(*which)):
            found = np.union1d(found, decode(data))
    return found


def _to_be_stored(company_id: int) -> list[int]:
    """Return the numbers outside, and the texts, of calls that go on, or have changed since their facts were stored."""
    marked = list(connection().scalars(select(MARKS.c.call).where(MARKS.c.company_id == company_id)))
    facts = tally_all(call_records().records(marked), own_company().clock)
    terms = {(MANY, text) for each in facts for text in (each.call.outside, *(leg.outside for leg in each.leg))}
    for place, kind in enumerate(own().texts):
        terms |= {(kind.name, text) for each in facts for text in each.own.texts[place]}
    return list(find(terms).values())
