"""Shows how well callers were heard, as far as their phones report it."""

from functools import partial

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app.amounts import figure
from app.ports.figures import figures
from app.statistics import charts
from app.statistics.asked import Asked, cells, column
from app.statistics.cards.card import Card
from app.statistics.charts import Series
from app.statistics.sentences import together
from app.statistics.shown import Column, Row, Shown, Table

MEASURES = ("calls", "mos")
UNKNOWN = "unknown"
ROLES = {"good": "answered", "fair": "main", "poor": "abandoned", "bad": "missed", UNKNOWN: "past"}
"""The classes of quality, the best one first, and the colour of each."""


def build(asked: Asked) -> Shown:
    """Show the calls by quality. Those of which nothing is known are a bar of their own."""
    answer = asked.alone(MEASURES, "quality")
    found = {row.keys[0]: row for row in answer.rows}
    values = {name: row.values for name, row in found.items()}
    names = [name for name in ROLES if name in values and values[name][0]]
    if not names:
        return Shown(is_empty=True)
    labels = [figures().label("quality", name) for name in names]
    amounts = [values[name][0] or 0 for name in names]
    hrefs = [asked.page(quality=name) for name in names]
    series = Series("main", _("Calls"), amounts, hrefs, [figure(each, "calls") for each in amounts])
    rows = tuple(
        Row(
            label,
            place,
            cells(MEASURES, found[name], partial(_calls, asked, name)),
            href,
        )
        for place, (name, label, amount, href) in enumerate(zip(names, labels, amounts, hrefs, strict=True))
    )
    return Shown(
        say=_words(dict(zip(names, amounts, strict=True)), answer.total.values[1]),
        figure=charts.columns_of(series, labels, [ROLES[name] for name in names], None) if names != [UNKNOWN] else None,
        summary=_("Bars: calls by speech quality"),
        table=Table((Column(_("Speech quality")), column("calls"), column("mos", _("Score"))), rows),
        note=_("The worst side of each call counts."),
    )


def _calls(asked: Asked, quality: str, name: str) -> str:
    return asked.calls(name, quality=quality)


def _words(amounts: dict[str, float], mean: float | None) -> Markup:
    unknown = round(amounts.get(UNKNOWN, 0))
    known = sum(amounts.values()) - unknown
    if not known:
        return Markup(_("<b>Unknown</b>: no phone has reported how these calls were heard."))
    poor = round(amounts.get("bad", 0) + amounts.get("poor", 0))
    said = ngettext(
        "<b>%(poor)s of %(known)s reported calls was hard to understand</b>, the average score is %(mean)s.",
        "<b>%(poor)s of %(known)s reported calls were hard to understand</b>, the average score is %(mean)s.",
        poor,
        poor=figure(poor, "calls"),
        known=figure(known, "calls"),
        mean=figure(mean, "score"),
    )
    if not unknown:
        return Markup("{}").format(Markup(said))
    rest = ngettext(
        "Of %(unknown)s call, nothing is known.", "Of %(unknown)s calls, nothing is known.", unknown,
        unknown=figure(unknown, "calls"),
    )  # fmt: skip
    return together(Markup(said), Markup("{}").format(rest))


CARD = Card("quality", _l("Speech quality"), 6, charts.HEIGHTS["waits"][0], build, needs=frozenset({"mos", "quality"}))
