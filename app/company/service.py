"""Finds companies, and serialises changes within one."""

from collections.abc import Collection

from sqlalchemy import func, select, update

from app.company.models import Company
from app.company.targets import USUAL, Targets
from app.db import NoCompany, company_in_force, db


def own_company() -> Company:
    """Return the company in force."""
    company = db.session.get(Company, company_in_force())
    assert company is not None  # the id came from a row that refers to it
    return company


def is_there(company_id: int) -> bool:
    """Return whether there is such a company."""
    return db.session.scalar(select(Company.id).where(Company.id == company_id)) is not None


def targets_to_name() -> Targets:
    """Return the targets of the company in force, for texts that name them; the usual ones for those that are about no
    company, such as the documentation."""
    try:
        company_in_force()
    except NoCompany:
        return USUAL
    return own_company().targets


def lock_company() -> Company:
    """Lock the company in force until the transaction ends, and return it.

    What is read from now on includes all changes of others, so a free extension stays free and a counter gives each
    number once. The row is written rather than locked: SQLite has no row locks, and PostgreSQL would let two
    transactions that have just added rows of the company wait for each other.
    """
    this = Company.id == company_in_force()
    db.session.connection().execute(update(Company).where(this).values(name=Company.name))
    db.session.flush()
    db.session.expire_all()
    return own_company()


def is_shared() -> bool:
    """Return whether the installation has more than one company."""
    return (db.session.scalar(select(func.count(Company.id))) or 0) > 1


def ids_of(customer_numbers: Collection[str]) -> dict[str, int]:
    """Return {customer number: id} of those companies that exist."""
    rows = db.session.execute(
        select(Company.customer_number, Company.id).where(Company.customer_number.in_(customer_numbers))
    )
    return dict(rows.all())
