"""Tells which flow and version answered a number from when to when, and who changed it.

It derives this from the audit log and from what is published now.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.audit.models import AuditEntry
from app.audit.service import entries_of
from app.db import db
from app.flows.models import FlowVersion, Number

NUMBERS, PUBLICATIONS = Number.__tablename__, "publications"


@dataclass(frozen=True)
class Span:
    """Describes a period in which one version answered.

    *begins* None: unknown; *ends* None: it goes on. *version_id* None: callers were refused; *version* None
    besides: its flow has been deleted. *who* changed it, or "" if nobody was signed in.
    """

    begins: datetime | None
    ends: datetime | None
    version_id: int | None
    version: FlowVersion | None
    who: str


def history(number: Number) -> list[Span]:
    """Return the spans, the newest first."""
    spans = _spans(number)
    wanted = {span.version_id for span in spans if span.version_id}
    load = select(FlowVersion).where(FlowVersion.id.in_(wanted)).options(joinedload(FlowVersion.flow))
    versions = {each.id: each for each in db.session.scalars(load)}
    return [replace(span, version=versions.get(span.version_id or 0)) for span in reversed(spans)]


def _spans(number: Number) -> list[Span]:
    found: list[Span] = []
    for at, before, version_id, who in _changes(number):
        if not found and before:
            found.append(Span(None, None, before, None, ""))
        found = _then(found, at, version_id, who)
    now = number.publication
    if (found[-1].version_id if found else None) != (now.version_id if now else None):
        found = _then(found, now.published_at if now else None, now.version_id if now else None, _author(number))
    return found


def _author(number: Number) -> str:
    """Return who published it, for a command that nobody signed in for."""
    return number.publication.version.author if number.publication else ""


def _then(found: list[Span], at: datetime | None, version_id: int | None, who: str) -> list[Span]:
    if found and found[-1].version_id == version_id:
        return found
    return [*found[:-1], *(replace(each, ends=at) for each in found[-1:]), Span(at, None, version_id, None, who)]


def _changes(number: Number) -> Iterator[tuple[datetime, int | None, int | None, str]]:
    """Yield (when, version before, version then, who) in order. Ids may be reused once a row is gone."""
    entries = entries_of((NUMBERS, PUBLICATIONS))
    made = [entry.id for entry in entries if _is(entry, NUMBERS, "added") and entry.thing == str(number.id)]
    led: dict[str, int] = {str(number.publication.id): number.id} if number.publication else {}
    for entry in entries:
        if entry.kind != PUBLICATIONS:
            continue
        if entry.action == "added":
            led[entry.thing] = entry.after["number_id"]
        of = led.get(entry.thing) or entry.before.get("number_id")
        if of == number.id and entry.id > max(made, default=0) and "version_id" in {**entry.before, **entry.after}:
            yield entry.at, entry.before.get("version_id"), entry.after.get("version_id"), entry.who


def _is(entry: AuditEntry, kind: str, action: str) -> bool:
    return (entry.kind, entry.action) == (kind, action)
