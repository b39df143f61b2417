"""Writes the audit log in the database session itself, so that no route can forget it.

A model takes part by deriving from ``Audited``. Changes outside a signed-in person's request, made by the exchange
itself, are not logged. Statements that change rows in bulk are not seen, so a service that uses one calls
``note_bulk``.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from flask import has_request_context, request
from flask_babel import LazyString
from flask_login import current_user
from sqlalchemy import Connection, event, insert, inspect, update
from sqlalchemy.orm import Mapper, Session

from app.audit.models import AuditEntry
from app.db import Base, OfCompany, company_scope, db, now

HIDDEN = "•••"
ALWAYS_LEFT_OUT = frozenset({"id", "company_id"})
MOST_CHARACTERS = 2_000
MOST_AT_ONCE = 500
Values = dict[str, Any]


class Audited:
    """Logs changes of the model's rows, as a mixin.

    Columns in AUDIT_SECRET are logged as changed, without values. Columns in AUDIT_LEFT_OUT are not logged; a
    change to only those is not logged at all.
    """

    __tablename__: str
    AUDIT_KIND: ClassVar[LazyString]
    AUDIT_SECRET: ClassVar[frozenset[str]] = frozenset()
    AUDIT_LEFT_OUT: ClassVar[frozenset[str]] = frozenset()

    @property
    def audit_name(self) -> str:
        """Return what people call the row."""
        named: Any = self
        return str(getattr(named, "label", None) or getattr(named, "name", ""))


def kinds() -> dict[str, LazyString]:
    """Return the label of each kind of entry, by table."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    return {each.__tablename__: each.AUDIT_KIND for each in classes if issubclass(each, Audited)}


def note(company_id: int, action: str, kind: str, name: str, by: Any = None, thing: str = "", **after: Any) -> None:
    """Log something that no row shows, such as an operator entering a company's account.

    *by* is a user; None means the signed-in user, or nobody known. *thing* is the primary key of what *name* names.
    """
    about = {"action": action, "kind": kind, "thing": thing, "name": name[:200], "after": after}
    entry = AuditEntry(company_id=company_id, **about, **_who(by))
    with company_scope(company_id):
        db.session.add(entry)
        db.session.flush()


def forget_names(company_id: int, kind: str, things: Sequence[str]) -> None:
    """Take the names of *things* out of the log, in the current transaction: people whose data was deleted."""
    of_kind = AuditEntry.company_id == company_id, AuditEntry.kind == kind
    for at in range(0, len(things), MOST_AT_ONCE):
        some = AuditEntry.thing.in_(things[at : at + MOST_AT_ONCE])
        db.session.connection().execute(update(AuditEntry).where(*of_kind, some).values(name=""))


def note_bulk(company_id: int, action: str, kind: str, name: str, **after: Any) -> None:
    """Log what a statement does to many rows, if a signed-in person makes it."""
    if _is_by_a_person():
        note(company_id, action, kind, name, **after)


def _who(by: Any = None) -> Values:
    person = by or (current_user if _is_by_a_person() else None)
    return {
        "user_id": person and person.id,
        "who": person.name if person else "",
        "role": person.role if person else "",
        "address": (request.remote_addr or "")[:45] if has_request_context() else "",
    }


def _is_by_a_person() -> bool:
    return has_request_context() and current_user and current_user.is_authenticated


@event.listens_for(Mapper, "mapper_configured")
def _remember_old_values(mapper: Mapper[Any], cls: type) -> None:
    """Load the old value also of a row that was not read since the last commit."""
    if issubclass(cls, Audited):
        for column in mapper.column_attrs:
            getattr(cls, column.key).impl.active_history = True


@event.listens_for(Session, "after_flush")
def _write_down(session: Session, *_: object) -> None:
    """Write entries in the transaction of the change itself: neither exists without the other."""
    added = [row for row in session.new if isinstance(row, Audited)]
    changed = [row for row in session.dirty if isinstance(row, Audited)]
    if (added or changed) and _is_by_a_person():
        entries = [
            *(entry for row in added for entry in _entries(row, "added")),
            *(entry for row in changed for entry in _entries(row, "changed")),
        ]
        _insert(session.connection(), entries)


@event.listens_for(Mapper, "before_delete")
def _write_down_deleted(_mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    """Also log a row that is deleted because it was removed from its parent, which a session does not count."""
    if isinstance(row, Audited) and _is_by_a_person():
        _insert(connection, [*_entries(row, "deleted")])


def _insert(connection: Connection, entries: list[Values]) -> None:
    if entries:
        connection.execute(insert(AuditEntry), entries)


def _entries(row: Any, action: str) -> Iterator[Values]:
    before, after = _difference(row, action)
    if not before and not after:
        return
    state = inspect(row)
    yield {
        "company_id": row.company_id if isinstance(row, OfCompany) else row.id,
        "at": now(),
        **_who(),
        "action": action,
        "kind": row.__tablename__,
        "thing": ":".join(str(part) for part in state.identity or state.mapper.primary_key_from_instance(row)),
        "name": row.audit_name[:200],
        "before": before,
        "after": after,
    }


def _difference(row: Any, action: str) -> tuple[Values, Values]:
    before: Values = {}
    after: Values = {}
    state = inspect(row)
    for column in state.mapper.column_attrs:
        name = column.key
        if name in ALWAYS_LEFT_OUT or name in row.AUDIT_LEFT_OUT:
            continue
        history = state.attrs[name].history
        old = history.deleted[0] if history.deleted else None
        new = getattr(row, name)
        if action == "deleted":
            before[name] = _shown(row, name, new)
        elif action == "added":
            after[name] = _shown(row, name, new)
        elif history.has_changes() and old != new:
            before[name], after[name] = _shown(row, name, old), _shown(row, name, new)
    return before, after


def _shown(row: Any, name: str, value: Any) -> Any:
    """Return a value as JSON, with secrets hidden and long texts cut."""
    if name in row.AUDIT_SECRET and value is not None:
        return HIDDEN
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return HIDDEN
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        return f"{value[:MOST_CHARACTERS]}…"
    return value
