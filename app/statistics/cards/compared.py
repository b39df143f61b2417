"""Compares the values of a split, such as groups, directions or countries, by outcome."""

from collections.abc import Callable, Sequence
from functools import partial

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.amounts import figure
from app.ports.figures import Row as Counted
from app.ports.figures import figures
from app.statistics import charts
from app.statistics.asked import OUTCOMES, Asked, Grid, cells, column, count, grid, labels
from app.statistics.cards.card import Card
from app.statistics.charts import Series
from app.statistics.shown import Column, Key, Row, Shown, Table

MOST_BARS = 8
LONGEST_LABEL = 18
LINE_MEASURES = ("calls", "average_wait", "longest_wait", "service_level")
LONGEST = LINE_MEASURES.index("longest_wait")
PLAIN_MEASURES = ("calls", "answered_share", "missed", "minutes")


def compared(asked: Asked, split: str, heading: str, measures: Sequence[str], say: Callable[..., Markup]) -> Shown:
    """Return lying bars by outcome for the largest values of *split*, and all of them as rows."""
    answer = asked.alone(measures, split)
    found = [row for row in answer.rows if row.values[0]]
    if not found:
        return Shown(is_empty=True)
    found.sort(key=lambda row: -(row.values[0] or 0))
    outcomes = grid(asked.alone(["calls"], split, "outcome").rows)
    names = labels(split, [row.keys[0] for row in found])
    largest = [row.keys[0] for row in found[:MOST_BARS]]
    rows = tuple(
        Row(
            names[row.keys[0]],
            names[row.keys[0]].casefold(),
            cells(measures, row, partial(_calls, asked, split, row.keys[0])),
            asked.page(**{split: row.keys[0]}),
        )
        for row in found
    )
    columns = (Column(heading), *map(column, measures))
    return Shown(
        say=say(found, names),
        figure=charts.lines_of(
            [names[key] for key in largest],
            _series(asked, split, largest, outcomes),
            [figure(row.values[0], "calls") for row in found[:MOST_BARS]],
            LONGEST_LABEL,
        ),
        summary=_("Bars: calls by outcome, for each"),
        legend=[Key(outcome, figures().label("outcome", outcome), is_fixed=True) for outcome in OUTCOMES],
        table=Table(columns, rows, 1, is_falling=True),
        question=answer.question,
        open_rows=MOST_BARS if split == "group" else 0,
    )


def _calls(asked: Asked, split: str, key: str, name: str) -> str:
    return asked.calls(name, **{split: key})


def _series(asked: Asked, split: str, keys: Sequence[str], outcomes: Grid) -> list[Series]:
    return [
        Series(
            outcome,
            figures().label("outcome", outcome),
            [count(outcomes, key, outcome) for key in keys],
            [asked.page(**{split: key, "outcome": outcome}) for key in keys],
        )
        for outcome in OUTCOMES
    ]


def share_of_first(asked: Asked, found: Sequence[Counted], names: dict[str, str]) -> Markup:
    """Say which part of all calls the largest value has. One call may be in two of them."""
    calls = asked.alone(["calls"]).total.values[0] or 0
    named = [row for row in found if row.keys[0]]  # "Unknown" says nothing as long as there is another
    first, *others = named if len(named) > 1 else found
    part = figure((first.values[0] or 0) / calls, "share") if calls else ""
    if not others:
        return Markup(_("<b>%(name)s: all calls</b>.")) % {"name": names[first.keys[0]]}
    return Markup(_("<b>%(name)s: %(part)s of all calls</b>, then %(next)s.")) % {
        "name": names[first.keys[0]],
        "part": part,
        "next": names[others[0].keys[0]],
    }


def _lines(asked: Asked) -> Shown:
    """Compare the company's lines."""
    return compared(
        asked,
        "group",
        str(figures().splits()["group"].label),
        LINE_MEASURES,
        lambda found, names: _line_words(asked, found, names),
    )


def _line_words(asked: Asked, found: Sequence[Counted], names: dict[str, str]) -> Markup:
    """Say which line takes most calls, and whether it makes callers wait longest."""
    said = share_of_first(asked, found, names)
    waits = [row for row in found if row.values[LONGEST]]
    if len(waits) < 2:
        return said
    longest = max(waits, key=lambda row: row.values[LONGEST] or 0)
    words = Markup(_("%(name)s has the longest wait: %(time)s.")) % {
        "name": names[longest.keys[0]],
        "time": figure(longest.values[LONGEST], "seconds"),
    }
    return Markup("{} {}").format(said, words)


def _plain(split: str, heading: Callable[[], str]) -> Callable[[Asked], Shown]:
    return lambda asked: compared(
        asked, split, heading(), PLAIN_MEASURES, lambda found, names: share_of_first(asked, found, names)
    )


LINES = Card("lines", _l("Lines compared"), 6, 150, _lines)
DIRECTIONS = Card("directions", _l("Directions"), 6, 110, _plain("direction", lambda: _("Direction")))
COUNTRIES = Card("countries", _l("Countries"), 6, 150, _plain("country", lambda: _("Country")))
NUMBERS_CALLED = Card("numbers-called", _l("Numbers called"), 6, 150, _plain("number", lambda: _("Number")))
