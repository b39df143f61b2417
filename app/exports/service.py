"""Orders files, and finds those of a user."""

import secrets
from datetime import timedelta
from typing import BinaryIO

from sqlalchemy import select

from app.auth.models import User
from app.db import db, now
from app.db.groups import Groups
from app.exports import call_rows, figure_rows, words
from app.exports.asked import args_of
from app.exports.models import FAILED, QUEUED, READY, Export
from app.exports.sheet import Sheet
from app.gateways.storage import NotStored, Storage
from app.port import Port
from app.ports.exports import CallTable, Format, Table
from app.ports.figures import Selection, figures
from app.ports.waking import EXPORTS, wake

KEPT = timedelta(days=7)
MOST_WAITING = 20
"""How many files of one person may be under way, so that nobody keeps all others waiting."""

SHOWN = 100

storage: Port[Storage] = Port("storage of exports")


class TooMany(ValueError):
    """Raised when somebody orders more files while many of theirs are under way."""


def sheet_of(table: Table, title: str = "") -> Sheet:
    """Return the table with the rows that there are now, for the company and the groups in force."""
    return call_rows.sheet_of(table, title) if isinstance(table, CallTable) else figure_rows.sheet_of(table, title)


def title_of(table: Table) -> str:
    """Return what people call the table."""
    if isinstance(table, CallTable):
        return str(figures().measures()[table.measure].label)
    return figure_rows.title_of(table)


def selection_of(table: Table) -> Selection:
    """Return which calls the table is about."""
    return table.selection if isinstance(table, CallTable) else table.question.selection


def order(
    table: Table,
    format: Format,
    user: User,
    language: str,
    *,
    title: str = "",
    kept: timedelta = KEPT,
    is_told: bool = True,
) -> Export:
    """Let the worker make a file for *user*, once if they order the same again before it is begun. Raise TooMany."""
    args = [list(each) for each in args_of(table)]
    groups = user.sees_groups
    if is_told:
        waiting = _waiting(user)
        if same := next((each for each in waiting if _is_same(each, args, format, language, groups)), None):
            return same
        if len(waiting) == MOST_WAITING:
            raise TooMany
    named = title or title_of(table)
    made = Export(
        id=secrets.token_hex(16),
        user_id=user.id,
        args=args,
        format=format,
        title=named[:160],
        file_name=words.file_name(named, selection_of(table), format)[:160],
        language=language,
        groups=None if groups is None else sorted(groups),
        is_told=is_told,
        expires_at=now() + kept,
    )
    db.session.add(made)
    db.session.flush()
    wake([EXPORTS])
    return made


def _waiting(user: User) -> list[Export]:
    """Return the files of the user that wait for the worker."""
    waiting = select(Export).where(Export.user_id == user.id, Export.state == QUEUED, Export.is_told)
    return list(db.session.scalars(waiting.limit(MOST_WAITING)))


def _is_same(export: Export, args: list[list[str]], format: Format, language: str, groups: Groups) -> bool:
    of_groups = None if groups is None else sorted(groups)
    return (export.args, export.format, export.language, export.groups) == (args, format, language, of_groups)


def exports_of(user_id: int) -> list[Export]:
    """Return the newest files of the user, the newest first."""
    mine = select(Export).where(Export.user_id == user_id, Export.is_told)
    return list(db.session.scalars(mine.order_by(Export.ordered_at.desc(), Export.id).limit(SHOWN)))


def find_export(user_id: int, export_id: str, groups: Groups) -> Export | None:
    """Return the file if it is the user's, and has nothing that they may not see any more."""
    found = db.session.scalar(select(Export).where(Export.id == export_id, Export.user_id == user_id))
    return found if found and may_see(found, groups) else None


def may_see(export: Export, groups: Groups) -> bool:
    """Return whether somebody who sees *groups* may see all that is in the file."""
    return groups is None or (export.groups is not None and groups.issuperset(export.groups))


def open_file(export: Export) -> BinaryIO | None:
    """Return the file's bytes; None if it is not there, or should not be any more."""
    if export.state != READY or export.expires_at <= now():
        return None
    try:
        return storage().open(export.key)
    except NotStored:
        return None


def remove(export: Export) -> None:
    """Delete the file and its row; if it is being made, the worker stops."""
    storage().delete(export.key)
    db.session.delete(export)
    db.session.flush()


def try_again(export: Export) -> None:
    """Make a file that failed once more."""
    if export.state == FAILED:
        export.state, export.trouble, export.done_count, export.ended_at = QUEUED, "", 0, None
