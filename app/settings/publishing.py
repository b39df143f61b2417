"""What all settings have in common: names for flows to refer to, and going live."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app import slugs
from app.company.service import hold_company
from app.db import db
from app.exchange import service as exchange
from app.ports.directory import published_uses, uses
from app.settings.directory import compile_directory
from app.web.errors import Refused


class InUse(Refused):
    """Something that a published flow refers to can't be deleted."""

    status = 409
    code = "in_use"


def publish_directory() -> None:
    """Let the calls that begin from now on see the settings of the company in force, with what all before have made."""
    company = hold_company()
    exchange.set_directory(company.customer_number, compile_directory(company))


def flows_with(kind: str, name: str) -> str:
    """The published flows that refer to it, for a sentence; "" when there is none."""
    return ", ".join(f"“{flow}”" for flow in published_uses(kind, name))


def flows_with_each(kind: str) -> dict[str, str]:
    """The same of everything of this kind that a published flow refers to, by its name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for use in uses():
        if use.kind == kind and use.is_published:
            found[use.name].add(use.flow)
    return {name: ", ".join(f"“{flow}”" for flow in sorted(flows)) for name, flows in found.items()}


def free_name(names: InstrumentedAttribute[str], label: str) -> str:
    """Return a name made of *label* that is not in the column *names* of the company in force yet."""
    hold_company()
    return slugs.free_name(label, set(db.session.scalars(select(names))))
