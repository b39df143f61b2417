"""Shows a card of the user's own: a measure by one or two splits, in the chart that they chose."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from babel.numbers import get_currency_symbol
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from app.amounts import SPACE, filled, measured
from app.ports.figures import Measure, figures
from app.ports.figures import Row as Counted
from app.statistics import charts
from app.statistics.asked import Asked, cell, column, grid, labels, measure
from app.statistics.cards.card import Card
from app.statistics.charts import Series
from app.statistics.shown import Cell, Column, Figure, Row, Shown, Table
from app.statistics.spans import weekday_and_day

Names = Mapping[tuple[str, str], str]
"""What people call a value, by its split and itself."""

PREFIX = "own-"
QUESTION = "question"
IN_ORDER = frozenset({"day", "hour", "weekday", "week", "month"})
"""Splits that have an order of their own; others begin with the largest."""

ADDED = frozenset({"calls", "minutes", "people", "money"})
"""Units of figures that add up; others are averages, shares and times."""

MOST_BARS, MOST_SERIES, MOST_TIMES, MOST_ROWS = 60, 8, 366, 500
PERCENT = 100
AXES = {"share": {"ticksuffix": f"{SPACE}%"}, "seconds": {"ticksuffix": " s"}}
"""How the numbers at the axis are written, by the unit of the measure."""

ROLES = ("main", "o1", "o2", "o3", "o4", "o5", "o6", "past")
OUTCOME_ROLES = frozenset({"answered", "voicemail", "missed", "abandoned", "blocked", "test"})


def own_card(kept: dict[str, Any]) -> Card:
    """Return the card that a board keeps."""
    name = f"{PREFIX}{kept['id']}"
    build = lambda asked: _shown(asked, kept["measure"], tuple(kept["splits"]), kept["chart"])  # noqa: E731
    return Card(name, kept["title"], 6, 200, build, id=kept["id"])


def question_card(name: str, splits: Sequence[str]) -> Card:
    """Return the card that answers a question for a measure, by up to two splits."""
    known = figures()
    words = [str(known.splits()[split].label) for split in splits]
    title = f"{measure(name).label}: {', '.join(words)}" if words else str(measure(name).label)
    chart = "heat" if len(splits) > 1 and not {*splits} & {"outcome"} else "bars"
    build = lambda asked: _shown(asked, name, tuple(splits), chart)  # noqa: E731
    return Card(QUESTION, title, 12, 306, build)


def _alone(asked: Asked, name: str) -> Shown:
    """Return a measure of all calls, which opens the calls that it counts."""
    kind, total = measure(name), asked.alone([name]).total
    amount = measured(total.values[0], kind)
    said = Markup(_("%(measure)s: <b>%(amount)s</b>.")) % {"measure": kind.label, "amount": amount}
    quotient = total.quotient(0)
    how = filled(amount, quotient) if quotient else ""
    note = f"{kind.words} {how}".strip()
    return Shown(say=said, note=note, more=(_("Show these calls"), asked.calls(name)) if kind.has_calls else None)


def _shown(asked: Asked, name: str, splits: tuple[str, ...], chart: str) -> Shown:
    if name not in figures().measures() or not set(splits) <= figures().splits().keys():
        return Shown(say=Markup(_("What this card counts is no longer there.")), is_empty=True)
    if not splits:
        return _alone(asked, name)
    found = asked.alone([name], *splits)
    rows = [row for row in found.rows if row.values[0] is not None and (row.values[0] or splits[0] in IN_ORDER)]
    if not any(row.values[0] for row in rows):
        return Shown(is_empty=True)
    kind = measure(name)
    names = _names(splits, rows, asked.today)
    return Shown(
        say=_words(kind, splits, rows, found.total, names),
        figure=_figure(asked, kind, splits, rows, chart, names),
        summary=str(kind.label),
        table=_table(asked, kind, splits, rows, names),
        question=found.question,
        open_rows=12 if chart == "table" else 0,
    )


def _names(splits: Sequence[str], rows: Sequence[Counted], today: date) -> Names:
    """Return what people call the values of the splits."""
    found: dict[tuple[str, str], str] = {}
    for place, split in enumerate(splits):
        keys = {row.keys[place] for row in rows}
        known = (
            {key: weekday_and_day(date.fromisoformat(key), today) for key in keys}
            if split == "day"
            else labels(split, keys)
        )
        found |= {(split, key): name for key, name in known.items()}
    return found


def _words(kind: Measure, splits: Sequence[str], rows: Sequence[Counted], total: Counted, names: Names) -> Markup:
    most = max(rows, key=lambda row: row.values[0] or 0)
    name = ", ".join(names[split, key] for split, key in zip(splits, most.keys, strict=True))
    if kind.unit == "clock":
        said = _("%(measure)s: %(total)s. <b>%(name)s is latest</b>: %(most)s.")
    elif kind.unit in ADDED and total.quotient(0) is None:
        said = _("%(measure)s: %(total)s in all. <b>%(name)s has most</b>: %(most)s.")
    else:
        said = _("%(measure)s: %(total)s. <b>%(name)s is highest</b>: %(most)s.")
    return Markup(said) % {
        "measure": kind.label,
        "total": measured(total.values[0], kind),
        "name": name,
        "most": measured(most.values[0], kind),
    }


def _keys(rows: Sequence[Counted], place: int, split: str, most: int) -> list[str]:
    """Return the values of a split that are shown: all of a time, the largest of others."""
    sums: dict[str, float] = {}
    for row in rows:
        sums[row.keys[place]] = sums.get(row.keys[place], 0) + (row.values[0] or 0)
    if split in IN_ORDER:
        return sorted(sums, key=_in_order)[:MOST_TIMES]
    return sorted(sums, key=lambda key: -sums[key])[:most]


def _in_order(key: str) -> tuple[int, str]:
    """Return what times are sorted by: numbers of hours and weekdays, or days as they are written in ISO 8601."""
    return (int(key), "") if key.isdecimal() else (0, key)


def _figure(
    asked: Asked, kind: Measure, splits: tuple[str, ...], rows: Sequence[Counted], chart: str, names: Names
) -> Figure | None:
    if chart == "table":
        return None
    values = grid(rows)
    first = _keys(rows, 0, splits[0], MOST_BARS)
    words = [names[splits[0], key] for key in first]
    second = _keys(rows, 1, splits[1], MOST_SERIES if chart != "heat" else MOST_BARS) if len(splits) > 1 else [""]
    if chart == "heat" and len(splits) > 1:
        amounts = [[_value(values, (key, other)) for other in second] for key in first]
        texts = [[measured(value, kind) if value else "·" for value in row] for row in amounts]
        hrefs = [[asked.page(**{splits[0]: key, splits[1]: other}) for other in second] for key in first]
        return charts.heat([names[splits[1], other] for other in second], words, amounts, texts, hrefs)
    told = _told(kind, rows)
    series = [
        _series(asked, splits, first, other, place, values, kind, names, told) for place, other in enumerate(second)
    ]
    drawn = charts.curve(words, series) if chart == "line" else charts.stacked(words, series)
    drawn["layout"]["yaxis"] = _axis_of(kind)
    return drawn


def _axis_of(kind: Measure) -> dict[str, str]:
    if kind.unit == "money":
        return {"ticksuffix": f" {get_currency_symbol(kind.currency, get_locale() or 'en')}"}
    return AXES.get(kind.unit, {})


def _value(values: dict[tuple[str, ...], tuple[float | None, ...]], keys: tuple[str, ...]) -> float:
    return (values[keys][0] or 0) if keys in values else 0


def _series(
    asked: Asked,
    splits: tuple[str, ...],
    first: Sequence[str],
    other: str,
    place: int,
    values: dict[tuple[str, ...], tuple[float | None, ...]],
    kind: Measure,
    names: Names,
    told: Mapping[tuple[str, ...], str],
) -> Series:
    both = len(splits) > 1
    role = other if other in OUTCOME_ROLES else ROLES[place]
    keys = [(key, other) if both else (key,) for key in first]
    hrefs = [_page(asked, splits, each) for each in keys]
    label = names[splits[1], other] if both else str(kind.label)
    scale = PERCENT if kind.unit == "share" else 1
    amounts = [scale * _value(values, each) for each in keys]
    texts = [told.get(each, measured(0, kind)) for each in keys]
    return Series(role, label, amounts, hrefs, texts)


def _told(kind: Measure, rows: Sequence[Counted]) -> dict[tuple[str, ...], str]:
    """Return how each amount is told: with what was divided by what, if it is a quotient."""
    found = {}
    for row in rows:
        text, quotient = measured(row.values[0], kind), row.quotient(0)
        found[row.keys] = filled(text, quotient) if quotient else text
    return found


def _page(asked: Asked, splits: Sequence[str], keys: Sequence[str]) -> str:
    """Return the page of the calls of one row, if there are filters for all of its splits."""
    pairs = dict(zip(splits, keys, strict=True))
    day = pairs.pop("day", None)
    narrower = {split: key for split, key in pairs.items() if split in figures().filters()}
    if day is not None:
        return asked.page_of_days(date.fromisoformat(day), date.fromisoformat(day), **narrower)
    return asked.page(**narrower)


def _table(asked: Asked, kind: Measure, splits: tuple[str, ...], rows: Sequence[Counted], names: Names) -> Table:
    known = figures().splits()
    lines = []
    for row in rows[:MOST_ROWS]:
        called = [names[split, key] for split, key in zip(splits, row.keys, strict=True)]
        rest = [Cell(name, name.casefold()) for name in called[1:]]
        order = row.keys[0] if splits[0] == "day" else called[0].casefold()
        amount = cell(kind.name, row.values[0], quotient=row.quotient(0))
        lines.append(Row(called[0], order, (*rest, amount), _page(asked, splits, row.keys)))
    columns = [
        Column(str(known[splits[0]].label)),
        *(Column(str(known[split].label), is_text=True) for split in splits[1:]),
        column(kind.name),
    ]
    return Table(tuple(columns), tuple(lines))
