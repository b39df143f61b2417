"""What all settings have in common: names for flows to refer to, and going live."""

from collections import defaultdict

from sqlalchemy import select

from app import slugs
from app.company.service import hold_company
from app.db import db
from app.exchange import service as exchange
from app.ports.directory import published_uses, uses
from app.settings.directory import compile_directory
from app.settings.models import Calendar, CallerList, Group, Prompt
from app.web.errors import Refused

Named = Group | Prompt | Calendar | CallerList


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


def free_name(model: type[Named], label: str) -> str:
    """A name out of *label* that the company has not used yet."""
    hold_company()
    return slugs.free_name(label, set(db.session.scalars(select(model.name))))
