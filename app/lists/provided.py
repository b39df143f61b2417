"""Implements ``app.ports.callers``."""

from collections.abc import Collection, Mapping

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db, find
from app.lists import service
from app.lists.callers import MOST_NOTE_CHARACTERS, Caller
from app.lists.models import CallerEntry, CallerList
from app.ports.callers import ListName
from app.web.errors import Refused
from designer.runtime import numbers

__all__ = ["add_to_list", "lists", "lists_of", "names_of", "numbers_named"]
MOST_NAMED = 50


class OnTheListAlready(Refused):
    """Reports that the caller is on the list."""

    status = 409
    code = "listed"


class NoNumber(Refused):
    """Reports that the caller showed no number that a list can have."""

    code = "no_number"


def names_of(wanted: Collection[str]) -> Mapping[str, str]:
    """Return the notes that lists have on those of *wanted* that are on any, by number."""
    query = select(CallerEntry.entry, CallerEntry.note).where(
        CallerEntry.entry.in_(set(wanted)), CallerEntry.note != ""
    )
    return {entry: note for entry, note in db.session.execute(query.order_by(CallerEntry.id))}  # noqa: C416 - rows


def numbers_named(text: str) -> list[str]:
    """Return the numbers whose notes on a list have *text* in them."""
    query = select(CallerEntry.entry).where(CallerEntry.note.icontains(text, autoescape=True))
    return list(db.session.scalars(query.distinct().order_by(CallerEntry.entry).limit(MOST_NAMED)))


def lists() -> list[ListName]:
    """Return the company's lists by label."""
    return [ListName(each.id, each.label) for each in service.list_caller_lists()]


def lists_of(number: str) -> list[ListName]:
    """Return the lists that *number* itself is on."""
    query = (
        select(CallerList).join(CallerEntry, CallerEntry.list_id == CallerList.id).where(CallerEntry.entry == number)
    )
    return [ListName(each.id, each.label) for each in db.session.scalars(query.order_by(CallerList.label))]


def add_to_list(list_id: int, number: str, note: str) -> ListName:
    """Put *number* on a list. Raise NoNumber, OnTheListAlready, or what the service raises."""
    callers = find(CallerList, id=list_id)
    if number != numbers.ANONYMOUS and not numbers.E164.fullmatch(number) and not numbers.is_extension(number):
        raise NoNumber(_("This caller showed no number, so no list can have them."))
    if number in service.entries(callers):
        raise OnTheListAlready(_("This caller is on the list already."))
    service.add_callers(callers, [Caller(number, note[:MOST_NOTE_CHARACTERS])])
    return ListName(callers.id, callers.label)
