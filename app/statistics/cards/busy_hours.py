"""Shows how many calls come in each hour of each weekday."""

from collections.abc import Sequence

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.amounts import figure
from app.statistics import charts
from app.statistics.asked import Asked, Grid, count, grid
from app.statistics.cards.card import Card
from app.statistics.sentences import together
from app.statistics.shown import Cell, Column, Row, Shown, Table
from app.statistics.spans import WEEK, days_of, short_weekday, weekday

QUIET = 0.25
"""Hours with less than this part of the mean are quiet."""

FEW = 10


def build(asked: Asked) -> Shown:
    """Show a heat map of the mean calls in an hour, of all such weekdays of the period."""
    answer = asked.alone(["calls"], "weekday", "hour")
    found = grid(answer.rows)
    if not any(values[0] for values in found.values()):
        return Shown(is_empty=True)
    days = [day.weekday() for day in days_of(asked.selection.first, asked.selection.last)]
    times = {number: days.count(number) for number in range(WEEK) if number in days}
    hours = _hours(found)
    rows = [number for number in times if any(count(found, f"{number + 1}", f"{hour}") for hour in range(24))]
    means = [[count(found, f"{row + 1}", f"{hour}") / times[row] for hour in hours] for row in rows]
    most = max(mean for row in means for mean in row)
    texts = [[_text(mean, most) for mean in row] for row in means]
    hrefs = [[asked.page(weekday=f"{row + 1}", hour=f"{hour}") for hour in hours] for row in rows]
    is_mean = max(times.values()) > 1
    return Shown(
        say=together(_peak(rows, hours, found), _quiet(hours, found)),
        figure=charts.heat([f"{hour}" for hour in hours], [short_weekday(row) for row in rows], means, texts, hrefs),
        summary=_("Heat map: calls by weekday and hour"),
        table=_table(rows, hours, means, hrefs),
        question=answer.question,
        note=_("Average calls per hour. Click a cell to see only those calls.")
        if is_mean
        else _("Calls per hour. Click a cell to see only those calls."),
    )


def _hours(found: Grid) -> list[int]:
    """Return the hours from the first with calls to the last."""
    busy = [int(hour) for (_day, hour), values in found.items() if values[0]]
    return list(range(min(busy), max(busy) + 1))


def _text(mean: float, most: float) -> str:
    """Return a mean, with a decimal where whole numbers would hardly differ."""
    if not mean:
        return "·"
    return str(format_decimal(mean, "0.0" if most < FEW and mean != round(mean) else "#,##0"))


def _peak(rows: Sequence[int], hours: Sequence[int], found: Grid) -> Markup:
    """Say when most calls come: two hours in a row of a weekday."""
    runs = []
    for row in rows:
        amounts = [count(found, f"{row + 1}", f"{hour}") for hour in hours]
        place = charts.run_of_best(amounts)
        runs.append((sum(amounts[place : place + 2]), row, hours[place], hours[min(place + 1, len(hours) - 1)] + 1))
    most, row, begins, ends = max(runs)
    calls = ngettext("%(number)s call", "%(number)s calls", round(most), number=figure(most, "calls"))
    return Markup(_("<b>%(weekday)s from %(begins)s to %(ends)s</b> is the peak: %(calls)s.")) % {
        "weekday": weekday(row),
        "begins": begins,
        "ends": ends,
        "calls": calls,
    }


def _quiet(hours: Sequence[int], found: Grid) -> Markup:
    """Say from when on it is quiet, if only the last hours of the day are."""
    by_hour = [sum(count(found, f"{row + 1}", f"{hour}") for row in range(WEEK)) for hour in hours]
    mean = sum(by_hour) / len(by_hour)
    quiet = [each < QUIET * mean for each in by_hour]
    begins = len(quiet)
    while begins and quiet[begins - 1]:
        begins -= 1
    if begins in (0, len(quiet)):
        return Markup()
    return Markup(_("After %(hour)s it is quiet.")) % {"hour": f"{hours[begins]}:00"}


def _table(rows: Sequence[int], hours: Sequence[int], means: list[list[float]], hrefs: list[list[str]]) -> Table:
    lines = tuple(
        Row(
            weekday(row),
            row,
            tuple(
                Cell(_text(mean, 0), mean, href if mean else "") for mean, href in zip(means[y], hrefs[y], strict=True)
            ),
        )
        for y, row in enumerate(rows)
    )
    return Table((Column(_("Weekday")), *(Column(f"{hour}:00") for hour in hours)), lines)


CARD = Card("busy-hours", _l("Busy hours"), 6, charts.HEIGHTS["heat"][0], build)
