"""Serves what a card shows, and its rows as a file."""

from urllib.parse import urlencode

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.auth.actor import current_actor
from app.ports.figures import figures
from app.rights import right
from app.statistics import service
from app.statistics.asked import Asked
from app.statistics.cards import cards_of
from app.statistics.cards.card import Card
from app.statistics.cards.own import QUESTION
from app.statistics.routes.page import asked_card, selected, statistics, today
from app.statistics.shown import Shown, Table
from app.tables import write_csv


def _card(name: str) -> Card:
    if name == QUESTION:
        return asked_card() or abort(404)
    return cards_of(service.board_of(current_actor())).get(name) or abort(404)


def _shown(card: Card) -> tuple[Asked, Shown]:
    selection = selected()
    options = [option.name for option in card.options(selection)]
    option = request.args.get("option", "")
    asked = Asked(selection, today(), option if option in options else next(iter(options), ""))
    return asked, card.build(asked)


@statistics.get("/cards/<name>")
@right("see calls", scope="groups")
def card(name: str) -> ResponseReturnValue:
    """Return the inside of a card: sentence, picture, rows."""
    found = _card(name)
    asked, shown = _shown(found)
    args = urlencode([*figures().args(asked.selection), ("option", asked.option)])
    return render_template("statistics/card.html", card=found, shown=shown, args=args)


@statistics.get("/cards/<name>/rows")
@right("see calls", scope="groups")
def rows(name: str) -> ResponseReturnValue:
    """Return the rows of a card as CSV."""
    found = _card(name)
    _asked, shown = _shown(found)
    if shown.table is None:
        abort(404)
    answer = Response(write_csv(_lines(shown.table)), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{found.name}.csv")
    return answer


def _lines(table: Table) -> list[list[object]]:
    """Return the rows as a spreadsheet reads them: numbers as numbers, nothing where nothing can be divided."""
    lines: list[list[object]] = [[column.label for column in table.columns]]
    for row in table.rows:
        lines.append([row.label, *("" if cell.order is None else cell.order for cell in row.cells)])
    return lines
