"""What all settings have in common: names for flows to refer to, and going live."""

import re
import unicodedata

from sqlalchemy import select

from app.account.service import own_company
from app.db import db
from app.errors import Refused
from app.exchange import service as exchange
from app.references import published_uses
from app.settings.directory import compile_directory
from app.settings.models import Calendar, Group, Prompt

MOST_NAME_CHARACTERS = 36
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class InUse(Refused):
    """Something that a published flow refers to can't be deleted."""

    status = 409
    code = "in_use"


def publish_directory() -> None:
    """Let the calls that begin from now on see the settings of the company in force."""
    db.session.flush()
    company = own_company()
    exchange.set_directory(company.customer_number, compile_directory(company))


def flows_with(kind: str, name: str) -> str:
    """The published flows that refer to it, for a sentence; "" when there is none."""
    return ", ".join(f"“{flow}”" for flow in published_uses(kind, name))


def free_name(model: type[Group | Prompt | Calendar], label: str) -> str:
    """A name out of *label* that the company has not used yet: "Größere Firmen" gives "groessere-firmen"."""
    plain = unicodedata.normalize("NFKD", label.lower().translate(UMLAUTS)).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_NAME_CHARACTERS].strip("-") or "unnamed"
    taken = set(db.session.scalars(select(model.name)))
    numbered = (base if index == 1 else f"{base}-{index}" for index in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)
