"""Serves what a card shows."""

from urllib.parse import urlencode

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.auth.actor import current_actor
from app.ports.exports import FigureTable, exports
from app.ports.figures import figures
from app.rights import right
from app.statistics import service
from app.statistics.asked import Asked
from app.statistics.cards import cards_of
from app.statistics.cards.card import Card
from app.statistics.cards.own import QUESTION
from app.statistics.routes.page import asked_card, selected, statistics, today
from app.statistics.shown import Shown


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
    files = exports().links(FigureTable(shown.question, str(found.title))) if shown.question else None
    return render_template("statistics/card.html", card=found, shown=shown, args=args, files=files)
