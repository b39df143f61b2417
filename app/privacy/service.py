"""Takes a person outside out of calls, by lines of the journal, so that no rebuild brings them back."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.audit.audited import note_bulk
from app.audit.outsiders import forget as forget_in_log
from app.company.noting import note_deleted
from app.company.service import own_company
from app.phone_numbers import is_complete
from app.ports.call_records import call_records
from app.ports.callers import callers
from app.ports.calls import OF_CALL, calls
from app.ports.outsiders import KeptOfOutsiders, Outsider, kept_of_outsiders
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
    """Describes whom *number* reaches, and the *calls* in which the person is named. *kept* is what else there is of
    them, with how much."""

    number: str
    calls: Sequence[str]
    outsider: Outsider
    kept: Sequence[tuple[KeptOfOutsiders, int]]


def person_of(written: str) -> Person:
    """Return the person whose number is *written* in any way. Raise NobodyKnown if nothing is known of it."""
    number = numbers.read(own_company().numbering_plan, written)
    found = calls().calls_of_person(number)
    outsider = Outsider(number, _names(number, found))
    counted = [(each, each.count(outsider)) for each in kept_of_outsiders()] if is_complete(number) else []
    kept = [(each, count) for each, count in counted if count]
    if not found and not kept:
        raise NobodyKnown(_("No call that is over is from or to %(number)s.", number=number))
    return Person(number, found, outsider, kept)


def _names(number: str, found: Sequence[str]) -> frozenset[str]:
    """Return the names by which somebody is known: on lists, and as their own phone says."""
    own = {call.caller_name.strip() for call in call_records().records(found) if call.caller == number}
    return frozenset(own | {callers().names_of([number]).get(number, "")}) - {""}


def erase_person(person: Person, keeps_lists: bool = False) -> None:
    """Take the person out of all their calls, and out of whatever else has their number; *keeps_lists* leaves what is
    optional. The log of changes says how many calls, and not who."""
    erase(person.calls)
    for each, _count in person.kept:
        if not (keeps_lists and each.is_optional):
            each.delete(person.outsider)
    forget_in_log(person.outsider)
    note_bulk(own_company().id, "deleted", "person", _("A caller’s data"), calls=len(person.calls))


def erase(names: Sequence[str]) -> None:
    """Take the people outside out of these calls, once the current transaction is committed."""
    for at in range(0, len(names), BATCH):
        note_deleted(OF_CALL, names[at : at + BATCH])
