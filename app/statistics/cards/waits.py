"""Shows how long callers waited, and how many of them were answered in time."""

from collections.abc import Sequence
from itertools import takewhile

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app.amounts import figure
from app.company.service import own_company
from app.ports.figures import Row as Counted
from app.statistics import charts
from app.statistics.asked import Asked, cell, column
from app.statistics.cards.card import Card
from app.statistics.charts import Series
from app.statistics.sentences import together
from app.statistics.shown import Column, Row, Shown, Table

LONG_S = 90


def build(asked: Asked) -> Shown:
    """Show bars for the lengths of waits; those in time have the strong colour."""
    found = asked.alone(["calls", "answered_share"], "wait")
    level = asked.alone(["service_level", "average_wait", "longest_wait"]).total
    if not any(row.values[0] for row in found.rows):
        return Shown(is_empty=True)
    rows, in_time_s = found.rows, own_company().targets.in_time_s
    keys = [row.keys[0] for row in rows]
    amounts = [row.values[0] or 0 for row in rows]
    in_time = sum(1 for _key in takewhile(lambda key: 0 < _end(key) <= in_time_s, keys))
    hrefs = [asked.page(wait=key) for key in keys]
    series = Series("main", _("Callers"), amounts, hrefs, [figure(each, "calls") for each in amounts])
    roles = ["main" if place < in_time else "soft" for place in range(len(keys))]
    target = (in_time - 0.5, _("Target: %(seconds)s s", seconds=in_time_s))
    return Shown(
        say=together(_level_words(level, in_time_s), _long_words(rows), _longest_words(level)),
        figure=charts.columns_of(series, [_label(key) for key in keys], roles, target),
        summary=_("Bars: callers by the seconds that they waited"),
        table=_table(asked, rows),
        question=found.question,
        note=_("Callers by seconds waited. Those who hung up in the menu are not counted."),
    )


def _begin(key: str) -> int:
    return int(key.partition("-")[0] or 0)


def _end(key: str) -> int:
    """Return where a range ends, 0 for one without an end."""
    return int(key.partition("-")[2] or 0)


def _label(key: str) -> str:
    begin, end = _begin(key), _end(key)
    if not end:
        return f"{begin}+"
    return f"{begin}–{end}" if not begin else f"–{end}"


def _whole_label(key: str) -> str:
    return f"{_begin(key)}–{_end(key)}" if _end(key) else f"{_begin(key)}+"


def _level_words(level: Counted, in_time_s: int) -> Markup:
    if level.values[0] is None:
        return Markup()
    return Markup(_("<b>%(share)s were answered within %(seconds)s s</b>.")) % {
        "share": figure(level.values[0], "share"),
        "seconds": in_time_s,
    }


def _long_words(rows: Sequence[Counted]) -> Markup:
    long = round(sum(row.values[0] or 0 for row in rows if _begin(row.keys[0]) >= LONG_S))
    if not long:
        return Markup()
    said = ngettext(
        "%(number)s caller waited longer than %(seconds)s s.",
        "%(number)s callers waited longer than %(seconds)s s.",
        long,
        number=figure(long, "calls"),
        seconds=LONG_S,
    )
    return Markup("{}").format(said)


def _longest_words(level: Counted) -> Markup:
    if not level.values[2]:
        return Markup()
    return Markup(_("The longest wait was %(time)s.")) % {"time": figure(level.values[2], "seconds")}


def _table(asked: Asked, rows: Sequence[Counted]) -> Table:
    lines = tuple(
        Row(
            _("%(range)s s", range=_whole_label(row.keys[0])),
            _begin(row.keys[0]),
            (
                cell("calls", row.values[0], asked.calls("calls", wait=row.keys[0])),
                cell("answered_share", row.values[1], asked.calls("answered", wait=row.keys[0]), row.quotient(1)),
            ),
            asked.page(wait=row.keys[0]),
        )
        for row in rows
    )
    return Table((Column(_("Waited")), column("calls", _("Callers")), column("answered_share", _("Answered"))), lines)


CARD = Card("waits", _l("Waits and service level"), 6, charts.HEIGHTS["waits"][0], build)
