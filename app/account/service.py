from sqlalchemy import func, select

from app.account.models import Company
from app.db import company_in_force, db


def own_company() -> Company:
    """The company in force."""
    company = db.session.get(Company, company_in_force())
    assert company is not None  # the id came from a row that refers to it
    return company


def is_shared() -> bool:
    """Whether the installation has more than one company."""
    return (db.session.scalar(select(func.count(Company.id))) or 0) > 1
