"""Puts together what was found in a question: one period, the values of each filter, a figure and a split."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from app.ports.questions import Meaning
from app.questions import days
from app.questions.days import Days
from app.questions.findings import (
    Finding,
    FoundCompare,
    FoundCue,
    FoundDays,
    FoundFilter,
    FoundLength,
    FoundMeasure,
    FoundSplit,
    Placed,
    of_kind,
)
from app.questions.items import Item
from app.questions.measures import wish
from app.questions.parameters import ALL_VALUES, HOURS_FILTER, OPPOSITES, TALKED_FILTER, WAITED_FILTER, WEEKDAY_FILTER
from app.questions.parsing import GLUE

Arg = tuple[str, str]
CALLS = ("call", "anruf", "gespra", "telefonat")
"""Begin the plain words for calls."""

ONE_PERIOD = ("period", "from", "to")
GAVE_UP = {("outcome", ("abandoned",))}
RATED = ("rating", tuple("12345"))
UNANSWERED = {"missed", "abandoned"}
NOBODY_THERE = ("not_reached",)
"""What a call to outside is that nobody answered: we miss only those that come in."""

ANSWERED = ("outcome", ("answered",))
TIMES_OFF = {"paused", "away", "do_not_disturb", "wrap_up"}
"""The figures of time in which nobody takes calls."""

WAITS = ("average_wait", "longest_wait")
IN_MENU = ("outcome", ("menu",))

NOON, NIGHT = 12, 22
MOST_UNEVEN = 3
"""Two months or quarters differ by at most so many days."""


SPANS_TO_COMPARE = ("day", "week", "month", "quarter", "year")


@dataclass
class Composed:
    """Gives the meanings of a question in their order, the cues that mean something in it, and the places of items that
    don't fit in."""

    meanings: list[Meaning] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    unread: set[int] = field(default_factory=set)

    @property
    def args(self) -> list[Arg]:
        """Return the parameters of all meanings: those of the period first, each once."""
        found = list(dict.fromkeys(arg for each in self.meanings for arg in each.args))
        return sorted(found, key=lambda arg: arg[0] not in ONE_PERIOD)


def compose(items: Sequence[Item], found: Sequence[Placed[Finding]], today: date) -> Composed:
    """Return what the *found* parts of a question mean together."""
    composer = _Composer(items, found, today)
    for step in (composer.periods, composer.filters, composer.lengths, composer.figures, composer.comparisons):
        composer.composed.meanings += step()
    composer.composed.meanings.sort(key=lambda each: each.start)
    return composer.composed


class _Composer:
    """Holds the parts of a question while they are put together."""

    def __init__(self, items: Sequence[Item], found: Sequence[Placed[Finding]], today: date) -> None:
        self.items, self.found, self.today = items, found, today
        self.composed = Composed()
        all_days = of_kind(found, FoundDays)
        self.compared = [each for each in all_days if each.finding.is_compared]
        self.stated = [each for each in all_days if not each.finding.is_compared and not each.finding.days.weekday]
        self.weekdays = [each for each in all_days if each.finding.days.weekday]
        self.of_filters = of_kind(found, FoundFilter)
        self.beside = [each for each in of_kind(found, FoundCompare) if not each.finding.name]
        self.wish = wish([each.finding for each in found], has_split=bool(of_kind(found, FoundSplit)))
        self.composed.used = self.wish.used
        self._tell_weekdays_from_dates()

    def _tell_weekdays_from_dates(self) -> None:
        """Let "on Monday" be a day if the question has no other, and each Monday of another period."""
        has_others = self.stated or any(each.finding.name == WEEKDAY_FILTER for each in self.of_filters)
        if len(self.weekdays) == 1 and not has_others and not self._is_before_calls(self.weekdays[0]):
            self.stated, self.weekdays = self.weekdays, []
        if self.beside and not self.compared:
            self.compared, self.stated = self.stated[1:], self.stated[:1]
        self._take_one_that_was_before()
        self._put_later_first()

    def _take_one_that_was_before(self) -> None:
        """Let the second of two periods be the one to compare with, if it was right before: "in Q3, and in Q2"."""
        if len(self.stated) == 2 and not self.compared and not self.beside:
            one, other = (each.finding.days for each in self.stated)
            if _are_as_long(one, other) and (_is_before(other, one) or _is_year_before(other, one)):
                self.compared, self.stated = self.stated[1:], self.stated[:1]

    def _put_later_first(self) -> None:
        """Let the later of two periods be the one that is compared with the other, whichever stands first."""
        if len(self.stated) == len(self.compared) == 1 and (
            self.compared[0].finding.days.first > self.stated[0].finding.days.first
        ):
            self.compared, self.stated = self.stated, self.compared

    def _is_before_calls(self, placed: Placed[FoundDays]) -> bool:
        after = self.items[placed.last + 1 : placed.last + 2]
        return bool(after) and after[0].words[0].startswith(CALLS)

    def _meaning(self, placed: Placed[Finding], kind: str, args: Iterable[Arg]) -> Meaning:
        items = self.items[placed.first : placed.last + 1]
        corrected = " ".join(word for item in items if item.is_corrected for word in item.words)
        return Meaning(items[0].start, items[-1].end, kind, tuple(args), corrected)

    def periods(self) -> Iterator[Meaning]:
        """Yield the one period; others don't fit in."""
        for each in self.stated[:1]:
            yield self._meaning(each, "period", each.finding.days.args)
        for each in self.stated[1:]:
            if each.finding.days.args != self.stated[0].finding.days.args:
                self.composed.unread |= set(range(each.first, each.last + 1))

    def filters(self) -> Iterator[Meaning]:
        """Yield the values of filters."""
        for days_found in self.weekdays:
            yield self._meaning(days_found, "filter", [(WEEKDAY_FILTER, days_found.finding.days.weekday)])
        for each in self._exact(self.of_filters):
            if each.finding.name != self.wish.without and not self._only_takes(each.finding):
                yield self._meaning(
                    each, "filter", [(each.finding.name, value) for value in _values(self._meant(each.finding))]
                )

    def _exact(self, found: list[Placed[FoundFilter]]) -> list[Placed[FoundFilter]]:
        """Leave out what another says more exactly: the evening beside 18 to 20, having given up beside in the menu,
        rated beside so many stars."""
        names = {(each.finding.name, each.finding.values) for each in found}
        vague = {(each.finding.name, each.finding.values) for each in found if self._is_part_of_day(each)}
        hours = {each for each in names if each[0] == HOURS_FILTER}
        left_out = (vague if hours - vague else set()) | (GAVE_UP if IN_MENU in names else set())
        left_out |= {RATED} if any(each[0] == "rating" for each in names - {RATED}) else set()
        kept = [each for each in found if (each.finding.name, each.finding.values) not in left_out]
        return [_in_part(each, vague) if vague & left_out else each for each in kept]

    def _is_part_of_day(self, placed: Placed[FoundFilter]) -> bool:
        items = self.items[placed.first : placed.last + 1]
        return placed.finding.name == HOURS_FILTER and any(
            item.values("part") or item.values("moment") for item in items
        )

    def _meant(self, found: FoundFilter) -> FoundFilter:
        """Return the filter; of "answered" beside "nobody", the opposite."""
        is_opposite = self.wish.is_unanswered and (found.name, found.values) in OPPOSITES
        is_unanswered = is_opposite != found.is_not and (found.name, found.values) in OPPOSITES
        is_unanswered |= found.name == "outcome" and set(found.values) <= UNANSWERED
        if self._is_outgoing and is_unanswered:
            return FoundFilter(found.name, NOBODY_THERE)
        return FoundFilter(found.name, found.values, is_not=not found.is_not) if is_opposite else found

    def _only_takes(self, found: FoundFilter) -> bool:
        """Return whether "take" is said of a break, which is no call that somebody took."""
        measures = {each.finding.name for each in of_kind(self.found, FoundMeasure)}
        return (found.name, found.values) == ANSWERED and bool(measures & TIMES_OFF)

    @cached_property
    def _is_outgoing(self) -> bool:
        """Return whether only calls to outside are meant."""
        return {
            value for each in self.of_filters if each.finding.name == "direction" for value in each.finding.values
        } == {"out"}

    def lengths(self) -> Iterator[Meaning]:
        """Yield how long a wait or a talk was."""
        for each in of_kind(self.found, FoundLength):
            least, most = each.finding.at_least_s, each.finding.at_most_s
            value = f"{'' if least is None else least}-{'' if most is None else most}"
            yield self._meaning(each, "filter", [(self._what_was_long(each), value)])

    def _what_was_long(self, placed: Placed[FoundLength]) -> str:
        if placed.finding.is_wait:
            return WAITED_FILTER
        if self._is_of_calls(placed):
            return TALKED_FILTER
        cues = [each for each in of_kind(self.found, FoundCue) if each.finding.name in ("wait", "talk", "length")]
        if cues:
            nearest = min(cues, key=lambda each: (abs(each.first - placed.first), each.first))
            return WAITED_FILTER if nearest.finding.name == "wait" else TALKED_FILTER
        gave_up = any("abandoned" in each.finding.values for each in self.of_filters if each.finding.name == "outcome")
        return WAITED_FILTER if gave_up else TALKED_FILTER

    def _is_of_calls(self, placed: Placed[FoundLength]) -> bool:
        """Return whether a length is that of calls, as in "longest wait of calls over 4 minutes"."""
        is_wait_asked = self.wish.measure in WAITS
        words = [item.words[0] for item in self.items[: placed.first] if not item.values(GLUE)]
        return is_wait_asked and bool(words) and words[-1].startswith(CALLS)

    def figures(self) -> Iterator[Meaning]:
        """Yield the figure and the splits that are asked for."""
        measures = of_kind(self.found, FoundMeasure)
        for each in measures[:1]:
            yield self._meaning(each, "measure", [("measure", each.finding.name)])
        for each in measures[1:]:
            if each.finding != measures[0].finding:
                self.composed.unread |= set(range(each.first, each.last + 1))
        splits = of_kind(self.found, FoundSplit)
        for split in [each for each in splits if not each.finding.is_vague] or splits:
            yield self._meaning(split, "split", [("by", split.finding.name)])
        cues = of_kind(self.found, FoundCue)
        if cues and self.wish.measure and not measures:
            yield self._meaning(cues[0], "measure", [("measure", self.wish.measure)])
        if cues and self.wish.split:
            yield self._meaning(cues[0], "split", [("by", self.wish.split)])

    def comparisons(self) -> Iterator[Meaning]:
        """Yield what to compare with, or by what to split what is named beside each other."""
        for each in of_kind(self.found, FoundCompare):
            if each.finding.name:
                yield self._meaning(each, "compare", [("compare", each.finding.name)])
        for each in self.beside[:1]:
            if split := self._split_beside():
                yield self._meaning(each, "split", [("by", split)])
            elif not self.compared and len(of_kind(self.found, FoundCompare)) == len(self.beside):
                yield self._meaning(each, "compare", [("compare", "previous")])
        for compared in self.compared[:1]:
            if args := self._compared_args(compared.finding.days):
                yield self._meaning(compared, "compare", args)
            else:
                self.composed.unread |= set(range(compared.first, compared.last + 1))

    def _split_beside(self) -> str:
        """Return the filter of which several values stand beside each other, as in "Sales vs Support"."""
        names = [each.finding.name for each in self.of_filters] + [WEEKDAY_FILTER for _each in self.weekdays]
        found = next((name for name in names if names.count(name) > 1 and name != "rating"), "")
        return "hour" if found == HOURS_FILTER else found

    def _compared_args(self, other: Days) -> list[Arg]:
        """Return the comparison with *other*; [] if it is neither right before the period nor a year before."""
        if self.stated:
            period = self.stated[0].finding.days
            if (other.first, other.last) == (period.first, period.last):
                return [("compare", "previous")]
            if _is_year_before(other, period):
                return [("compare", "year")]
            return [("compare", "previous")] if _is_before(other, period) else []
        if other.preset == "last_year":
            return [("compare", "year")]
        return [*_after(other, self.today), ("compare", "previous")]


def _are_as_long(one: Days, other: Days) -> bool:
    """Return whether two periods are of one kind, as months are, however many days they have."""
    return abs((one.last - one.first) - (other.last - other.first)) <= timedelta(MOST_UNEVEN)


def _is_before(other: Days, period: Days) -> bool:
    """Return whether *period* follows *other*, or may be said to: "the last 14 days" against "the 14 days before"."""
    return other.first < period.first <= other.last + timedelta(1)


def _in_part(placed: Placed[FoundFilter], parts: set[tuple[str, tuple[str, ...]]]) -> Placed[FoundFilter]:
    """Let hours be those of the afternoon or the evening: "in the evening after 8" is after 20:00."""
    found = placed.finding
    begins = min(int(values[0][:2]) for _name, values in parts)
    if found.name != HOURS_FILTER or not NOON <= begins < NIGHT:
        return placed
    hours = "-".join(_later(each) for each in found.values[0].split("-"))
    return Placed(FoundFilter(HOURS_FILTER, (hours,)), placed.first, placed.last)


def _later(clock: str) -> str:
    """Return an hour of the second half of the day."""
    hour, colon, minute = clock.partition(":")
    return f"{int(hour) + NOON if int(hour) < NOON else int(hour):02}{colon}{minute}"


def _values(found: FoundFilter) -> tuple[str, ...]:
    """Return the values that will do: of "not Mondays", all other days."""
    if not found.is_not:
        return found.values
    others = tuple(each for each in ALL_VALUES[found.name] if each not in found.values)
    return OPPOSITES.get((found.name, found.values), others)


def _is_year_before(other: Days, period: Days) -> bool:
    if other.preset == "last_year":
        return True
    return (other.first.year + 1, other.first.month, other.first.day) == (
        period.first.year,
        period.first.month,
        period.first.day,
    )


def _after(other: Days, today: date) -> list[Arg]:
    """Return the parameters of the period in progress that follows *other*: of "vs last week", this week."""
    for span in SPANS_TO_COMPARE:
        if days.spans_ago(span, 1, today) == other:
            return days.this(span, today).args
    return []
