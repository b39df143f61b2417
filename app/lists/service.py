"""Manages lists of callers."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import Select, delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from app.audit.audited import note_bulk
from app.company.service import lock_company, own_company
from app.db import company_in_force, count_rows, db
from app.lists.callers import MOST_ENTRIES, Caller, Read, read_callers, read_entry
from app.lists.models import CallerEntry, CallerList
from app.paging import page_count
from app.phone_numbers import searched_parts
from app.settings.publishing import InUse, flows_with, free_name
from app.tables import Row
from app.web.errors import Refused
from designer.runtime import numbers

PAGE = 100
MOST_NOTED = 50
"""How many entries the audit log names; of more, it has the number only."""

READY_MADE = {"vip": lazy_gettext("VIP"), "blocked": lazy_gettext("Blocked")}


class TooMany(Refused):
    """Says that the company's lists would be longer than the switch should carry."""

    code = "too_many"


class AddedMeanwhile(Refused):
    """Says that somebody else added the same caller at the same moment."""

    status = 409
    code = "conflict"


@dataclass(frozen=True)
class Page:
    """Describes a page of entries: *found* of *count* matches."""

    found: list[CallerEntry]
    count: int
    number: int

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return page_count(self.count, PAGE)


def list_caller_lists() -> list[CallerList]:
    """Return the company's lists by label."""
    return list(db.session.scalars(select(CallerList).order_by(CallerList.label)))


def counts() -> dict[int, int]:
    """Return how many callers are on each list, by its id."""
    rows = db.session.execute(select(CallerEntry.list_id, func.count()).group_by(CallerEntry.list_id))
    return {list_id: found for list_id, found in rows}  # noqa: C416 - rows are no pairs to the type checker


def count(callers: CallerList) -> int:
    """Return how many callers are on a list."""
    return counts().get(callers.id, 0)


def add_caller_list(label: str, entries: Iterable[Caller | str], name: str | None = None) -> CallerList:
    """Add a list. *name* is what flows refer to, None derives one. Raise TooMany if there are too many."""
    callers = CallerList(name=name or free_name(label, CallerList.name), label=label, revision=1)
    db.session.add(callers)
    db.session.flush()
    add_callers(callers, [each if isinstance(each, Caller) else Caller(each) for each in entries])
    return callers


def add_ready_made() -> None:
    """Add two empty lists that most companies want, if there is none yet."""
    lock_company()
    if list_caller_lists():
        return
    for name, label in READY_MADE.items():
        add_caller_list(str(label), [], name=name)


def rename_caller_list(callers: CallerList, label: str) -> None:
    """Rename a list."""
    callers.label = label
    callers.revision += 1


def read(callers: CallerList | None, rows: Iterable[Row]) -> Read:
    """Return what of a table could be added to the list; None means a new one."""
    return read_callers(rows, own_company().numbering_plan, entries(callers) if callers else ())


def entries(callers: CallerList) -> set[str]:
    """Return the entries of a list."""
    return set(db.session.scalars(select(CallerEntry.entry).where(CallerEntry.list_id == callers.id)))


def add_callers(callers: CallerList, added: list[Caller]) -> None:
    """Add callers who are not on the list yet. Raise TooMany if there are too many, or AddedMeanwhile if somebody else
    has just added the number."""
    lock_company()
    room = MOST_ENTRIES - sum(counts().values())
    if len(added) > room:
        sentence = _(
            "All lists together have at most %(most)s callers, as they travel to the switch at each change. There is "
            "room for %(room)s more, and these are %(count)s. The beginning of a number, as +49170*, stands for many.",
            most=MOST_ENTRIES,
            room=max(0, room),
            count=len(added),
        )
        raise TooMany(sentence)
    if added:
        _insert(callers, added)
        _note(callers, "added", [each.entry for each in added])


def seen_as(each: CallerEntry) -> str:
    """Return a text that changes when somebody changes the caller."""
    return f"{each.entry} {each.note}"


def change_caller(each: CallerEntry, caller: Caller) -> None:
    """Change a caller; a new number must not be on the list yet. Raise AddedMeanwhile if somebody else has just added
    the number."""
    before = _described(each.entry, each.note)
    each.entry, each.note = caller.entry, caller.note
    try:
        db.session.flush()
    except IntegrityError as problem:
        db.session.rollback()
        raise AddedMeanwhile(_("Somebody else added one of these callers just now. Try again.")) from problem
    callers = db.session.get_one(CallerList, each.list_id)
    _note(callers, "changed", [f"{before} → {_described(each.entry, each.note)}"])


def changed_entry(callers: CallerList, each: CallerEntry, written: str) -> str:
    """Return the new entry of *each*. Raise ValueError if it is not valid or already listed."""
    entry = read_entry(written, own_company().numbering_plan)
    if entry != each.entry and entry in entries(callers):
        raise ValueError(_("This caller is on the list already."))
    return entry


def _described(entry: str, note: str) -> str:
    return f"{entry} ({note})" if note else entry


def remove_callers(callers: CallerList, ids: list[int]) -> int:
    """Remove callers, and return how many were still there."""
    mine = (CallerEntry.list_id == callers.id, CallerEntry.id.in_(ids))
    gone = list(db.session.scalars(select(CallerEntry.entry).where(*mine)))
    if gone:
        db.session.execute(delete(CallerEntry).where(*mine))
        _note(callers, "deleted", gone)
    return len(gone)


def search(callers: CallerList, text: str, page: int) -> Page:
    """Return a page of entries, the newest first, that match by number, also in national form, or by note."""
    query = _matching(callers, text)
    matches = count_rows(query)
    page = min(max(1, page), page_count(matches, PAGE))
    newest = query.order_by(CallerEntry.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return Page(list(db.session.scalars(newest)), matches, page)


def all_callers(callers: CallerList) -> list[CallerEntry]:
    """Return all entries of a list."""
    return list(db.session.scalars(_matching(callers, "").order_by(CallerEntry.id)))


def delete_caller_list(callers: CallerList) -> None:
    """Delete a list. Raise InUse if a published flow refers to it."""
    if flows := flows_with("list", callers.name):
        raise InUse(_("The list %(name)s can't be deleted: it decides in %(flows)s.", name=callers.label, flows=flows))
    db.session.execute(delete(CallerEntry).where(CallerEntry.list_id == callers.id))
    db.session.delete(callers)


def _matching(callers: CallerList, text: str) -> Select[CallerEntry]:
    query = select(CallerEntry).where(CallerEntry.list_id == callers.id)
    if not text:
        return query
    written = searched_parts(text, own_company().numbering_plan) or {numbers.dialled(text)}
    has_number = [CallerEntry.entry.contains(each, autoescape=True) for each in written]
    return query.where(or_(CallerEntry.note.icontains(text, autoescape=True), *has_number))


def _insert(callers: CallerList, added: list[Caller]) -> None:
    own = {"list_id": callers.id, "company_id": company_in_force()}
    try:
        db.session.execute(insert(CallerEntry), [{**own, "entry": each.entry, "note": each.note} for each in added])
    except IntegrityError as problem:
        db.session.rollback()
        raise AddedMeanwhile(_("Somebody else added one of these callers just now. Try again.")) from problem


def _note(callers: CallerList, action: str, changed: list[str]) -> None:
    names = ", ".join(changed[:MOST_NOTED])
    note_bulk(callers.company_id, action, CallerList.__tablename__, callers.label, entries=names, count=len(changed))
