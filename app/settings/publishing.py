"""Provides what all settings share: names for flows to refer to, and publishing."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app import slugs
from app.company.models import Company
from app.company.service import lock_company
from app.company.stale import stale_companies, unmark_stale
from app.db import company_scope, db
from app.exchange import service as exchange
from app.ports.flows import published_uses, uses
from app.settings.directory import compile_directory
from app.web.errors import Refused


class InUse(Refused):
    """Says that a published flow refers to something, so it can't be deleted."""

    status = 409
    code = "in_use"


def publish_stale() -> None:
    """Compile the directories that are out of date, so that the calls that begin after the commit go by them."""
    db.session.flush()
    for company_id in stale_companies():
        if db.session.get(Company, company_id) is not None:  # else it is deleted itself
            with company_scope(company_id):
                company = lock_company()
                exchange.set_directory(company.customer_number, compile_directory(company))
        unmark_stale(company_id)


def flows_with(kind: str, name: str) -> str:
    """Return the published flows that refer to it, for a sentence; "" if there are none."""
    return ", ".join(f"“{flow}”" for flow in published_uses(kind, name))


def flows_with_each(kind: str) -> dict[str, str]:
    """Return the same for everything of this kind that published flows refer to, by name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for use in uses():
        if use.kind == kind and use.is_published:
            found[use.name].add(use.flow)
    return {name: ", ".join(f"“{flow}”" for flow in sorted(flows)) for name, flows in found.items()}


def free_name(label: str, *columns: InstrumentedAttribute[str]) -> str:
    """Return a name made from *label* that is not yet in one of the *columns* of the company in force."""
    lock_company()
    return slugs.free_name(label, {name for column in columns for name in db.session.scalars(select(column))})
