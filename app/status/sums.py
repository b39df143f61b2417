"""Keeps the sums of the day in memory, and asks for them anew when the record has changed.

Who waits is shown at once. The sums follow, and take no more than a small share of the time.
"""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.company.service import own_company
from app.company.targets import Targets
from app.db import company_in_force
from app.db.groups import Groups, groups_in_force
from app.port import Memory
from app.ports.calls import calls
from app.ports.figures import Question, Selection, figures
from app.status.asking import Ask, history_of, with_today
from app.status.missing import Reached, missed_callers, of_now, reached
from app.status.picture import Sums

SOON = timedelta(seconds=0.05)
"""So long after what is shown at once, the sums are asked for."""

AGAIN = timedelta(seconds=0.5)
"""They are asked for no sooner than so long after the last time."""

SHARE = 0.1
"""So much of the time they may take."""


@dataclass
class Kept:
    """Holds the sums of a company and of some groups as they were *at* a moment, with a *version* of the record.

    *history* is that of the *minute*, and
    *targets* are those by which it was counted, *reached* are callers who were missed before. *pause* is how long to
    wait until the next time; *noticed_at* is when a newer version was noticed.
    """

    sums: Sums
    version: int
    at: datetime
    minute: str
    history: Sums
    targets: Targets
    reached: list[Reached] = field(default_factory=list)
    pause: timedelta = AGAIN
    noticed_at: datetime | None = None

    def shown(self, at: datetime) -> tuple[Sums, datetime | None]:
        """Return the sums with those who were reached lately, and when the next of these is shown no more."""
        lately = [each for each in self.reached if each.until > at]
        sums = replace(self.sums, missed=(*self.sums.missed, *(each.missed for each in lately)))
        return sums, min((each.until for each in lately), default=None)

    def due(self, at: datetime) -> datetime:
        """Return when to ask for the sums of a newer version, which is noticed by now."""
        self.noticed_at = self.noticed_at or at
        return max(self.at + self.pause, self.noticed_at + SOON)


_kept: Memory[dict[tuple[int, Groups], Kept]] = Memory(dict)


def sums(
    at: datetime, zone: ZoneInfo, names: Mapping[str, str], callers: Collection[str]
) -> tuple[Sums, datetime | None]:
    """Return the sums of the company and groups in force, and when to ask again; None if nothing changes by itself.

    *names* are those of employees by extension, *callers* the numbers of those who wait.
    """
    key = company_in_force(), groups_in_force()
    version, minute = calls().versions([key[0]])[key[0]], f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
    last = _kept().get(key)
    if last and (last.minute, last.targets) == (minute, own_company().targets) and last.at <= at:
        if last.version == version:
            return last.shown(at)
        if at < (due := last.due(at)):
            return last.shown(at)[0], due
    began = time.monotonic()
    kept = _made_anew(last, at, zone, names, callers)
    kept.version, kept.minute = version, minute
    kept.pause = max(AGAIN, timedelta(seconds=(time.monotonic() - began) / SHARE))
    _kept()[key] = kept
    return kept.shown(at)


def _made_anew(
    last: Kept | None, at: datetime, zone: ZoneInfo, names: Mapping[str, str], callers: Collection[str]
) -> Kept:
    local = at.astimezone(zone)
    minute = f"{local:%Y-%m-%d %H:%M}"
    targets = own_company().targets
    is_known = last is not None and (last.minute, last.targets) == (minute, targets)
    history = last.history if last and is_known else history_of(local)
    today = Selection(local.date(), local.date())

    def ask_all(ask: Ask) -> Sums:
        return replace(with_today(history, today, ask), calls_of_caller=calls_of(callers, today, ask))

    found = replace(figures().consider(today, ask_all), missed=missed_callers(today, of_now()))
    news = reached(last.sums.missed, found.missed, today, names, at, of_now()) if last else []
    lately = [each for each in last.reached if each.until > at] if last else []
    return Kept(found, 0, at, minute, history, targets, [*lately, *news])


def calls_of(callers: Collection[str], today: Selection, ask: Ask) -> dict[str, int]:
    """Return how often each of *callers* has called today."""
    if not callers:
        return {}
    theirs = replace(today, filters=(("outside", tuple(sorted(callers))),))
    rows = ask(Question(theirs, ("calls",), ("outside",))).rows
    return {row.keys[0]: round(row.values[0] or 0) for row in rows}
