"""Takes a person outside out of calls, by lines of the journal, so that no rebuild brings them back."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.audit.audited import note_bulk
from app.company.noting import note_deleted
from app.company.service import own_company
from app.ports.calls import OF_CALL, calls
from app.web.errors import Refused
from designer.runtime import numbers

BATCH = 500
"""Calls in one line of the journal."""


class NobodyKnown(Refused):
    """Says that no call has the number."""

    status = 404
    code = "nobody_known"


@dataclass(frozen=True)
class Person:
    """Describes whom *number* reaches, and the *calls* in which the person is named."""

    number: str
    calls: Sequence[str]


def person_of(written: str) -> Person:
    """Return the person whose number is *written* in any way. Raise NobodyKnown if no call has it."""
    number = numbers.read(own_company().numbering_plan, written)
    found = calls().calls_of_person(number)
    if not found:
        raise NobodyKnown(_("No call that is over is from or to %(number)s.", number=number))
    return Person(number, found)


def erase_person(person: Person) -> None:
    """Take the person out of all their calls. The log of changes says how many, and not who."""
    erase(person.calls)
    note_bulk(own_company().id, "deleted", "person", _("A caller’s data"), calls=len(person.calls))


def erase(names: Sequence[str]) -> None:
    """Take the people outside out of these calls, once the current transaction is committed."""
    for at in range(0, len(names), BATCH):
        note_deleted(OF_CALL, names[at : at + BATCH])
