"""Notes the companies whose directory is out of date, because rows that are part of it have changed.

A model whose rows are part of the directory derives from ``InDirectory``; features need do nothing else. Before the
transaction is committed, ``app.settings.publishing`` compiles each of these directories once.
"""

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from app.company.models import Company
from app.db import EVERY_COMPANY, OfCompany, company_in_force, db

STALE = "companies with a stale directory"
CHANGED = "companies whose directory has changed"


class ManyDirectories(Exception):
    """Raised when a statement changes rows in the directories of companies that nobody can tell from it."""


class InDirectory(OfCompany):
    """Marks the row's company as changed, as a mixin: the row is part of its directory."""


def mark_stale(company_id: int) -> None:
    """Compile the company's directory when the transaction is committed, whether or not rows have changed."""
    for key in (STALE, CHANGED):
        db.session.info.setdefault(key, set()).add(company_id)


def stale_companies() -> list[int]:
    """Return the ids of the companies whose directory is to be compiled yet."""
    return sorted(db.session.info.get(STALE, ()))


def take_changed() -> set[int]:
    """Return the ids of the companies whose directory has changed in the transaction, and forget them."""
    found: set[int] = db.session().info.pop(CHANGED, set())
    return found


def unmark_stale(company_id: int) -> None:
    """Note that the company's directory is compiled."""
    db.session.info[STALE].discard(company_id)


@event.listens_for(Session, "after_flush")
def _note_rows(session: Session, _context: UOWTransaction) -> None:
    changed = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
    for row in changed:
        if isinstance(row, InDirectory):
            mark_stale(row.company_id)
        elif isinstance(row, Company) and inspect(row).persistent and row not in session.new:
            mark_stale(row.id)


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    """Mark the company in force, to which many rows at once belong. Raise ManyDirectories."""
    if state.is_select or state.bind_mapper is None:
        return
    model = state.bind_mapper.class_
    is_of_one = issubclass(model, InDirectory) and (company_id := company_in_force()) is not EVERY_COMPANY
    if is_of_one:
        mark_stale(company_id)
    elif issubclass(model, InDirectory) or (state.is_update and issubclass(model, Company)):
        raise ManyDirectories(model.__name__)
