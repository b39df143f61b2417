"""Lists the days in numbers."""

from datetime import date
from functools import partial

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.ports.figures import Row as Counted
from app.ports.figures import figures
from app.statistics.asked import OUTCOMES, Asked, Grid, cell, cells, column, count, grid
from app.statistics.cards.card import Card
from app.statistics.shown import Cell, Column, Row, Shown, Table
from app.statistics.spans import weekday_and_day

MEASURES = ("calls", "answered_share", "average_wait", "service_level")
MISSED = 1 + OUTCOMES.index("missed") + 1
MOST, FIRST = 100, 6
"""How many days the page has, and how many are shown at first."""


def build(asked: Asked) -> Shown:
    """Show one row for each day with calls, most missed first."""
    found = asked.alone(MEASURES, "day")
    outcomes = grid(asked.alone(["calls"], "day", "outcome").rows)
    days = [each for each in found.rows if each.values[0]]
    if not days:
        return Shown(is_empty=True)
    days.sort(key=lambda each: (-count(outcomes, *each.keys, "missed"), each.keys))
    labels = [Column(figures().label("outcome", each).capitalize()) for each in OUTCOMES]
    named = [column(name) for name in MEASURES]
    columns = (Column(_("Day")), named[0], *labels, *named[1:])
    is_cut = len(days) > MOST
    note = _("The %(count)s days with most missed calls; all are in the file.", count=MOST) if is_cut else ""
    return Shown(
        table=Table(columns, tuple(_row(asked, each, outcomes) for each in days[:MOST]), MISSED, is_falling=True),
        question=found.question,
        open_rows=FIRST,
        note=note or _("Each number opens its calls."),
    )


def _row(asked: Asked, found: Counted, outcomes: Grid) -> Row:
    key, day = found.keys[0], date.fromisoformat(found.keys[0])
    calls, *rest = cells(MEASURES, found, partial(asked.calls_of_days, day, day))
    by_outcome = [
        _outcome(count(outcomes, key, each), asked.calls_of_days(day, day, "calls", outcome=each)) for each in OUTCOMES
    ]
    return Row(weekday_and_day(day, asked.today), key, (calls, *by_outcome, *rest), asked.page_of_days(day, day))


def _outcome(amount: float, href: str) -> Cell:
    return cell("calls", amount, href)


CARD = Card("days", _l("The days in numbers"), 12, 0, build)
