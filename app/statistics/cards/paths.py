"""Leads to the drawings, which show the paths that the calls took."""

from functools import partial

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app.amounts import figure
from app.statistics.asked import Asked, cells, column, labels, query_of
from app.statistics.cards.card import Card
from app.statistics.shown import Cell, Column, Row, Shown, Table

MEASURES = ("calls", "answered_share", "menu")


def build(asked: Asked) -> Shown:
    """List the flows; each leads to its canvas, on which the same calls are shown."""
    rows = [row for row in asked.alone(MEASURES, "flow").rows if row.keys[0] and row.values[0]]
    if not rows:
        return Shown(is_empty=True)
    rows.sort(key=lambda row: -(row.values[0] or 0))
    names = labels("flow", [row.keys[0] for row in rows])
    lines = tuple(
        Row(
            names[row.keys[0]],
            names[row.keys[0]].casefold(),
            (
                *cells(MEASURES, row, partial(_calls, asked, row.keys[0])),
                Cell(_("Open the drawing"), None, _drawing(asked, row.keys[0])),
            ),
            asked.page(flow=row.keys[0]),
        )
        for row in rows
    )
    columns = (Column(_("Flow")), *map(column, MEASURES))
    said = ngettext(
        "These calls went through <b>%(count)s flow</b>. Its drawing shows their path, block by block.",
        "These calls went through <b>%(count)s flows</b>. The drawings show their paths, block by block.",
        len(rows),
        count=figure(len(rows), "calls"),
    )
    return Shown(
        say=Markup(said),
        table=Table((*columns, Column(_("Path"), is_text=True)), lines, 1, is_falling=True),
        open_rows=8,
    )


def _calls(asked: Asked, flow: str, name: str) -> str:
    return asked.calls(name, flow=flow)


def _drawing(asked: Asked, flow: str) -> str:
    """Return the canvas of a flow, with the traffic of the calls that are meant."""
    return f"{url_for('flows.edit', flow_id=int(flow))}?traffic=1&{query_of(asked.selection)}"


CARD = Card("paths", _l("Paths through the flows"), 6, 0, build, needs=frozenset({"flow", "menu"}))
