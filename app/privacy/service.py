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
from app.ports.outsiders import KeptOfOutsiders, Outsider, Place, kept_of_outsiders, places_of_outsiders
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
    them, with how much. *places* have the number, too, and nothing deletes it there: they are to be changed by hand."""

    number: str
    calls: Sequence[str]
    outsider: Outsider
    kept: Sequence[tuple[KeptOfOutsiders, int]]
    places: Sequence[Place]

    @property
    def has_any(self) -> bool:
        """Return whether there is anything to delete."""
        return bool(self.calls or self.kept)


def person_of(written: str) -> Person:
    """Return the person whose number is *written* in any way. Raise NobodyKnown if nothing is known of it."""
    number = numbers.read(own_company().numbering_plan, written)
    found = calls().calls_of_person(number)
    outsider = Outsider(number, _names(number, found))
    counted = [(each, each.count(outsider)) for each in kept_of_outsiders()] if is_complete(number) else []
    kept = [(each, count) for each, count in counted if count]
    places = places_of(outsider)
    if not (found or kept or places):
        raise NobodyKnown(_("No call that is over is from or to %(number)s.", number=number))
    return Person(number, found, outsider, kept, places)


def places_of(outsider: Outsider) -> list[Place]:
    """Return the places that have the number and from which nothing deletes it."""
    if not is_complete(outsider.number):
        return []
    return [place for find in places_of_outsiders() for place in find(outsider)]


def _names(number: str, found: Sequence[str]) -> frozenset[str]:
    """Return the names by which somebody is known: on lists, and as their own phone says."""
    own = {call.caller_name.strip() for call in call_records().records(found) if call.caller == number}
    return frozenset(own | {callers().names_of([number]).get(number, "")}) - {""}


def places_left(person: Person) -> list[Place]:
    """Return where the number still is once the person was erased, also where the owner wanted to keep it."""
    optional = [place for each, _count in person.kept if each.is_optional for place in each.places(person.outsider)]
    return [*optional, *person.places]


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
