"""Makes the table of an answer: a row for each combination of what the figures are split by, and one for all calls."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from app.exports import words
from app.exports.asked import page_of
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
}
DAY = "day"


def sheet_of(table: FigureTable, title: str = "") -> Sheet:
    """Return the answer as it is now, for the groups in force."""
    answer = figures().ask(table.question)
    return Sheet(
        title or title_of(table),
        words.about(table.question.selection),
        (*map(_split_column, table.question.splits), *map(_measure_column, _measures(table))),
        _rows(answer),
        len(answer.rows) if table.question.splits else 0,
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


def _measure_column(measure: Measure) -> Column:
    return Column(str(measure.label), KINDS[measure.unit], 12, f"{measure.words} {measure.formula}".strip())


def _rows(answer: Answer) -> Iterator[Row]:
    splits = answer.question.splits
    for row in answer.rows if splits else ():
        yield (*(_key(name, key) for name, key in zip(splits, row.keys, strict=True)), *row.values)


def _total(answer: Answer) -> Row:
    splits = len(answer.question.splits)
    return (*((_("All calls"), *([""] * (splits - 1))) if splits else ()), *answer.total.values)


def _key(name: str, key: str) -> Cell:
    return date.fromisoformat(key) if name == DAY else figures().label(name, key)
