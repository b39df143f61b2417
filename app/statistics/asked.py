"""Asks for the figures of the calls that a page is about, and names the pages that show fewer of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from flask import url_for

from app.amounts import filled, measured
from app.ports.figures import Answer, Measure, Question, Quotient, Row, Selection, figures
from app.statistics.shown import Cell, Column
from app.statistics.spans import span

OUTCOMES = ("answered", "voicemail", "missed", "abandoned")
"""The outcomes in the order in which bars are stacked, from the bottom."""

NAMED = frozenset({"employee", "group", "flow"})
"""Splits by what the company has named."""

Grid = dict[tuple[str, ...], tuple[float | None, ...]]
"""The values of the measures by the keys of a row."""


@dataclass(frozen=True)
class Asked:
    """Holds what a card is asked for: the calls that are meant, and the *option* that shows them its way."""

    selection: Selection
    today: date
    option: str = ""
    _written: dict[object, str] = field(default_factory=dict, init=False, compare=False)
    """Parts of addresses that were written: all figures of a row lead to the same calls."""

    def answer(self, measures: Iterable[str], *splits: str) -> Answer:
        """Return the answer for the calls that are meant, compared with those of the other period."""
        return figures().ask(Question(self.selection, tuple(measures), splits))

    def alone(self, measures: Iterable[str], *splits: str) -> Answer:
        """Return the answer without any comparison."""
        return figures().ask(Question(replace(self.selection, compare=""), tuple(measures), splits))

    def page(self, **narrower: str) -> str:
        """Return the address of this page for fewer calls: *narrower* has a value for each filter to add."""
        return f"{self._path('statistics.index')}?{self._query(None, narrower)}"

    def page_of_days(self, first: date, last: date, **narrower: str) -> str:
        """Return the address of this page for these days only."""
        return f"{self._path('statistics.index')}?{self._query((first, last), narrower)}"

    def calls(self, measure: str, **narrower: str) -> str:
        """Return the address of the calls that *measure* counts."""
        return self._calls(measure, self._query(None, narrower, is_compared=False))

    def calls_of_days(self, first: date, last: date, measure: str, **narrower: str) -> str:
        """Return the address of the calls of these days that *measure* counts."""
        return self._calls(measure, self._query((first, last), narrower))

    def _calls(self, measure: str, query: str) -> str:
        named = self._once(("measure", measure), lambda: urlencode({"measure": measure}))
        return f"{self._path('calls.index')}?{query}&{named}"

    def _path(self, endpoint: str) -> str:
        return self._once(endpoint, lambda: url_for(endpoint))

    def _query(self, days: tuple[date, date] | None, narrower: Mapping[str, str], is_compared: bool = True) -> str:
        alone = days is not None or not is_compared
        selection = replace(self.selection, compare="") if alone and self.selection.compare else self.selection

        def write() -> str:
            return query_of(narrowed(within(selection, *days) if days else selection, narrower))

        return self._once((days, selection.compare, *narrower.items()), write)

    def _once(self, key: object, write: Callable[[], str]) -> str:
        if key not in self._written:
            self._written[key] = write()
        return self._written[key]

    def compared_words(self, answer: Answer) -> str:
        """Return what the period is compared with, such as "October"; "" for nothing."""
        if answer.compared is None:
            return ""
        other = answer.compared.question.selection
        return span(other.first, other.last, self.today)


def within(selection: Selection, first: date, last: date) -> Selection:
    """Return the calls of *selection* on some of its days."""
    first, last = max(first, selection.first), min(last, selection.last)
    return replace(selection, first=first, last=last, period="", compare="")


def narrowed(selection: Selection, narrower: Mapping[str, str]) -> Selection:
    """Return those calls of *selection* that a further filter has, for each in *narrower*."""
    filters = dict(selection.filters) | {name: (value,) for name, value in narrower.items()}
    return replace(selection, filters=tuple(filters.items()))


def query_of(selection: Selection) -> str:
    """Return the parameters of an address that say *selection*."""
    return urlencode(figures().args(selection))


def page_of(selection: Selection) -> str:
    """Return the address of the page Statistics for these calls."""
    return f"{url_for('statistics.index')}?{query_of(selection)}"


def calls_of(selection: Selection, measure: str) -> str:
    """Return the address of the list of these calls, as *measure* counts them."""
    args = [*figures().args(replace(selection, compare="")), ("measure", measure)]
    return f"{url_for('calls.index')}?{urlencode(args)}"


def grid(rows: Iterable[Row]) -> Grid:
    """Return the rows by their keys."""
    return {row.keys: row.values for row in rows}


def count(found: Grid, *keys: str, place: int = 0) -> float:
    """Return a value by its keys, 0 if there is no such row."""
    values = found.get(keys)
    return (values[place] or 0) if values else 0


def labels(split: str, keys: Iterable[str]) -> dict[str, str]:
    """Return what people call values of a split. Names of the company are read once for all of them."""
    known = dict(figures().choices(split)) if split in NAMED else {}
    return {key: known.get(key) or figures().label(split, key) for key in keys}


def measure(name: str) -> Measure:
    """Return the measure of this name."""
    return figures().measures()[name]


def cell(name: str, amount: float | None, href: str = "", quotient: Quotient | None = None) -> Cell:
    """Return the cell of a measure; a link only where there is something to open."""
    return _cell(measure(name), amount, href, quotient)


def _cell(kind: Measure, amount: float | None, href: str, quotient: Quotient | None) -> Cell:
    text = measured(amount, kind)
    return Cell(text, amount, href if amount else "", filled="" if amount is None else filled(text, quotient))


def cells(names: Iterable[str], row: Row, calls: Callable[[str], str]) -> tuple[Cell, ...]:
    """Return the cells of a row of an answer to *names*. *calls* returns the address of what a measure counts."""
    known = figures().measures()
    return tuple(
        _cell(known[name], row.values[place], calls(name) if known[name].has_calls else "", row.quotient(place))
        for place, name in enumerate(names)
    )


def column(name: str, label: str = "") -> Column:
    """Return the heading of a measure; *label* is another name for it."""
    kind = measure(name)
    return Column(label or str(kind.label), str(kind.words), str(kind.formula))
