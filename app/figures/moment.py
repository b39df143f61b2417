"""Counts the calls of a local day as they were at a moment of the past.

Calls that were over by then count as they are stored. Those that were in progress are given as they were, and take the
place of what is stored of them; what began later counts nothing.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import TypeVar

import numpy as np

from app.company.service import own_company
from app.figures.asking import answer_of, tallied
from app.figures.facts import Facts
from app.figures.listing import page_of
from app.figures.loading import Loaded, load
from app.figures.moment_facts import MomentFacts
from app.figures.once import forget, once
from app.figures.tally import day_begins
from app.figures.whole_days import until_still
from app.ports.call_records import CallRecord
from app.ports.figures import Answer, CallPage, Question, Selection

Result = TypeVar("Result")
MS = 1000


class Then:
    """Answers as ``app.ports.figures.Then`` says, by *data*."""

    def __init__(self, data: Loaded) -> None:
        self._data = data

    def ask(self, question: Question) -> Answer:
        """Return the answer."""
        return answer_of(question, self._data)

    def calls(self, selection: Selection, measure: str, sort: str, offset: int, limit: int) -> CallPage:
        """Return the calls that *measure* counted."""
        return page_of(self._data, selection, measure, sort, offset, limit)


def at_moment(at: datetime, in_progress: Iterable[CallRecord], do: Callable[[Then], Result]) -> Result:
    """Return what *do* makes of the figures at the moment *at*. It may be called again if facts change meanwhile."""
    zone = own_company().clock
    day = at.astimezone(zone).toordinal()
    passed_ms = round((at - day_begins(day, zone)).total_seconds() * MS)
    then = [facts for facts in tallied(in_progress, zone) if facts.day == day]
    return until_still(lambda moved: do(Then(_data(day, at, passed_ms, then, moved))))


def _data(day: int, at: datetime, passed_ms: int, then: list[Facts], at_once: Collection[int]) -> Loaded:
    """Return the facts of the day as they were *passed_ms* after it began, as ``load`` reads them."""
    if at_once:
        forget(("day", day))
    found = once(("day", day), lambda: load(day, day, at_once))
    keys = {each.call.key for each in then}
    over = [each for each in found.fresh if each.is_over and each.call.key not in keys and _ends(each) <= passed_ms]
    ordered = sorted([*over, *then], key=lambda each: (each.call.began_ms, each.call.key))
    data = MomentFacts.of(found, ordered, at)
    began, lasted = (data.column("call", name).astype(np.int64) for name in ("began_ms", "lasted_ms"))
    was_over = (lasted >= 0) & (began + lasted <= passed_ms)
    was_over[data.stored :] = True
    data.valid &= was_over
    return data


def _ends(facts: Facts) -> int:
    return facts.call.began_ms + facts.call.lasted_ms
