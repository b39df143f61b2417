"""Stores the texts of programs and directories in the database, as long as a call may use them.

What no entry names any more is kept for KEEP, for the calls that began with it. If that is too much, the oldest are
deleted earlier, but none that a call in progress uses.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.db import db, now
from app.exchange.models import SwitchText
from app.ports.calls import calls
from app.web.errors import Refused
from switch.published import FOLDERS

KEEP = timedelta(hours=24)
SETTLED = timedelta(minutes=15)
"""A call that has just begun may be unknown, so nothing that was named this recently is deleted."""

COMPANY_BYTES = 64_000_000
ALL_BYTES = 1_000_000_000
"""How much of what no entry names is kept, per company and in total, once it is SETTLED."""

MOST_COMPANY_BYTES = 256_000_000
"""How much a company may have in total; beyond that, nothing can be published until something is deleted."""

BATCH = 500


class TooManyPublications(Refused):
    """Says that so much was published recently that calls in progress leave no room for more."""

    status = 409
    code = "too_many_publications"


def is_text(name: str) -> bool:
    """Return whether *name* is the name of a text."""
    return name.partition(":")[0] in FOLDERS


def keep(name: str, content: str, company: str) -> None:
    """Store a text that is named from now on. Raise TooManyPublications if there is no room for more."""
    wanted = update(SwitchText).where(SwitchText.name == name).values(unused_since=None)
    if db.session.connection().execute(wanted).rowcount:
        return
    size = len(content.encode())
    _refuse_beyond_limit(company, size)
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    values = {"name": name, "company": company, "size_bytes": size, "content": content, "unused_since": None}
    row = insert(SwitchText).values(values)
    db.session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"unused_since": None}))


def _refuse_beyond_limit(company: str, more_bytes: int) -> None:
    if company and _bytes_of(SwitchText.company == company) + more_bytes > MOST_COMPANY_BYTES:
        raise TooManyPublications(
            _(
                "So much was published lately that there is no room for more. Calls in progress still need some of it. "
                "Try again in a quarter of an hour."
            )
        )


def read(name: str) -> str | None:
    """Return a text, or None."""
    return db.session.scalar(select(SwitchText.content).where(SwitchText.name == name))


def read_all(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of existing texts one by one, because together they may be large."""
    for name in names:
        content = read(name)
        if content is not None:
            yield name, content


def sizes(names: Iterable[str]) -> dict[str, int]:
    """Return the sizes in bytes of existing texts."""
    found: dict[str, int] = {}
    wanted = list(names)
    for begin in range(0, len(wanted), BATCH):
        some = SwitchText.name.in_(wanted[begin : begin + BATCH])
        found |= {row.name: row.size_bytes for row in db.session.execute(_SIZES.where(some))}
    return found


def all_sizes() -> dict[str, int]:
    """Return the sizes in bytes of all texts."""
    return {row.name: row.size_bytes for row in db.session.execute(_SIZES)}


def all_names() -> set[str]:
    """Return the names of all texts."""
    return set(db.session.scalars(select(SwitchText.name)))


def retire(name: str) -> None:
    """Note that no entry names a text any more."""
    is_named = SwitchText.name == name
    db.session.execute(update(SwitchText).where(is_named, SwitchText.unused_since.is_(None)).values(unused_since=now()))


def note_unused(named: set[str]) -> None:
    """Note which texts entries name, and which they don't."""
    for name, unused_since in list(db.session.execute(select(SwitchText.name, SwitchText.unused_since))):
        if name not in named and unused_since is None:
            retire(name)
        elif name in named and unused_since is not None:
            db.session.execute(update(SwitchText).where(SwitchText.name == name).values(unused_since=None))


def forget() -> None:
    """Delete what is too old, and what is too much."""
    _forget(SwitchText.unused_since < now() - KEEP)
    companies = select(SwitchText.company).where(_IS_UNUSED).group_by(SwitchText.company)
    too_much = companies.having(func.sum(SwitchText.size_bytes) > COMPANY_BYTES)
    for company in list(db.session.scalars(too_much)):
        _shrink(SwitchText.company == company, COMPANY_BYTES)
    _shrink(SwitchText.name != "", ALL_BYTES)


def _shrink(of: ColumnElement[bool], most_bytes: int) -> None:
    """Delete the oldest unused texts until the rest fits."""
    left = _bytes_of(of, _IS_UNUSED)
    if left <= most_bytes:
        return
    in_use = calls().texts_in_use()
    settled = _SIZES.where(of, SwitchText.unused_since < now() - SETTLED).order_by(SwitchText.unused_since)
    for name, size in list(db.session.execute(settled)):
        if left > most_bytes and name not in in_use:
            _forget(SwitchText.name == name, SwitchText.unused_since < now() - SETTLED)
            left -= size


def _forget(*conditions: ColumnElement[bool]) -> None:
    """Delete texts; the database checks again, so what was published again in this moment stays."""
    db.session.execute(delete(SwitchText).where(*conditions), execution_options={"synchronize_session": False})


def _bytes_of(*conditions: ColumnElement[bool]) -> int:
    return int(db.session.scalar(select(func.coalesce(func.sum(SwitchText.size_bytes), 0)).where(*conditions)) or 0)


_SIZES = select(SwitchText.name, SwitchText.size_bytes)
_IS_UNUSED = SwitchText.unused_since.is_not(None)
