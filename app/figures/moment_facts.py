"""Gives the facts of a local day at a moment of it. What is the same at all moments of the day is looked for once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np

from app.figures.columns import Column
from app.figures.facts import Facts
from app.figures.loading import Loaded
from app.figures.tally import day_begins
from app.figures.terms import Term

MS = timedelta(milliseconds=1)


@dataclass
class MomentFacts(Loaded):
    """Gives the stored facts of *days*, and *fresh* ones in the place of those that were others at the *moment*."""

    of_day: list[Loaded] = field(default_factory=list)
    """The facts of the whole day alone, which remember what all moments share."""

    @classmethod
    def of(cls, day: Loaded, fresh: Sequence[Facts], at: datetime) -> "MomentFacts":
        """Return the facts of a *day* at a moment. Calls that began later are not even looked at."""
        passed_ms = round((at - day_begins(day.first, day.zone)) / MS)
        began = day.once(("stored", "call", "began_ms"), lambda: day._stored("call", "began_ms"))
        days = [
            (number, version, int(np.searchsorted(each, passed_ms, "right")))
            for (number, version, _calls), each in zip(day.days, began, strict=True)
        ]
        return cls(day.first, day.last, day.zone, day.targets, days, fresh, at, day.whole, of_day=[day])

    @property
    def _day(self) -> Loaded:
        return self.of_day[0]

    @cached_property
    def _few_numbers(self) -> Mapping[Term, int]:
        return self._day._few_numbers

    @cached_property
    def _few_texts(self) -> Mapping[int, str]:
        return self._day._few_texts

    def _find(self, terms: Collection[Term]) -> dict[Term, int]:
        known: dict[Term, int | None] = self._day.once("numbers of terms", dict)
        if new := [each for each in terms if each not in known]:
            known.update(dict.fromkeys(new) | super()._find(new))
        return {each: number for each in terms if (number := known[each]) is not None}

    def _first_of(self, numbers: Collection[int]) -> dict[int, int]:
        known: dict[int, int | None] = self._day.once("first moments", dict)
        if new := [each for each in numbers if each not in known]:
            known.update(dict.fromkeys(new) | super()._first_of(new))
        return {each: at for each in numbers if (at := known[each]) is not None}

    def _ids_of(self, day: int, version: int) -> list[str]:
        return self._day.once(("ids", day), lambda: super(MomentFacts, self)._ids_of(day, version))

    def _stored(self, kind: str, name: str) -> list[Column]:
        known: list[Column] = self._day.once(("stored", kind, name), lambda: self._day._stored(kind, name))
        return [each[: self._rows(kind)] for each in known]

    def _rows(self, kind: str) -> int:
        """Return how many of the stored rows belong to calls that had begun: their calls are in order."""
        if kind == "call":
            return self.stored
        calls = self._day.once(("stored", kind, "call"), lambda: self._day._stored(kind, "call"))
        return sum(int(np.searchsorted(each, self.stored)) for each in calls)
