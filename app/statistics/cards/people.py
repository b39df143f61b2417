"""Compares the people, and shows each person's days."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.amounts import figure
from app.ports.figures import Question, Selection, figures
from app.ports.figures import Row as Counted
from app.statistics import charts
from app.statistics.asked import Asked, cells, column, labels, within
from app.statistics.cards.card import Card
from app.statistics.charts import Series
from app.statistics.shown import Column, Key, Option, Row, Shown, Table
from app.statistics.spans import weekday_and_day

COMPARED, EACH_DAY = Option("people", _l("Compared")), Option("days", _l("Each day"))
MEASURES = ("answered", "missed", "minutes", "average_talk", "not_taken")
OF_A_DAY = ("first_call", "last_call", "at_work", "paused")
"""What is known of a person's day, besides."""

MOST_BARS = 10
MOST_ROWS = 200
SOON_DAYS = 30
BY_DAY = ("employee", "day")
FIRST = 10
LONGEST = 18
"""How many characters of a name have room beside a bar, on a phone, too."""


def options(_selection: Selection) -> tuple[Option, ...]:
    """Return all people side by side, and each of their days."""
    return (COMPARED, EACH_DAY)


def _measures() -> tuple[str, ...]:
    known = figures().measures()
    return (*MEASURES, *(name for name in OF_A_DAY if name in known))


def build(asked: Asked) -> Shown:
    """Show what each person did: in all, or day by day."""
    return _each_day(asked) if asked.option == "days" else _compared(asked)


def _counts(row: Counted) -> bool:
    return any(row.values)


def _compared(asked: Asked) -> Shown:
    names = _measures()
    answer = asked.alone(names, "employee")
    rows = [row for row in answer.rows if row.keys[0] and _counts(row)]
    if not rows:
        return Shown(is_empty=True)
    rows.sort(key=lambda row: -(row.values[0] or 0))
    largest = rows[:MOST_BARS]
    names_of = labels("employee", {row.keys[0] for row in rows})
    series = [
        Series(
            outcome,
            figures().label("outcome", outcome),
            [row.values[place] or 0 for row in largest],
            [asked.page(employee=row.keys[0]) for row in largest],
        )
        for place, outcome in enumerate(("answered", "missed"))
    ]
    lines = tuple(_row(asked, names, row, names_of[row.keys[0]], employee=row.keys[0]) for row in rows)
    return Shown(
        say=_words(rows, names_of),
        figure=charts.lines_of(
            [names_of[row.keys[0]] for row in largest],
            series,
            [figure((row.values[0] or 0) + (row.values[1] or 0), "calls") for row in largest],
            LONGEST,
        ),
        summary=_("Bars: calls that each person answered and missed"),
        legend=[Key(each.role, each.label, is_fixed=True) for each in series],
        table=Table(_columns(_("Employee"), names), lines, 1, is_falling=True),
        question=answer.question,
        open_rows=FIRST,
    )


def _columns(heading: str, names: tuple[str, ...]) -> tuple[Column, ...]:
    return (Column(heading), *map(column, names))


def _row(asked: Asked, names: tuple[str, ...], row: Counted, label: str, **narrower: str) -> Row:
    shown = cells(names, row, lambda name: asked.calls(name, **narrower))
    return Row(label, label.casefold(), shown, asked.page(**narrower))


def _words(rows: list[Counted], names: dict[str, str]) -> Markup:
    most = rows[0]
    missed = max(rows, key=lambda row: row.values[1] or 0)
    said = Markup(_("<b>%(name)s answered the most calls</b>: %(calls)s.")) % {
        "name": names[most.keys[0]],
        "calls": figure(most.values[0], "calls"),
    }
    if len(rows) < 2 or not missed.values[1]:
        return said
    more = Markup(_("%(name)s missed the most: %(calls)s.")) % {
        "name": names[missed.keys[0]],
        "calls": figure(missed.values[1], "calls"),
    }
    return Markup("{} {}").format(said, more)


def _each_day(asked: Asked) -> Shown:
    names = _measures()
    rows = _newest(asked, names)
    if not rows:
        return Shown(is_empty=True)
    rows.sort(key=lambda row: row.keys[1], reverse=True)
    names_of = labels("employee", {row.keys[0] for row in rows})
    lines = []
    for row in rows[:MOST_ROWS]:
        day = date.fromisoformat(row.keys[1])
        opens = partial(_calls_of_day, asked, day, row.keys[0])
        line = f"{weekday_and_day(day, asked.today)}, {names_of[row.keys[0]]}"
        shown = cells(names, row, opens)
        lines.append(Row(line, row.keys[1], shown, asked.page_of_days(day, day, employee=row.keys[0])))
    note = _("The newest %(count)s rows.", count=MOST_ROWS) if len(rows) > MOST_ROWS else ""
    return Shown(
        table=Table(_columns(_("Day and employee"), names), tuple(lines), 0, is_falling=True),
        question=Question(replace(asked.selection, compare=""), names, BY_DAY),
        open_rows=FIRST,
        note=note,
    )


def _newest(asked: Asked, names: tuple[str, ...]) -> list[Counted]:
    """Return a row for each person and day; of a long period the newest days if those have more rows than are shown."""
    last = asked.selection.last
    for first in (max(asked.selection.first, last - timedelta(days=SOON_DAYS)), asked.selection.first):
        answer = figures().ask(Question(within(asked.selection, first, last), names, BY_DAY))
        rows = [row for row in answer.rows if row.keys[0] and _counts(row)]
        if len(rows) > MOST_ROWS or first == asked.selection.first:
            break
    return rows


def _calls_of_day(asked: Asked, day: date, employee: str, name: str) -> str:
    return asked.calls_of_days(day, day, name, employee=employee)


CARD = Card("people", _l("People compared"), 12, 200, build, options)
