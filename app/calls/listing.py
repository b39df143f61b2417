"""Reads what a URL of the list of calls asks for, and finds these calls by ``app.ports.figures``.

The parameters are those of Statistics, so that every figure leads to its calls. "measure" narrows the list to those
that a figure counts, "text" is turned into filters, and "at" is the place of a call in the list it was opened from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import ColumnElement, select

from app.calls.models import Call
from app.calls.newest import in_newest
from app.calls.remark_models import CallTag
from app.company.service import own_company
from app.db import db
from app.paging import page_count
from app.phone_numbers import searched_parts
from app.ports.callers import callers
from app.ports.figures import BadSelection, CallPage, Selection, figures
from app.ports.questions import questions
from designer.runtime import numbers

PAGE = 50
DEFAULT_PERIOD = "7d"
MISSED_FIRST = "outcome"
EVERY = "calls"
SEARCHED = ("employee", "group", "number")
"""Filters by whose words people search, the first one that fits, before tags and the names of callers."""

FEW_DIGITS = 9
"""What is shorter is the beginning of a number, also with a plus sign."""

MOST_NAMES = 50
SEARCHED_CALLS = 20_000
"""Names are looked for in the newest calls."""

NOT_COUNTED = 200
"""So many calls are looked at themselves: figures have those of the newest ones only later."""

LONG_AGO = "2000-01-01"
"""Before any call."""

DAYS = ("from", "to", "period")
OLDER_DAYS = ("begins", "ends", "day")
"""The same in links of an earlier version."""

PARAMETERS = (*DAYS, *OLDER_DAYS, "compare", "measure", "sort")
"""What a URL of the list may say besides its filters and its page."""

RANGES = ("today", "yesterday", "7d", "30d")

Args = list[tuple[str, str]]


@dataclass(frozen=True)
class CallList:
    """Describes a list of calls: those that *measure* counts in *selection*, in the order *sort*."""

    selection: Selection
    measure: str = EVERY
    sort: str = MISSED_FIRST
    page: int = 1

    @cached_property
    def found(self) -> CallPage:
        """Return the calls of the page."""
        return figures().calls(self.selection, self.measure, self.sort, (self.page - 1) * PAGE, PAGE)

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return page_count(self.found.total, PAGE)

    @property
    def is_narrow(self) -> bool:
        """Return whether more than the days narrows the list."""
        return bool(self.selection.filters) or self.measure != EVERY

    def args(self, **changes: str | int) -> dict[str, list[str]]:
        """Return the parameters of the URL of this list, with *changes*; a page is only in it if it is among them."""
        return grouped(self._args(), changes)

    def bare(self) -> dict[str, list[str]]:
        """Return the parameters of all calls of the same days."""
        return grouped([each for each in self._args() if each[0] in DAYS], {})

    def period(self, name: str) -> dict[str, list[str]]:
        """Return the parameters of the same list over another period."""
        kept = [each for each in self._args() if each[0] not in DAYS]
        return grouped(kept, {"period": name})

    def without(self, name: str, value: str) -> dict[str, list[str]]:
        """Return the parameters of the list without one value of a filter."""
        return grouped([each for each in self._args() if each != (name, value)], {})

    def within(self, name: str, *values: str) -> dict[str, list[str]]:
        """Return the parameters of the list with these *values* of a filter instead of others."""
        others = [each for each in self._args() if each[0] != name]
        return grouped([*others, *((name, value) for value in values)], {})

    def sorted_by(self, name: str) -> dict[str, list[str]]:
        """Return the parameters of the list sorted by *name*; the other way round if it is already."""
        is_same = self.sort.removeprefix("-") == name
        falls = not self.sort.startswith("-") if is_same else name in ("started_at", "waited_s", "talked_s")
        return self.args(sort=f"-{name}" if falls else name)

    def _args(self) -> Args:
        found = list(figures().args(self.selection))
        found += [("measure", self.measure)] if self.measure != EVERY else []
        return found + ([("sort", self.sort)] if self.sort != MISSED_FIRST else [])


def grouped(args: Sequence[tuple[str, str]], changes: Mapping[str, str | int]) -> dict[str, list[str]]:
    """Return parameters as ``url_for`` takes them."""
    found: dict[str, list[str]] = {}
    for name, value in args:
        if name not in changes:
            found.setdefault(name, []).append(value)
    return found | {name: [str(value)] for name, value in changes.items()}


def call_list(args: Mapping[str, Sequence[str]]) -> CallList:
    """Return the list that *args* ask for. Raise BadSelection."""
    page = (args.get("page") or ["1"])[-1]
    return CallList(
        figures().selection(_of_days(args), DEFAULT_PERIOD),
        (args.get("measure") or [EVERY])[-1],
        (args.get("sort") or [MISSED_FIRST])[-1],
        max(1, int(page)) if page.isdecimal() and len(page) < 9 else 1,
    )


def neighbours(args: Mapping[str, Sequence[str]], call_id: str) -> tuple[str, str, int]:
    """Return the calls before and after this one in the list that *args* ask for, "" for none, and its place there."""
    at = (args.get("at") or [""])[-1]
    if not at.isdecimal() or len(at) > 9:
        return "", "", 0
    place = int(at)
    first = max(0, place - 1)
    try:
        listed = call_list(args)
        found = list(figures().calls(listed.selection, listed.measure, listed.sort, first, 3).calls)
    except BadSelection:
        return "", "", 0
    if call_id not in found:
        return "", "", place
    here = found.index(call_id)
    return found[here - 1] if here else "", found[here + 1] if here + 1 < len(found) else "", first + here


def searched(listed: CallList, text: str) -> Mapping[str, list[str]]:
    """Return the parameters of *listed* narrowed to what *text* names: a number, or somebody or something by name."""
    text = text.strip()
    if sum(char.isdecimal() for char in text) >= 3 and not any(char.isalpha() for char in text):
        return _searched_number(listed, text)
    wanted = text.casefold()
    for name in SEARCHED:
        if values := [value for value, label in figures().choices(name) if wanted in str(label).casefold()]:
            return listed.within(name, *values)
    if tags := _tags_named(text):
        return listed.within("tag", *tags)
    if named := _numbers_named(text):
        return listed.within("outside", *named)
    return _asked(listed, text) or listed.within("outside", text)


def _asked(listed: CallList, text: str) -> Mapping[str, list[str]] | None:
    """Return the parameters of a plain question, "missed calls of sales on Mondays"; None if a word means nothing.

    A question without a period is about the days of the list.
    """
    understood = questions().understand(text)
    if understood.unknown or not understood.args:
        return None
    names = {name for name, _value in understood.args}
    days = [] if names & {"period", "from", "to"} else [each for each in listed._args() if each[0] in DAYS]
    return grouped([*days, *understood.args], {"measure": understood.measure} if understood.measure else {})


def _searched_number(listed: CallList, text: str) -> Mapping[str, list[str]]:
    """Return the parameters for a number that somebody typed: an extension, one of the company's own, or any other."""
    if numbers.is_extension(text) and _is_somebodys(text):
        return listed.within("employee", text)
    parts = searched_parts(text, own_company().numbering_plan)
    own = [value for value, _label in figures().choices("number") if any(part in value for part in parts)]
    if len(own) == 1:
        return listed.within("number", own[0])
    is_short = sum(char.isdecimal() for char in text) < FEW_DIGITS
    return listed.within("outside", text.lstrip("+") if is_short else text)


def _is_somebodys(extension: str) -> bool:
    """Return whether an employee has this extension, or had it when there was a call for them."""
    if figures().has("employee", extension):
        return True
    return bool(in_newest(NOT_COUNTED, Call.answered_by, lambda column: column == extension, Call.id))


def _tags_named(text: str) -> list[str]:
    """Return the tags that have *text* in them, of flows and of people."""
    counted = [tag for tag, _label in figures().choices("tag")]
    of_flows = in_newest(NOT_COUNTED, Call.tag_text, _has(text), Call.tag_text)
    of_people = select(CallTag.tag).where(CallTag.tag.icontains(text, autoescape=True)).distinct()
    found = [*counted, *(tag for row in of_flows for tag in row.tag_text.split("\n"))]
    found += db.session.scalars(of_people.limit(MOST_NAMES))
    return list(dict.fromkeys(tag for tag in found if text.casefold() in tag.casefold()))[:MOST_NAMES]


def _numbers_named(text: str) -> list[str]:
    """Return the numbers that called with a name that has *text* in it."""
    named = in_newest(SEARCHED_CALLS, Call.caller_name, _has(text), Call.caller)
    called = [row.caller for row in named if row.caller]
    return list(dict.fromkeys([*callers().numbers_named(text), *called]))[:MOST_NAMES]


def _has(text: str) -> Callable[[ColumnElement[str]], ColumnElement[bool]]:
    return lambda column: column.icontains(text, autoescape=True)


def _of_days(args: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return *args* with the days of moments that older links give as "begins" and "ends"."""
    found = dict(args)
    for old, new in (("begins", "from"), ("ends", "to"), ("day", "from")):
        if (values := found.pop(old, None)) and values[-1]:
            found[new] = [_day(values[-1])]
            if old == "day":
                found["to"] = found[new]
    if "to" in found and not found.get("from"):
        found["from"] = [LONG_AGO]
    return found


def _day(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (at.astimezone(own_company().clock) if at.tzinfo else at).date().isoformat()
