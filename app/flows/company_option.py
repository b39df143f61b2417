"""Provides ``--company`` of the commands about flows."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.company.models import Company
from app.db import company_scope, db
from app.web.errors import Refused


class NoCompanyGiven(Refused):
    """Says that it is not clear, or can't be read, whose flow it is."""

    code = "no_company"


@contextmanager
def chosen_company(customer_number: str | None) -> Iterator[Company]:
    """Put the company with this customer number in force, or the only one if None. Raise NoCompanyGiven if it is not
    clear which."""
    try:
        companies = {company.customer_number: company for company in db.session.scalars(select(Company))}
    except DBAPIError as problem:
        raise NoCompanyGiven(f"the database can't be read: {problem.orig}") from problem
    if customer_number is None and len(companies) == 1:
        customer_number = next(iter(companies))
    company = companies.get(customer_number or "")
    if company is None:
        there = ", ".join(sorted(companies)) or "none; `flask exchange run` makes the first one"
        raise NoCompanyGiven(f"name a company by its customer number with --company; there is: {there}")
    with company_scope(company.id):
        yield company
