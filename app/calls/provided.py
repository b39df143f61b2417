"""Provides ``app.ports.calls``."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.calls import store
from app.calls.erasing import calls_before, calls_of_person, spans
from app.calls.models import Call, CallVersion, CallVisit, CallWait, ChangedCall, is_of_groups
from app.calls.newest import in_newest
from app.db import company_in_force, db, every_company
from app.ports.calls import Busy, CallPath
from app.ports.wall import look_again
from designer.runtime.events import FROM_CALLERS
from designer.runtime.journal_entries import Step, entry_in

__all__ = [
    "busy",
    "calls_before",
    "calls_of_person",
    "changed_since",
    "directories",
    "is_of_groups",
    "names_of_callers",
    "past_calls",
    "path_of",
    "spans",
    "steps",
    "steps_of_many",
    "texts_in_use",
    "touch",
    "version",
    "versions",
]


def past_calls(numbers: Collection[str], begins: datetime, ends: datetime) -> list[str]:
    """Return the IDs of finished calls to *numbers* that began in [begins, ends), oldest first.

    Calls without a program are left out.
    """
    query = (
        select(Call.id)
        .where(Call.number.in_(numbers), Call.direction.in_(FROM_CALLERS), Call.ended_at.is_not(None))
        .where(Call.program != "", Call.started_at >= begins, Call.started_at < ends)
    )
    return list(db.session.scalars(query.order_by(Call.started_at, Call.id)))


def names_of_callers(most: int) -> dict[str, str]:
    """Return by their numbers the names of callers, as their phones told them, in the newest *most* calls."""
    named = in_newest(most, Call.caller_name, lambda name: name != "", Call.caller, Call.caller_name)
    return {caller: name for caller, name in reversed(named) if caller}


def path_of(call: str) -> CallPath | None:
    """Return the path of a call; None if the company has no such call."""
    row = db.session.execute(_OF_PATH.where(Call.id == call)).one_or_none()
    return CallPath(*row, path=tuple(_visits(select(Call.id).where(Call.id == call))[call])) if row else None


def steps(call: str) -> list[Step]:
    """Return the steps of a call in their order; [] if there is no such call, or the user may not see it."""
    return next(steps_of_many([call]), [])


def steps_of_many(calls: Collection[str]) -> Iterator[list[Step]]:
    """Yield the steps of each of *calls*, in any order. Calls without any are left out."""
    names = sorted(calls)
    for at in range(0, len(names), store.MOST_AT_ONCE):
        seen = select(Call.id).where(Call.id.in_(names[at : at + store.MOST_AT_ONCE]))
        for text in store.text_of(list(db.session.scalars(seen))).values():
            yield _steps(text)


def busy(begins: datetime, ends: datetime) -> Busy:
    """Return how busy the company was by calls that began in [begins, ends)."""
    which = Call.started_at >= begins, Call.started_at < ends
    calls = db.session.execute(select(Call.started_at, Call.ended_at).where(*which)).all()
    waits = select(CallWait.group, CallWait.joined_at, func.coalesce(CallWait.left_at, Call.ended_at))
    rows = db.session.execute(waits.join(Call, Call.id == CallWait.call).where(*which)).all()
    return Busy([(row[0], row[1]) for row in calls], [(row[0], row[1], row[2]) for row in rows])


def texts_in_use() -> set[str]:
    """Return the names of the programs, "p:<sha>", and directories, "d:<sha>", in use by calls of any company."""
    query = select(Call.program, Call.directory).where(Call.ended_at.is_(None)).distinct()
    with every_company():
        rows = list(db.session.execute(query))
    return {name for row in rows for name in (f"p:{row.program}", f"d:{row.directory}")}


def directories(begins: datetime, ends: datetime) -> list[tuple[datetime, str]]:
    """Return the hashes of the directories with which calls began in [begins, ends), each with the time of the first
    call that had it after another, oldest first."""
    query = select(Call.started_at, Call.directory).where(Call.started_at >= begins, Call.started_at < ends)
    found: list[tuple[datetime, str]] = []
    for started_at, directory in db.session.execute(query.where(Call.directory != "").order_by(Call.started_at)):
        if not found or found[-1][1] != directory:
            found.append((started_at, directory))
    return found


def versions(companies: Collection[int]) -> dict[int, int]:
    """Return a number for each of *companies* that grows whenever anything of the record changes there."""
    with every_company():
        found = dict(db.session.execute(_VERSIONS.where(CallVersion.company_id.in_(companies))).all())
    return {company_id: found.get(company_id, 0) for company_id in companies}


def touch() -> None:
    """Let the version of the record of the company in force grow, and its walls look again."""
    store.touch([company_in_force()])
    look_again([company_in_force()])


def changed_since(version: int) -> list[str] | None:
    """Return the IDs of the calls of the company in force that changed after *version*; None if that was too long ago.

    Groups in force don't matter.
    """
    newest = db.session.scalar(select(CallVersion.version)) or 0
    if version < newest - store.KEPT_VERSIONS:
        return None
    return list(db.session.scalars(select(ChangedCall.call).where(ChangedCall.version > version)))


def version() -> int:
    """Return a number that grows whenever anything of any company's record changes."""
    return store.version()


def _steps(text: str) -> list[Step]:
    return [entry for line in text.split("\n") if isinstance(entry := entry_in(line), Step)]


_OF_PATH = select(
    Call.id,
    Call.caller,
    Call.caller_name,
    Call.number,
    Call.program,
    Call.started_at,
    Call.ended_at,
    Call.ended,
    Call.bridged_at.is_not(None),
)
_VERSIONS = select(CallVersion.company_id, CallVersion.version)


def _visits(of: Select[Any]) -> dict[str, list[tuple[str, str, int]]]:
    """Return, by call, (block, outcome of the block before, milliseconds since 1970)."""
    found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    columns = select(CallVisit.call, CallVisit.block, CallVisit.outcome, CallVisit.at_ms)
    for call, block, outcome, at_ms in db.session.execute(
        columns.where(CallVisit.call.in_(of)).order_by(CallVisit.call, CallVisit.place)
    ):
        found[call].append((block, outcome, at_ms))
    return found
