"""Makes the table of an answer: a row for each combination of what the figures are split by, and one for all calls."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from flask_babel import gettext as _

from app.exports import words
from app.exports.asked import page_of
from app.exports.lengths import time_of_day
from app.exports.sheet import Cell, Column, Kind, Row, Sheet
from app.ports.exports import FigureTable
from app.ports.figures import Answer, Measure, Unit, figures

KINDS: dict[Unit, Kind] = {
    "calls": "number",
    "seconds": "seconds",
    "minutes": "tenths",
    "share": "share",
    "people": "number",
    "score": "tenths",
    "clock": "text",
    "money": "hundredths",
}
DAY = "day"


def sheet_of(table: FigureTable, title: str = "") -> Sheet:
    """Return the answer as it is now with all its rows, for the groups in force."""
    answer = figures().ask(replace(table.question, most=None))
    return Sheet(
        title or title_of(table),
        words.about(table.question.selection),
        (*map(_split_column, table.question.splits), *_measure_columns(table, answer)),
        _rows(answer),
        _count(answer),
        _total(answer),
        page_of(table.question.selection, table.question.measures[0]),
    )


def title_of(table: FigureTable) -> str:
    """Return the title, or one such as "Calls, Minutes by Day"."""
    return table.title or words.table(table)


def _measures(table: FigureTable) -> list[Measure]:
    return [figures().measures()[name] for name in table.question.measures]


def _split_column(name: str) -> Column:
    return Column(str(figures().splits()[name].label), "day" if name == DAY else "text", 18)


def _measure_columns(table: FigureTable, answer: Answer) -> list[Column]:
    """Return the figures, and those of the days with which they are compared."""
    found = list(map(_measure_column, _measures(table)))
    if answer.compared is None:
        return found
    days = words.days(answer.compared.question.selection)
    return [*found, *(replace(each, label=f"{each.label}, {days}", words="") for each in found)]


def _measure_column(measure: Measure) -> Column:
    label = f"{measure.label} ({measure.currency})" if measure.currency else str(measure.label)
    return Column(label, KINDS[measure.unit], 12, f"{measure.words} {measure.formula}".strip())


def _rows(answer: Answer) -> Iterator[Row]:
    """Yield a row for each combination that there is now or was in the days before."""
    splits = answer.question.splits
    if not splits:
        return
    before = _before(answer)
    nothing = (None,) * len(answer.question.measures)
    for row in answer.rows:
        compared = () if answer.compared is None else before.pop(row.keys, nothing)
        yield (*_keys(splits, row.keys), *_cells(answer, row.values), *_cells(answer, compared))
    for keys, values in before.items():
        yield (*_keys(splits, keys), *nothing, *_cells(answer, values))


def _count(answer: Answer) -> int:
    if not answer.question.splits:
        return 0
    return len({row.keys for row in answer.rows} | _before(answer).keys())


def _before(answer: Answer) -> dict[tuple[str, ...], tuple[float | None, ...]]:
    """Return the figures of the days before by the keys that they have in these days: a day is compared with the one
    that is as far from the first."""
    if answer.compared is None:
        return {}
    then = answer.compared.question
    later = answer.question.selection.first - then.selection.first
    places = [place for place, name in enumerate(then.splits) if name == DAY]
    found = {}
    for row in answer.compared.rows:
        keys = list(row.keys)
        for place in places:
            keys[place] = (date.fromisoformat(keys[place]) + later).isoformat()
        found[tuple(keys)] = row.values
    return found


def _total(answer: Answer) -> Row:
    splits = len(answer.question.splits)
    compared = answer.compared.total.values if answer.compared else ()
    head = (_("All calls"), *([""] * (splits - 1))) if splits else ()
    return (*head, *_cells(answer, answer.total.values), *_cells(answer, compared))


def _cells(answer: Answer, values: Sequence[float | None]) -> tuple[Cell, ...]:
    """Return figures as cells: a time of day is a text, the others are numbers."""
    if not values:
        return ()
    units = (figures().measures()[name].unit for name in answer.question.measures)
    pairs = zip(units, values, strict=True)
    return tuple(time_of_day(each) if unit == "clock" and each is not None else each for unit, each in pairs)


def _keys(splits: Sequence[str], keys: Sequence[str]) -> tuple[Cell, ...]:
    pairs = zip(splits, keys, strict=True)
    return tuple(date.fromisoformat(key) if name == DAY else figures().label(name, key) for name, key in pairs)
