"""Shows how many calls there were at the same time."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup, escape

from app.amounts import figure
from app.ports.figures import Row as Counted
from app.ports.figures import Selection, figures
from app.statistics import charts
from app.statistics.asked import Asked, cell, column, measure
from app.statistics.cards.card import Card
from app.statistics.charts import Series
from app.statistics.shown import Column, Key, Option, Row, Shown, Table
from app.statistics.spans import day_and_month, days_of

MEASURES = ("peak", "peak_p95")
DAY, HOUR, WEEK = Option("day", _l("Day")), Option("hour", _l("Hour")), Option("week", _l("Week"))
MOST_DAYS = 92


def options(selection: Selection) -> tuple[Option, ...]:
    """Return the steps of the curve that make a readable picture, the best one first."""
    days = (selection.last - selection.first).days + 1
    if days == 1:
        return (HOUR,)
    return (DAY, HOUR) if days <= MOST_DAYS else (WEEK, HOUR)


def build(asked: Asked) -> Shown:
    """Show the most calls at once, and what was usual, over time."""
    answer = asked.alone(MEASURES, asked.option)
    if not answer.total.values[0]:
        return Shown(is_empty=True)
    rows = [row for row in answer.rows if row.values[0] is not None]
    labels = [figures().label(asked.option, row.keys[0]) for row in rows]
    hrefs = [_page(asked, row.keys[0]) for row in rows]
    series = [
        Series(role, str(measure(name).label), [row.values[place] or 0 for row in rows], hrefs)
        for place, (name, role) in enumerate(zip(MEASURES, ("main", "past"), strict=True))
    ]
    lines = tuple(
        Row(label, place, tuple(cell(name, value) for name, value in zip(MEASURES, row.values, strict=True)), href)
        for place, (row, label, href) in enumerate(zip(rows, labels, hrefs, strict=True))
    )
    columns = (Column(str(figures().splits()[asked.option].label)), *map(column, MEASURES))
    return Shown(
        say=_words(rows, labels, answer.total),
        figure=charts.curve(labels, series, _short(asked, [row.keys[0] for row in rows])),
        summary=_("Lines: most calls at once, over time"),
        legend=[Key(each.role, each.label) for each in series],
        table=Table(columns, lines),
        question=answer.question,
    )


def _short(asked: Asked, keys: Sequence[str]) -> list[str]:
    if asked.option == "hour":
        return list(keys)
    return [day_and_month(date.fromisoformat(key)) for key in keys]


def _page(asked: Asked, key: str) -> str:
    if asked.option == "hour":
        return asked.page(hour=key)
    first = date.fromisoformat(key)
    days = days_of(first, asked.selection.last)
    return asked.page_of_days(first, days[min(6, len(days) - 1)] if asked.option == "week" else first)


def _words(rows: Sequence[Counted], labels: Sequence[str], total: Counted) -> Markup:
    most = max(range(len(rows)), key=lambda place: rows[place].values[0] or 0)
    said = ngettext(
        "<b>At most %(most)s call at once</b> (%(when)s); usually no more than %(usual)s.",
        "<b>At most %(most)s calls at once</b> (%(when)s); usually no more than %(usual)s.",
        round(total.values[0] or 0),
        most=figure(total.values[0], "calls"),
        when=escape(labels[most]),
        usual=figure(total.values[1], "calls"),
    )
    return Markup(said)


CARD = Card("at-once", _l("Calls at once"), 6, charts.HEIGHTS["plain"][0], build, options, needs=frozenset(MEASURES))
