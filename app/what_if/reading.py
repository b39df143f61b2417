"""Reads what happened in the queues of the company in force, and which settings it had then."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from app.company.service import own_company
from app.db.groups import group_scope
from app.exchange.service import directory_of, directory_text
from app.ports.calls import calls
from app.ports.journal import queue_lines
from app.what_if.recorded import Directories, Line
from designer.runtime.directory import Directory
from designer.runtime.journal_entries import QueueStep, SwitchStarted
from designer.runtime.queue_events import SettingsChanged

NOTHING: Directory = {"employees": {}, "groups": {}, "prompts": {}, "calendars": {}, "zones": {}, "lists": {}}


class SeveralSwitches(Exception):
    """Says that more than one switch has queues of the company: each has its own."""


def lines_of(begins: datetime, ends: datetime) -> list[Line]:
    """Return what happened in the queues in [begins, ends). Raise SeveralSwitches."""
    found = list(queue_lines()(own_company().customer_number, begins, ends))
    switches = {each.switch for each in found if isinstance(each, QueueStep)}
    if len(switches) > 1:
        raise SeveralSwitches
    return [_line(each) for each in found if each.switch in switches]


def _line(entry: QueueStep | SwitchStarted) -> Line:
    return Line(entry.event, entry.effects, entry.at) if isinstance(entry, QueueStep) else Line(None, (), entry.at)


def directories(lines: Sequence[Line], begins: datetime, ends: datetime) -> Directories:
    """Return which directory was in force when, as far as the exchange still has them; else today's.

    A call says with which directory it began. The queues got it at the line before that says that settings have
    changed; without one, nobody waited meanwhile.
    """
    company = own_company().customer_number
    today = directory_of(company) or NOTHING
    with group_scope(None):
        named = calls().directories(begins, ends)
    changes = [(round(at.timestamp() * 1000), _directory(sha) or today) for at, sha in named]
    noted = [line.event.at for line in lines if isinstance(line.event, SettingsChanged)]
    known = [(_began(at, before, noted), found) for (at, found), before in zip(changes, _before(changes), strict=True)]

    def directory_at(at: int) -> Directory:
        return next((found for began, found in reversed(known) if began <= at), known[0][1] if known else today)

    return directory_at


def _directory(sha: str) -> Directory | None:
    text = directory_text(sha)
    return cast(Directory, json.loads(text)) if text else None


def _before(changes: Sequence[tuple[int, Directory]]) -> list[int]:
    """Return for each change the moment of the one before."""
    return [0, *(at for at, _directory in changes)][: len(changes)]


def _began(at: int, before: int, noted: Sequence[int]) -> int:
    """Return since when the queues had the directory with which a call began *at* a moment."""
    return next((each for each in noted if before < each <= at), at)
